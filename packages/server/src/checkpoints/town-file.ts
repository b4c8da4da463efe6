/** Checkpoints in a town file: made when a town is founded from one, told when it is written as one. */
import type { FoundingPlan } from "@lianfang/core/organization/founding-plan.ts";
import type { NamedCheckpoint, TownFile } from "@lianfang/core/organization/town-file.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { FoundedTown, TownFilePart } from "../organization/town-file-part.ts";
import { insertFounded, standingToday } from "./town-file-store.ts";

export const checkpointTownFile: TownFilePart = {
  async found({ checkpoints, startsOn }: FoundingPlan, town: FoundedTown): Promise<void> {
    const planned = checkpoints.map(({ key, areaKey, ...checkpoint }) => ({
      ...checkpoint,
      checkpointId: town.idOf(key),
      areaId: town.idOf(areaKey),
    }));
    await insertFounded(planned, startsOn, town);
  },
  async tell(context: QueryContext): Promise<Partial<TownFile>> {
    const rows = await standingToday(context);
    const named = rows.map(
      (row): NamedCheckpoint => ({
        zh: row.name,
        ...(row.name_en && { en: row.name_en }),
        kind: row.kind,
        area: row.area_name,
        ...(row.place && { place: row.place }),
        ...(row.lon !== null && row.lat !== null && { location: { lon: row.lon, lat: row.lat } }),
        ...(row.hours_from &&
          row.hours_to && {
            hours: { from: row.hours_from, to: row.hours_to },
          }),
        posts: row.posts,
        guards: row.guards_needed,
      }),
    );
    return named.length > 0 ? { checkpoints: { named } } : {};
  },
};
