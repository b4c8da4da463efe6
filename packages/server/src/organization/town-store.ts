/** The town itself and its response. */
import type { QueryContext, Town } from "../kernel/context.ts";
import "./tables.ts";

interface TownEdit {
  name?: string | undefined;
  nameEn?: string | undefined;
  responseName?: string | undefined;
  responseNameEn?: string | undefined;
  clock?: Town["clock"] | undefined;
}

export function townStore({ db, town }: Pick<QueryContext, "db" | "town">) {
  const { townId, responseId } = town;
  return {
    /** The county and province it lies in, by name. */
    async place(): Promise<{ county: string | undefined; province: string | undefined }> {
      const row = await db
        .selectFrom("town")
        .select(["county", "province"])
        .where("town_id", "=", townId)
        .executeTakeFirstOrThrow();
      return { county: row.county ?? undefined, province: row.province ?? undefined };
    },

    async edit({ name, nameEn, responseName, responseNameEn, clock }: TownEdit): Promise<void> {
      const { collectBy, meetAt, publishTasksAt, bulletinBy } = clock ?? town.clock;
      await db
        .updateTable("town")
        .set({
          name: name ?? town.name,
          name_en: nameEn ?? town.nameEn,
          collect_by: collectBy,
          meet_at: meetAt,
          publish_tasks_at: publishTasksAt,
          bulletin_by: bulletinBy,
        })
        .where("town_id", "=", townId)
        .execute();
      await db
        .updateTable("response")
        .set({
          name: responseName ?? town.responseName,
          name_en: responseNameEn ?? town.responseNameEn,
        })
        .where("town_id", "=", townId)
        .where("response_id", "=", responseId)
        .execute();
    },
  };
}
