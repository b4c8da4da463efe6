import { sql } from "kysely";
import type { Db } from "../kernel/database/database.ts";
import type { System } from "../kernel/jobs/system.ts";
import { pinyinOf } from "./name-pinyin.ts";
import { atMost } from "./store.ts";
import "./tables.ts";

/** How many rows go into one statement. */
const rowsAtOnce = 2_000;

/**
 * Gives pinyin to names that were entered before it was kept. Nothing anybody said of anyone changes:
 * there is no journal row and no new revision.
 */
export async function readNames({ kernel: { db } }: System): Promise<void> {
  let read = rowsAtOnce;
  while (read === rowsAtOnce) read = await readSome(db);
}

async function readSome(db: Db): Promise<number> {
  const rows = await db
    .selectFrom("resident")
    .select(["town_id", "resident_id", "name"])
    .where("name_pinyin", "=", sql.lit(""))
    .orderBy("town_id")
    .orderBy("resident_id")
    .limit(atMost(rowsAtOnce))
    .execute();
  if (rows.length === 0) return 0;
  await sql`
    update resident set name_pinyin = given.name_pinyin
    from unnest(${rows.map((row) => row.town_id)}::uuid[],
      ${rows.map((row) => row.resident_id)}::uuid[], ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => pinyinOf(row.name))}::text[])
      as given (town_id, resident_id, name, name_pinyin)
    where resident.town_id = given.town_id and resident.resident_id = given.resident_id
      and resident.name = given.name`.execute(db);
  return rows.length;
}
