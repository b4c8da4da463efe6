/** What cards were used for: by serial number, and by whom beside others. */

import type { PassKind } from "@lianfang/core/checkpoints/pass-verdict.ts";
import { addMinutes, type Day, type Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { foundMisuses, looksBackMinutes } from "./misuse-store.ts";
import { holderOf } from "./pass-holder.ts";
import { type Standing, withinStanding } from "./standing-store.ts";
import "./tables.ts";

type Scope = Pick<QueryContext, "db" | "town">;
type Opening = Pick<QueryContext, "db" | "town" | "kernel">;

export interface KnownCard {
  serial: number;
  state: "issued" | "renewed" | "lost" | "revoked";
  endedAt: Instant | null;
  holderName: string;
  kind: PassKind;
  everyDays: number | undefined;
  validFrom: Day;
  validUntil: Day;
  /** Keyed digest of the identity number or plate, in hex; of a household, its id. */
  holderKey: string;
  /** The identity number or plate; undefined of a household. */
  holder(): string | undefined;
}

export async function cardsBySerial(
  { db, town, kernel }: Opening,
  serials: readonly number[],
): Promise<Map<number, KnownCard>> {
  if (serials.length === 0) return new Map();
  const rows = await db
    .selectFrom("checkpoint_pass")
    .select(["serial", "state", "ended_at", "holder_name", "kind", "every_days"])
    .select(["valid_from", "valid_until", "holder_key", "identity", "plate"])
    .where("town_id", "=", town.townId)
    .where("serial", "=", anyOf(serials, "int"))
    .execute();
  const vault = await kernel.vaults.of(db, town.townId);
  return new Map(
    rows.flatMap(({ serial, state, ...row }) => {
      if (serial === null || state === "applied" || state === "refused") return [];
      const card: KnownCard = {
        serial,
        state,
        endedAt: row.ended_at,
        holderName: row.holder_name,
        kind: row.kind,
        everyDays: row.every_days ?? undefined,
        validFrom: row.valid_from,
        validUntil: row.valid_until,
        holderKey: row.holder_key.toString("hex"),
        holder: () => holderOf(row, vault),
      };
      return [[serial, card] as const];
    }),
  );
}

export const useKey = (serial: number, at: Instant): string => `${serial} ${at}`;

/** When somebody went out by each card last before each instant. */
export async function lastOuts(
  { db, town }: Scope,
  uses: readonly { serial: number; at: Instant }[],
): Promise<Map<string, Instant>> {
  if (uses.length === 0) return new Map();
  const { rows } = await sql<{ serial: number; at: Instant; last_at: Instant }>`
    select asked.serial, asked.at, latest.crossed_at as last_at
    from unnest(${uses.map(({ serial }) => serial)}::int[],
      ${uses.map(({ at }) => at)}::timestamptz[]) as asked (serial, at)
    cross join lateral (
      select crossed_at from checkpoint_crossing crossing
      where crossing.town_id = ${town.townId} and crossing.pass_serial = asked.serial
        and crossing.direction = 'out' and crossing.outcome = 'admit'
        and crossing.crossed_at < asked.at
        and not exists (select from checkpoint_crossing_replaced gone
          where gone.town_id = crossing.town_id and gone.crossing_id = crossing.crossing_id)
      order by crossed_at desc limit 1) latest`.execute(db);
  return new Map(rows.map(({ serial, at, last_at }) => [useKey(serial, at), last_at]));
}

/** The last uses of one card, newest first. */
export async function usesOf({ db, town }: Scope, serial: number, since: Instant) {
  const rows = await db
    .selectFrom("checkpoint_crossing as crossing")
    .innerJoin("checkpoint", (join) =>
      join
        .onRef("checkpoint.town_id", "=", "crossing.town_id")
        .onRef("checkpoint.checkpoint_id", "=", "crossing.checkpoint_id"),
    )
    .select([
      "crossing.crossing_id as crossingId",
      "checkpoint.name as checkpointName",
      "checkpoint.name_en as checkpointNameEn",
      "direction",
      "crossed_at as crossedAt",
      "outcome",
    ])
    .where("crossing.town_id", "=", town.townId)
    .where("pass_serial", "=", serial)
    .where("crossed_at", ">=", since)
    .orderBy("crossed_at", "desc")
    .limit(50)
    .execute();
  return rows.map((row) => ({ ...row, checkpointNameEn: row.checkpointNameEn ?? undefined }));
}

const mostShown = 100;

export interface MisuseRow {
  earlier: string;
  earlier_line: number;
  later: string;
  later_line: number;
  serial: number | null;
  why: string | null;
  holder_name: string | null;
  action: string | null;
  at: Instant | null;
  by_name: string | null;
}

/**
 * Of the last three days: two uses of one card as `passMisuse` says, and cards refused as forged,
 * cancelled or somebody else's.
 */
export async function misuses(
  { db, town, now }: QueryContext,
  standing: Standing,
  isOpen: boolean | undefined,
): Promise<MisuseRow[]> {
  const since = addMinutes(now, -looksBackMinutes);
  const within = withinStanding(standing, "crossing");
  const found = foundMisuses({ townId: town.townId, since, at: now, within });
  const { rows } = await sql<MisuseRow>`
    select found.*, pass.holder_name, answer.action, answer.at, account.display_name as by_name
    from ${found} found
    left join checkpoint_pass pass
      on pass.town_id = ${town.townId} and pass.serial = found.serial
    left join checkpoint_misuse_answer answer on answer.town_id = ${town.townId}
      and answer.earlier_id = found.earlier and answer.later_id = found.later
    left join account on account.town_id = ${town.townId}
      and account.account_id = answer.by_account
    where ${isOpen === undefined ? sql`true` : isOpen ? sql`answer.at is null` : sql`answer.at is not null`}
    order by noticed_at desc, later, later_line
    limit ${mostShown}`.execute(db);
  return rows;
}

/** @returns false when somebody has answered already */
export async function answer(
  { db, town, now, actor }: QueryContext,
  pair: { earlierId: string; laterId: string; action: string },
): Promise<boolean> {
  const row = await db
    .insertInto("checkpoint_misuse_answer")
    .values({
      town_id: town.townId,
      earlier_id: pair.earlierId,
      later_id: pair.laterId,
      action: pair.action,
      by_account: actor.is === "account" ? actor.accountId : null,
      at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("earlier_id")
    .executeTakeFirst();
  return row !== undefined;
}
