/** Crossings as they are listed and shown. */
import type { CrossingRow } from "@lianfang/core/checkpoints/crossing.ts";
import type { Outcome } from "@lianfang/core/checkpoints/decision.ts";
import { identityOf, plateOf } from "@lianfang/core/checkpoints/rules.ts";
import { doubleMinutes } from "@lianfang/core/checkpoints/same-crossing.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import {
  addMinutes,
  type Day,
  type Instant,
  instantAt,
  townDay,
} from "@lianfang/core/kernel/time.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { identityMasked } from "../registry/sealed.ts";
import { crossingPairs } from "./pair-store.ts";
import { type Standing, withinStanding } from "./standing-store.ts";
import "./tables.ts";

export interface CrossingFilter extends PageInput {
  checkpointId?: string | undefined;
  day?: Day | undefined;
  outcome?: Outcome | undefined;
  direction?: "in" | "out" | undefined;
  subject?: CrossingRow["subject"] | undefined;
  search?: string | undefined;
  isOverridden?: boolean | undefined;
  isAgainstRules?: boolean | undefined;
  isWaiting?: boolean | undefined;
}

export function crossings({ db, town }: QueryContext, standing: Standing) {
  return db
    .selectFrom("checkpoint_crossing as crossing")
    .innerJoin("checkpoint", (join) =>
      join
        .onRef("checkpoint.town_id", "=", "crossing.town_id")
        .onRef("checkpoint.checkpoint_id", "=", "crossing.checkpoint_id"),
    )
    .leftJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "crossing.town_id")
        .onRef("account.account_id", "=", "crossing.recorded_by"),
    )
    .leftJoin("checkpoint_crossing_replaced as gone", (join) =>
      join
        .onRef("gone.town_id", "=", "crossing.town_id")
        .onRef("gone.crossing_id", "=", "crossing.crossing_id"),
    )
    .leftJoin("checkpoint_follow_up as done", (join) =>
      join
        .onRef("done.town_id", "=", "crossing.town_id")
        .onRef("done.crossing_id", "=", "crossing.crossing_id")
        .onRef("done.line", "=", "crossing.line"),
    )
    .leftJoin("account as doer", (join) =>
      join
        .onRef("doer.town_id", "=", "done.town_id")
        .onRef("doer.account_id", "=", "done.by_account"),
    )
    .selectAll("crossing")
    .select([
      "checkpoint.name as checkpoint_name",
      "checkpoint.name_en as checkpoint_name_en",
      "account.display_name as recorder",
      "gone.why",
      "gone.replaced_by",
      "done.action",
      "done.at as done_at",
      "doer.display_name as doer_name",
      sql<number | null>`case when crossing.subject <> 'person' then crossing.others +
        (select count(*) from checkpoint_crossing inside
          where inside.town_id = crossing.town_id and inside.crossing_id = crossing.crossing_id
            and inside.subject = 'person') end`.as("people_inside"),
    ])
    .where("crossing.town_id", "=", town.townId)
    .where(withinStanding(standing, "crossing"));
}

export type ListedCrossing = Awaited<
  ReturnType<ReturnType<typeof crossings>["executeTakeFirstOrThrow"]>
>;

export function shownCrossing(row: ListedCrossing, vault: Vault): CrossingRow {
  return {
    crossingId: row.crossing_id,
    line: row.line,
    checkpointId: row.checkpoint_id,
    checkpointName: row.checkpoint_name,
    checkpointNameEn: row.checkpoint_name_en ?? undefined,
    areaId: row.area_id,
    subject: row.subject,
    direction: row.direction,
    crossedAt: row.crossed_at,
    receivedAt: row.received_at,
    name: row.name ?? undefined,
    identityMasked: identityMasked(vault, row.identity),
    plate: row.plate ? vault.open("plate", row.plate) : undefined,
    peopleInside: row.people_inside === null ? undefined : Number(row.people_inside),
    celsius: row.celsius ?? undefined,
    outcome: row.outcome,
    ruled: row.ruled,
    reasons: row.reasons,
    override:
      row.override_reason && row.override_by
        ? { reason: row.override_reason, allowedBy: row.override_by }
        : undefined,
    recordedBy: row.recorder ?? undefined,
    replaced: row.why ? { why: row.why, by: row.replaced_by ?? undefined } : undefined,
    followUp:
      row.action && row.done_at
        ? { action: row.action, at: row.done_at, by: row.doer_name ?? undefined }
        : undefined,
  };
}

const handedOver = sql<boolean>`(crossing.outcome = 'refer' or crossing.ruled = 'refer')`;

