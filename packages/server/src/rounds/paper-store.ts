/** What entering rounds from paper asks before it writes. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import type { RoundWindow } from "@lianfang/core/rounds/rules.ts";
import { sql } from "kysely";
import type { CommandContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { instantText } from "../kernel/database/instant.ts";
import { targetName } from "./record-store.ts";
import "../organization/tables.ts";
import "./tables.ts";

/** What is recorded of a target already. */
export interface Entered {
  done: number;
  /** To the minute. */
  at: readonly Instant[];
}

interface Question {
  targetKind: RoundTargetKind;
  ruleId: string;
  window: RoundWindow;
  ids: readonly string[];
}

/** At most so many names are told. */
const mostNamed = 10;

export function paperStore({ db, town }: CommandContext) {
  const { townId } = town;
  return {
    /** Until the transaction ends nobody else holds the same. */
    async hold(sheet: string): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`round paper ${townId} ${sheet}`}, 0))`.execute(
        db,
      );
    },

    async hasStaff(staffId: string): Promise<boolean> {
      const found = await db
        .selectFrom("staff")
        .select("staff_id")
        .where("town_id", "=", townId)
        .where("staff_id", "=", staffId)
        .where("withdrawn_at", "is", null)
        .executeTakeFirst();
      return found !== undefined;
    },

    /** As it stands: what was corrected or taken back is left out. */
    async entered({ targetKind, ruleId, window, ids }: Question): Promise<Map<string, Entered>> {
      const { rows } = await sql<Entered & { id: string }>`
        select r.target_id as id, count(*) filter (where r.outcome = 'done') as done,
          jsonb_agg(${instantText(sql`date_trunc('minute', r.done_at)`)}) as at
        from round_record r
        where r.town_id = ${townId} and r.target_kind = ${targetKind} and r.rule_id = ${ruleId}
          and r.target_id = ${anyOf(ids)} and r.outcome <> 'void'
          and r.done_at >= ${window.from} and r.done_at < ${window.to}
          and not exists (
            select from round_record newer
            where newer.town_id = r.town_id and newer.corrects = r.record_id)
        group by 1`.execute(db);
      return new Map(rows.map(({ id, done, at }) => [id, { done: Number(done), at }]));
    },

    async namesOf(targetKind: RoundTargetKind, ids: readonly string[]): Promise<string[]> {
      const { rows } = await sql<{ name: string }>`
        select ${targetName} as name
        from (
          select ${townId}::uuid as town_id, ${targetKind}::text as target_kind, target_id
          from unnest(${[...ids].slice(0, mostNamed)}::uuid[]) as target_id) as r
        left join known_resident person on r.target_kind = 'person'
          and person.town_id = r.town_id and person.known_as = r.target_id`.execute(db);
      return rows.map(({ name }) => name);
    },
  };
}
