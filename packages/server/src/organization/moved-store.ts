import { sql } from "kysely";
import type { AreaRecords } from "./area-records.ts";

/** Moves all of a table that lies in an area by its `area_id`, and changes nothing else of it. */
export const movedIn =
  (table: string): AreaRecords["move"] =>
  async ({ db, town }, from, into) => {
    await sql`
      update ${sql.table(table)} set area_id = ${into}
      where town_id = ${town.townId} and area_id = ${from}`.execute(db);
  };
