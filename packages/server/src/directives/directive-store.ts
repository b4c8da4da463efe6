/** Directives, one at a time: issued, held, withdrawn. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import "./tables.ts";

export interface NewDirective {
  directiveId: string;
  year: number;
  number: number;
  title: string;
  text: string;
  issuedBy: string;
  confirmBy: Instant;
  finishBy: Instant | undefined;
  replaces: string | undefined;
  units: readonly { unitId: string; name: string; nameEn: string }[];
}

export function directiveStore(context: QueryContext) {
  const { db, now } = context;
  const { townId } = context.town;
  return {
    /** The next number of the year. Held until the transaction ends, so that none is left out. */
    async nextNumber(year: number): Promise<number> {
      const row = await db
        .insertInto("directive_number")
        .values({ town_id: townId, year, last: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(["town_id", "year"])
            .doUpdateSet({ last: sql<number>`directive_number.last + 1` }),
        )
        .returning("last")
        .executeTakeFirstOrThrow();
      return row.last;
    },

    async insert(directive: NewDirective): Promise<void> {
      const { directiveId } = directive;
      await db
        .insertInto("directive")
        .values({
          town_id: townId,
          directive_id: directiveId,
          number_year: directive.year,
          number: directive.number,
          title: directive.title,
          body: directive.text,
          issued_by: directive.issuedBy,
          issued_at: now,
          confirm_by: directive.confirmBy,
          finish_by: directive.finishBy ?? null,
          replaces: directive.replaces ?? null,
        })
        .execute();
      await db
        .insertInto("directive_unit")
        .values(
          directive.units.map(({ unitId, name, nameEn }, position) => ({
            town_id: townId,
            directive_id: directiveId,
            unit_id: unitId,
            name,
            name_en: nameEn,
            position,
          })),
        )
        .execute();
    },

    /** For its end: nobody else ends it before the transaction does. @returns when it ended, if it did */
    async hold(directiveId: string): Promise<{ endedAt: Instant | undefined } | undefined> {
      const held = await db
        .selectFrom("directive")
        .select("directive_id")
        .where("town_id", "=", townId)
        .where("directive_id", "=", directiveId)
        .forUpdate()
        .executeTakeFirst();
      // Asked only now: what ended it while this waited is seen.
      return held && endOf(directiveId);
    },

    async withdraw(directiveId: string, by: string, reason: string): Promise<void> {
      await db
        .insertInto("directive_withdrawal")
        .values({
          town_id: townId,
          directive_id: directiveId,
          withdrawn_by: by,
          withdrawn_at: now,
          reason,
        })
        .execute();
    },

    /** For what a unit does: several of its people are heard one after the other. */
    async holdUnit(directiveId: string, unitId: string) {
      const held = await db
        .selectFrom("directive_unit")
        .innerJoin("directive", (join) =>
          join
            .onRef("directive.town_id", "=", "directive_unit.town_id")
            .onRef("directive.directive_id", "=", "directive_unit.directive_id"),
        )
        .select(["directive.issued_at", "directive.confirm_by", "directive.finish_by"])
        .where("directive_unit.town_id", "=", townId)
        .where("directive_unit.directive_id", "=", directiveId)
        .where("directive_unit.unit_id", "=", unitId)
        .forUpdate("directive_unit")
        .executeTakeFirst();
      return held && { ...held, ...(await endOf(directiveId)) };
    },
  };

  async function endOf(directiveId: string): Promise<{ endedAt: Instant | undefined }> {
    const { ended_at } = await db
      .selectFrom("directive_known")
      .select("ended_at")
      .where("town_id", "=", townId)
      .where("directive_id", "=", directiveId)
      .executeTakeFirstOrThrow();
    return { endedAt: ended_at ?? undefined };
  }
}
