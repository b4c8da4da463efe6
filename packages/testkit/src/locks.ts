/** Two transactions that meet, in tests. */
import type { Db } from "@lianfang/server/kernel/database/database.ts";
import { sql } from "kysely";
import { expect } from "vitest";

/** Resolves once somebody waits for an advisory lock of this database. */
export async function someoneWaits(db: Db): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`.execute(
        db,
      );
      return rows.length;
    })
    .toBe(1);
}
