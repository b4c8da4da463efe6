/** The levels of the chain of responsibility. A removed one stays for the names it bore. */
import type { ChainLevel, TargetKind } from "@lianfang/core/organization/contract.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import "./tables.ts";

type Texts = Pick<ChainLevel, "label" | "labelEn">;

export function chainStore({ db, town: { townId } }: Pick<QueryContext, "db" | "town">) {
  const current = () =>
    db
      .selectFrom("chain_level")
      .select(["level", "label", "label_en as labelEn"])
      .where("town_id", "=", townId)
      .where("removed_at", "is", null)
      .orderBy("position")
      .orderBy("level");
  const ofLevel = (level: number) =>
    db.updateTable("chain_level").where("town_id", "=", townId).where("level", "=", level);
  return {
    /** Highest first. */
    levels: (): Promise<ChainLevel[]> => current().execute(),

    /** For a change of the chain: nobody else changes it or puts names on it meanwhile. */
    hold: (): Promise<ChainLevel[]> => current().forUpdate().execute(),

    /** For a name put on a level: it isn't removed before the transaction ends. */
    keep: (level: number) => current().where("level", "=", level).forKeyShare().executeTakeFirst(),

    /** At the lower end, under a number no level has had. @returns the number */
    async insert({ label, labelEn }: Texts): Promise<number> {
      const { level } = await db
        .insertInto("chain_level")
        .columns(["town_id", "level", "label", "label_en", "position"])
        .expression((from) =>
          from
            .selectFrom("chain_level")
            .where("town_id", "=", townId)
            .select([
              sql<string>`${townId}::uuid`.as("town_id"),
              sql<number>`coalesce(max(level), 0) + 1`.as("level"),
              sql<string>`${label}::text`.as("label"),
              sql<string>`${labelEn}::text`.as("label_en"),
              sql<number>`coalesce(max(position), 0) + 1`.as("position"),
            ]),
        )
        .returning("level")
        .executeTakeFirstOrThrow();
      return level;
    },

    async rename(level: number, { label, labelEn }: Texts): Promise<void> {
      await ofLevel(level).set({ label, label_en: labelEn }).execute();
    },

    async order(levels: readonly number[]): Promise<void> {
      await sql`
        update chain_level set position = wanted.position
        from unnest(${[...levels]}::int[]) with ordinality as wanted (level, position)
        where chain_level.town_id = ${townId} and chain_level.level = wanted.level`.execute(db);
    },

    async end(level: number, now: string): Promise<void> {
      await ofLevel(level).set({ removed_at: now }).execute();
    },

    /** How many names stand on a level now, by kind of target. */
    names: (level: number): Promise<{ targetKind: TargetKind; count: number }[]> =>
      db
        .selectFrom("responsibility")
        .select(["target_kind as targetKind", (count) => count.fn.countAll<number>().as("count")])
        .where("town_id", "=", townId)
        .where("level", "=", level)
        .where("ended_at", "is", null)
        .groupBy("target_kind")
        .orderBy("target_kind")
        .execute(),
  };
}
