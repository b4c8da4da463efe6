/** What units did with a directive, whether it stands or not. */
import type { ActKind, Amendment, UnitAct } from "@lianfang/core/directives/directive.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { instantText } from "../kernel/database/instant.ts";
import { toDone } from "./progress-store.ts";
import type { DirectiveActKnownView } from "./tables.ts";

interface Asked extends PageInput {
  directiveId: string;
  /** Those of some units alone. */
  unitIds?: readonly string[] | undefined;
  kind?: ActKind | undefined;
}

/** The first one first. */
const amendments = sql<Amendment[]>`coalesce((
  select jsonb_agg(jsonb_build_object(
      'by', account.display_name,
      'at', ${instantText(sql`made.amended_at`)},
      'reason', made.reason,
      'before', made.before,
      'isTakenBack', made.body is null) order by made.heard)
  from (
    select amendment.*,
      lag(amendment.body, 1, act.body) over (order by amendment.heard) as before
    from directive_amendment amendment
    where amendment.town_id = act.town_id and amendment.act_id = act.act_id) made
  join account on account.town_id = made.town_id and account.account_id = made.amended_by), '[]')`;

/** The latest first, as we received them. */
export async function actsOf(
  { db, town }: QueryContext,
  { directiveId, unitIds, kind, after, limit }: Asked,
): Promise<Page<UnitAct>> {
  const rows = await db
    .selectFrom("directive_act_known as act")
    .innerJoin("directive_unit as unit", (join) =>
      join
        .onRef("unit.town_id", "=", "act.town_id")
        .onRef("unit.directive_id", "=", "act.directive_id")
        .onRef("unit.unit_id", "=", "act.unit_id"),
    )
    .innerJoin("directive", (join) =>
      join
        .onRef("directive.town_id", "=", "act.town_id")
        .onRef("directive.directive_id", "=", "act.directive_id"),
    )
    .innerJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "act.town_id")
        .onRef("account.account_id", "=", "act.acted_by"),
    )
    .selectAll("act")
    .select(["unit.name", "unit.name_en", "account.display_name"])
    .select(["directive.confirm_by", "directive.finish_by", amendments.as("amendments")])
    .where("act.town_id", "=", town.townId)
    .where("act.directive_id", "=", directiveId)
    .$if(unitIds !== undefined, (query) => query.where("act.unit_id", "=", anyOf(unitIds ?? [])))
    .$if(kind !== undefined, (query) => query.where("act.kind", "=", kind ?? "feedback"))
    .$if(after !== undefined, (query) => {
      const [at, id] = decodeCursor(after ?? "", 2);
      return query.where(
        sql<boolean>`(act.received_at, act.act_id) < (${at}::timestamptz, ${id}::uuid)`,
      );
    })
    .orderBy("act.received_at", "desc")
    .orderBy("act.act_id", "desc")
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => [row.received_at, row.act_id], shown);
}

interface Row extends Omit<DirectiveActKnownView, "heard"> {
  name: string;
  name_en: string;
  display_name: string;
  confirm_by: Instant;
  finish_by: Instant | null;
  amendments: Amendment[];
}

function shown(row: Row): UnitAct {
  const until = { acknowledgement: row.confirm_by, feedback: null, completion: row.finish_by };
  return {
    ...toDone({
      actId: row.act_id,
      account: row.display_name,
      at: row.acted_at,
      receivedAt: row.received_at,
      until: until[row.kind],
      saidBy: row.said_by,
      way: row.way,
    }),
    kind: row.kind,
    unitId: row.unit_id,
    unitName: row.name,
    unitNameEn: row.name_en,
    text: row.words ?? undefined,
    amendments: row.amendments.map(({ before, ...made }) => ({
      ...made,
      before: before ?? undefined,
    })),
    isTakenBack: row.is_taken_back,
  };
}
