/** Records of rounds as what lies in an area: they go where it goes. */
import type { AreaRecords } from "../organization/area-records.ts";
import "./tables.ts";

export const roundAreaRecords: readonly AreaRecords[] = [
  {
    kind: "other",
    // All of it is history.
    count: async () => 0,
    async move({ db, town }, from, into) {
      await db
        .updateTable("round_record")
        .set({ area_id: into })
        .where("town_id", "=", town.townId)
        .where("area_id", "=", from)
        .execute();
    },
  },
];