/** Newest first. */
export async function listCrossings(
  context: QueryContext,
  standing: Standing,
  filter: CrossingFilter,
): Promise<Page<CrossingRow>> {
  const { town } = context;
  const vault = await context.kernel.vaults.of(context.db, town.townId);
  const sought = filter.search ? await found(filter.search, vault, context) : undefined;
  // What a name is sought in is read in the list's order; all else is looked up for what is found.
  const inOrder = sought?.is === "name" ? "named" : "crossing";
  const ordered = (column: string) => sql.ref(`${inOrder}.${column}`);
  let query = crossings(context, standing);
  if (filter.checkpointId) {
    query = query.where("crossing.checkpoint_id", "=", filter.checkpointId);
  }
  if (filter.day) {
    const crossedAt = ordered("crossed_at");
    query = query
      .where(crossedAt, ">=", instantAt(filter.day, "00:00", town.timeZone))
      .where(crossedAt, "<", instantAt(filter.day, "24:00", town.timeZone));
  }
  if (filter.outcome) query = query.where("crossing.outcome", "=", filter.outcome);
  if (filter.direction) query = query.where("crossing.direction", "=", filter.direction);
  if (filter.subject) query = query.where("crossing.subject", "=", filter.subject);
  if (filter.isOverridden) query = query.where("crossing.override_reason", "is not", null);
  if (filter.isAgainstRules) {
    query = query.where(
      sql<boolean>`crossing.outcome <> crossing.ruled and crossing.override_reason is null`,
    );
  }
  if (filter.isWaiting) {
    query = query
      .where(handedOver)
      .where("crossing.subject", "=", "person")
      .where("done.at", "is", null)
      .where("gone.at", "is", null);
  }
  const rows = await query
    .$if(inOrder === "named", (list) =>
      list
        .innerJoin("checkpoint_crossing as named", (join) =>
          join
            .onRef("named.town_id", "=", "crossing.town_id")
            .onRef("named.crossing_id", "=", "crossing.crossing_id")
            .onRef("named.line", "=", "crossing.line"),
        )
        .where("named.town_id", "=", town.townId),
    )
    .$if(sought !== undefined, (list) => list.where(sought?.condition ?? sql<boolean>`true`))
    .$if(filter.after !== undefined, (page) => {
      const [at, id, line] = decodeCursor(filter.after ?? "", 3);
      return page.where(
        sql<boolean>`(${ordered("crossed_at")}, ${ordered("crossing_id")}, ${ordered("line")})
          < (${at}::timestamptz, ${id}::uuid, ${line}::smallint)`,
      );
    })
    .orderBy(ordered("crossed_at"), "desc")
    .orderBy(ordered("crossing_id"), "desc")
    .orderBy(ordered("line"), "desc")
    .limit(filter.limit + 1)
    .execute();
  return toPage(
    rows,
    filter.limit,
    (row) => [row.crossed_at, row.crossing_id, row.line],
    (row) => shownCrossing(row, vault),
  );
}

const mostCharacters = 4;

/** By name, by an identity number in full, or by a plate in full. */
async function found(
  search: string,
  vault: Vault,
  { db, now, town }: QueryContext,
): Promise<{ is: "identity" | "plate" | "name"; condition: RawBuilder<boolean> }> {
  let identity: string | undefined;
  try {
    identity = identityOf(search, townDay(now, town.timeZone));
  } catch {
    // No identity number, then: a name or a plate.
  }
  if (identity) {
    const blind = vault.blind("identity-number", identity);
    return { is: "identity", condition: sql<boolean>`crossing.identity_blind = ${blind}` };
  }
  const plate = vault.blind("plate", plateOf(search));
  // Asked for beforehand: either of two conditions on different columns is found by no index.
  const known = await db
    .selectFrom("checkpoint_crossing")
    .select("line")
    .where("town_id", "=", town.townId)
    .where("plate_blind", "=", plate)
    .limit(1)
    .executeTakeFirst();
  if (known) return { is: "plate", condition: sql<boolean>`crossing.plate_blind = ${plate}` };
  // Folding half a million names takes longer than reading them; Chinese characters fold to themselves.
  const characters = [...new Set(search.match(/\p{Script=Han}/gu))].slice(0, mostCharacters);
  const held = sql.join(
    [
      ...characters.map((each) => sql`strpos(named.name, ${each}) > 0`),
      sql`strpos(search_folded(named.name), search_folded(${search})) > 0`,
    ],
    sql` and `,
  );
  return { is: "name", condition: sql<boolean>`(${held})` };
}

const mostPairs = 100;
const looksBackMinutes = 3 * 24 * 60;

/**
 * Pairs of the last three days that are likely one crossing and that nobody has looked at yet: as
 * `isLikelyDouble` says of two.
 */
export async function likelyDoubles(
  context: QueryContext,
  standing: Standing,
  checkpointId: string | undefined,
): Promise<{ earlier: string; later: string; line: number; other: number }[]> {
  const { db, town, now } = context;
  const since: Instant = addMinutes(now, -looksBackMinutes);
  const hand = (table: string) =>
    sql`coalesce(${sql.ref(`${table}.device`)}, ${sql.ref(`${table}.recorded_by`)}::text)`;
  const { rows } = await sql<{ earlier: string; later: string; line: number; other: number }>`
    select crossing.crossing_id as earlier, later.crossing_id as later,
      crossing.line, later.line as other
    from ${crossingPairs({ townId: town.townId, of: "who", since })}
    where crossing.crossed_at >= ${since}
      and later.checkpoint_id = crossing.checkpoint_id
      and later.direction = crossing.direction
      and later.crossed_at <= crossing.crossed_at + make_interval(mins => ${doubleMinutes})
      and ${hand("later")} is distinct from ${hand("crossing")}
      and ${withinStanding(standing, "crossing")}
      and ${checkpointId ? sql`crossing.checkpoint_id = ${checkpointId}` : sql`true`}
      and not exists (select from checkpoint_crossing_replaced gone
        where gone.town_id = crossing.town_id
          and gone.crossing_id in (crossing.crossing_id, later.crossing_id))
      and not exists (select from checkpoint_double looked
        where looked.town_id = crossing.town_id and looked.earlier_id = crossing.crossing_id
          and looked.later_id = later.crossing_id)
    order by crossing.crossed_at desc, crossing.crossing_id, later.crossing_id
    limit ${mostPairs}`.execute(db);
  return rows;
}
