/**
 * One server at a time works on a database, whichever data folder or machine it runs from. The
 * lock is a connection's and goes with it, so it dies with the process.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { m } from "@lianfang/messages/messages.js";
import pg from "pg";
import { StartProblem } from "../start-problem.ts";

/** "lianfang" as bytes. */
const lockKey = "7812737596870749799";

export interface DatabaseLock {
  release(): Promise<void>;
}

/**
 * @param onLoss called when another server holds the lock after the connection broke for a while
 * @throws StartProblem when another server holds it
 */
export async function lockDatabase(
  config: pg.ClientConfig,
  onLoss: () => void,
): Promise<DatabaseLock> {
  let isReleased = false;
  let holding: pg.Client | undefined;

  const hold = async (): Promise<void> => {
    const client = await lockedClient(config);
    client.once("error", () => void client.end().catch(() => {}));
    client.once("end", () => void holdAgain());
    holding = client;
  };
  const holdAgain = async (): Promise<void> => {
    while (!isReleased) {
      try {
        return await hold();
      } catch (error) {
        if (error instanceof StartProblem) return onLoss();
        await sleep(500, undefined, { ref: false }); // the database is down or starting
      }
    }
  };
  await hold();
  return {
    release: async () => {
      isReleased = true;
      await holding?.end().catch(() => {});
    },
  };
}

async function lockedClient(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({
    ...config,
    application_name: `lianfang ${process.pid}`,
    keepAlive: true,
  });
  client.on("error", () => {}); // told by the end of the connection
  await client.connect();
  const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS held", [lockKey]);
  if (rows[0]?.held) return client;
  const holder = await nameHolder(client);
  await client.end();
  throw new StartProblem((locale) =>
    m["operations.problem.database_in_use"]({ holder }, { locale }),
  );
}

/** A bigint key is kept in two halves. */
async function nameHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ holder: string }>(
    `SELECT application_name || coalesce(' @ ' || client_addr, '') AS holder
       FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND granted
        AND (classid::bigint << 32 | objid::bigint) = $1`,
    [lockKey],
  );
  return rows[0]?.holder ?? "?";
}
