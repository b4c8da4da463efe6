import type { Db } from "../database/database.ts";

/** A town in its response. */
export interface Town {
  townId: string;
  name: string;
  nameEn: string;
  timeZone: string;
  isDrill: boolean;
  responseId: string;
  responseName: string;
  responseNameEn: string;
  activatedOn: string;
  clock: { collectBy: string; meetAt: string; publishTasksAt: string; bulletinBy: string };
}

/** Of `town` joined with its `response`. */
export const townColumns = [
  "town.town_id",
  "town.name",
  "town.name_en",
  "town.time_zone",
  "town.is_drill",
  "town.response_id",
  "response.name as response_name",
  "response.name_en as response_name_en",
  "response.activated_on",
  "town.collect_by",
  "town.meet_at",
  "town.publish_tasks_at",
  "town.bulletin_by",
] as const;

function towns(db: Db) {
  return db
    .selectFrom("town")
    .innerJoin("response", (join) =>
      join
        .onRef("response.town_id", "=", "town.town_id")
        .onRef("response.response_id", "=", "town.response_id"),
    )
    .select(townColumns);
}

type TownRow = Awaited<ReturnType<ReturnType<typeof towns>["executeTakeFirstOrThrow"]>>;

export function townFrom(row: TownRow): Town {
  return {
    townId: row.town_id,
    name: row.name,
    nameEn: row.name_en,
    timeZone: row.time_zone,
    isDrill: row.is_drill,
    responseId: row.response_id,
    responseName: row.response_name,
    responseNameEn: row.response_name_en,
    activatedOn: row.activated_on,
    clock: {
      collectBy: row.collect_by,
      meetAt: row.meet_at,
      publishTasksAt: row.publish_tasks_at,
      bulletinBy: row.bulletin_by,
    },
  };
}

export async function townById(db: Db, townId: string): Promise<Town | undefined> {
  const row = await towns(db).where("town.town_id", "=", townId).executeTakeFirst();
  return row && townFrom(row);
}

/** All towns of the instance, by name. There are few: one, or a county's. */
export async function allTowns(db: Db): Promise<Town[]> {
  const rows = await towns(db).orderBy("town.name").execute();
  return rows.map(townFrom);
}
