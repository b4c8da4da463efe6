import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import type { Db } from "./database.ts";

const folder = fileURLToPath(new URL("../../../../../migrations", import.meta.url));

/** Migrations are plain SQL files, `NNNN_name.sql`, applied in the order of their names. */
class SqlFiles implements MigrationProvider {
  async getMigrations(): Promise<Record<string, Migration>> {
    const files = (await readdir(folder)).filter((file) => /^\d{4}_\w+\.sql$/.test(file)).sort();
    return Object.fromEntries(
      files.map((file) => [file.replace(/\.sql$/, ""), migrationFrom(file)]),
    );
  }
}

function migrationFrom(file: string): Migration {
  return {
    async up(db) {
      await sql.raw(await readFile(join(folder, file), "utf8")).execute(db);
    },
  };
}

/**
 * Brings the schema up to date, in one transaction, under the migrator's lock.
 * @returns the names of the migrations applied now
 * @throws what the database said of the first migration that failed; nothing is applied then
 */
export async function migrate(db: Db): Promise<string[]> {
  const { error, results } = await migratorFor(db).migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** Whether every known migration is applied, and the last one that is. */
export async function schemaState(
  db: Db,
): Promise<{ isCurrent: boolean; last: string | undefined }> {
  const migrations = await migratorFor(db).getMigrations();
  const applied = migrations.filter((migration) => migration.executedAt);
  return { isCurrent: applied.length === migrations.length, last: applied.at(-1)?.name };
}

function migratorFor(db: Db): Migrator {
  return new Migrator({
    db,
    provider: new SqlFiles(),
    migrationTableName: "schema_migration",
    migrationLockTableName: "schema_migration_lock",
    // Modules number their own migrations; one may land after a higher number of another.
    allowUnorderedMigrations: true,
  });
}
