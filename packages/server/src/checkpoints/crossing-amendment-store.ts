/** A crossing's records one after the other, each put right by the next. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { type Standing, withinStanding } from "./standing-store.ts";
import "./tables.ts";

export type WholeLine = Awaited<
  ReturnType<ReturnType<typeof amendmentStore>["wholeLines"]>
>[number];

/** One correction: which record, by which, why, when and by whom. */
export interface Correction {
  crossingId: string;
  replacedBy: string;
  reason: string | null;
  at: Instant;
  by: string | null;
}

/** More often nobody corrects one crossing. */
const longestChain = 100;

export function amendmentStore({ db, town: { townId } }: QueryContext, standing: Standing) {
  return {
    wholeLines: (crossingId: string) =>
      db
        .selectFrom("checkpoint_crossing as crossing")
        .leftJoin("checkpoint_crossing_replaced as gone", (join) =>
          join
            .onRef("gone.town_id", "=", "crossing.town_id")
            .onRef("gone.crossing_id", "=", "crossing.crossing_id"),
        )
        .selectAll("crossing")
        .select("gone.why")
        .where("crossing.town_id", "=", townId)
        .where("crossing.crossing_id", "=", crossingId)
        .where(withinStanding(standing, "crossing"))
        .orderBy("line")
        .execute(),

    /** The corrections before a record and after it, the first one first. */
    async chain(crossingId: string): Promise<Correction[]> {
      const { rows } = await sql<Correction>`
        with recursive earlier as (
          select gone.* from checkpoint_crossing_replaced gone
          where gone.town_id = ${townId} and gone.replaced_by = ${crossingId}
            and gone.why = 'corrected'
          union
          select gone.* from earlier
          join checkpoint_crossing_replaced gone on gone.town_id = ${townId}
            and gone.replaced_by = earlier.crossing_id and gone.why = 'corrected'),
        later as (
          select gone.* from checkpoint_crossing_replaced gone
          where gone.town_id = ${townId} and gone.crossing_id = ${crossingId}
            and gone.why = 'corrected'
          union
          select gone.* from later
          join checkpoint_crossing_replaced gone on gone.town_id = ${townId}
            and gone.crossing_id = later.replaced_by and gone.why = 'corrected')
        select step.crossing_id as "crossingId", step.replaced_by as "replacedBy", step.reason,
          step.at, account.display_name as by
        from (select * from earlier union select * from later) step
        left join account on account.town_id = step.town_id
          and account.account_id = step.by_account
        order by step.at, step.crossing_id
        limit ${longestChain}`.execute(db);
      return rows;
    },

    /** What was done about somebody stays done, and said by whoever did it. */
    async carryFollowUps(from: string, into: string): Promise<void> {
      await sql`
        insert into checkpoint_follow_up
          (town_id, crossing_id, line, action, arrival_id, by_account, at)
        select done.town_id, ${into}, done.line, done.action, done.arrival_id, done.by_account,
          done.at
        from checkpoint_follow_up done
        where done.town_id = ${townId} and done.crossing_id = ${from}`.execute(db);
    },
  };
}
