/** What units did with directives, as it is written: done, taken back, put right. */
import type { ActKind, Way } from "@lianfang/core/directives/directive.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { progress } from "./progress-store.ts";
import "./tables.ts";

/** Something somebody does for a unit. */
export interface Act {
  directiveId: string;
  unitId: string;
  by: string;
  /** By the device's clock, or as it was said. */
  at: Instant;
  /** Who rang, where `by` entered it for them. */
  said?: { by: string; staffId: string | undefined; way: Way } | undefined;
}

export interface NewAmendment {
  actId: string;
  /** None takes the act back. */
  text: string | undefined;
  reason: string;
  by: string;
  at: Instant;
}

export function actStore({ db, now, ...context }: QueryContext) {
  const { townId } = context.town;
  return {
    /** The confirmation and the completion that stand for a unit. */
    standing: (directiveId: string, unitId: string) =>
      progress({ db, now, ...context })
        .where("progress.directive_id", "=", directiveId)
        .where("progress.unit_id", "=", unitId)
        .executeTakeFirstOrThrow(),

    /** A person's confirmation for a unit is kept once. */
    async write(actId: string, kind: ActKind, act: Act, text?: string): Promise<void> {
      await db
        .insertInto("directive_act")
        .values({
          town_id: townId,
          act_id: actId,
          directive_id: act.directiveId,
          unit_id: act.unitId,
          kind,
          body: text || null,
          acted_by: act.by,
          acted_at: act.at,
          received_at: now,
          said_by: act.said?.by ?? null,
          said_staff: act.said?.staffId ?? null,
          way: act.said?.way ?? null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["town_id", "directive_id", "unit_id", "acted_by"])
            // Said as it is: the index can't be told by a parameter.
            .where("kind", "=", sql.lit("acknowledgement"))
            .where("way", "is", null)
            .doNothing(),
        )
        .execute();
    },

    find: (directiveId: string, actId: string) =>
      db
        .selectFrom("directive_act_known")
        .select(["unit_id", "kind", "way", "acted_at", "is_taken_back"])
        .where("town_id", "=", townId)
        .where("directive_id", "=", directiveId)
        .where("act_id", "=", actId)
        .executeTakeFirst(),

    async amend(amendmentId: string, amendment: NewAmendment): Promise<void> {
      const { actId, text, reason, by, at } = amendment;
      await db
        .insertInto("directive_amendment")
        .values({
          town_id: townId,
          amendment_id: amendmentId,
          act_id: actId,
          body: text ?? null,
          reason,
          amended_by: by,
          amended_at: at,
          received_at: now,
        })
        .execute();
    },

    /** Whether a person in service is of a unit. */
    async isOfUnit(staffId: string, unitId: string): Promise<boolean> {
      const found = await db
        .selectFrom("staff")
        .select("staff_id")
        .where("town_id", "=", townId)
        .where("staff_id", "=", staffId)
        .where("unit_id", "=", unitId)
        .where("is_active", "=", true)
        .executeTakeFirst();
      return found !== undefined;
    },
  };
}
