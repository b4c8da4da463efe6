/**
 * A throw-away PostgreSQL cluster for tests: nothing is flushed to disk, and every database in it
 * is a clone of one that was migrated once.
 */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openDatabase } from "@lianfang/server/kernel/database/database.ts";
import { migrate } from "@lianfang/server/kernel/database/migrate.ts";
import { startEmbedded } from "@lianfang/server/kernel/postgres/embedded.ts";
import { isAlive } from "@lianfang/server/kernel/postgres/postmaster.ts";
import pg from "pg";

export interface TestCluster {
  /** The migrated database, which is cloned and never connected to. */
  template: string;
  superuser: pg.ClientConfig;
  owner: pg.ClientConfig;
  app: pg.ClientConfig;
}

export interface RunningTestCluster extends TestCluster {
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const folderName = /^lianfang-test-(\d+)-/;

/** Starts a cluster in the temporary folder and migrates its template: about a second. */
export async function startTestCluster(): Promise<RunningTestCluster> {
  removeLeftovers();
  const folder = mkdtempSync(path.join(os.tmpdir(), `lianfang-test-${process.pid}-`));
  chmodSync(folder, 0o711); // root's PostgreSQL runs under another account
  const server = await startEmbedded({ folder, durable: false });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const owner = server.connection("owner");
  await migrateTemplate(owner).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    template: owner.database ?? "lianfang",
    superuser: { ...server.connection("superuser"), database: "postgres" },
    owner,
    app: server.connection("app"),
    stop,
  };
}

async function migrateTemplate(owner: pg.ClientConfig): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 1 });
  // A migration that fails is told by its own error, not by the connection it leaves behind.
  pool.on("error", () => {});
  try {
    await migrate(openDatabase(pool));
  } finally {
    await pool.end();
  }
}

/** Folders of runs that were killed. Their servers ended with them. */
function removeLeftovers(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = Number(folderName.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    try {
      rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another account's: not ours to remove.
    }
  }
}
