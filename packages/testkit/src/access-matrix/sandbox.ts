/**
 * A database handle whose writes can all be undone: what the application takes for transactions
 * are savepoints in one. So thousands of calls, each on the same records, need these only once.
 */

import { type Db, openPool } from "@lianfang/server/kernel/database/database.ts";
import type { Tables } from "@lianfang/server/kernel/database/tables.ts";
import type { DatabaseConnection } from "kysely";
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
} from "kysely";
import type pg from "pg";
import Cursor from "pg-cursor";

export interface Sandbox {
  db: Db;
  /** Runs something and undoes whatever it wrote. */
  undoing<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const raw = (connection: DatabaseConnection, statement: string) =>
  connection.executeQuery(CompiledQuery.raw(statement));

class InSavepoints extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await raw(connection, "savepoint write");
  }
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await raw(connection, "release savepoint write");
  }
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await raw(connection, "rollback to savepoint write");
  }
}

class SandboxDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver() {
    return new InSavepoints(this.#config);
  }
}

export async function openSandbox(connection: pg.ClientConfig): Promise<Sandbox> {
  const pool = openPool(connection, 1);
  const client = await pool.connect();
  // Whoever asks for a connection gets this one: another would not see what it wrote.
  const release = client.release.bind(client);
  Object.assign(client, { release: () => {}, query: oneAfterTheOther(client) });
  const db = new Kysely<Tables>({
    dialect: new SandboxDialect({
      pool: { connect: async () => client, end: async () => {}, options: {} },
      cursor: Cursor,
    }),
  });
  return {
    db,
    async undoing(work) {
      await client.query("begin");
      try {
        return await work();
      } finally {
        await client.query("rollback");
      }
    },
    async close() {
      release();
      await pool.end();
    },
  };
}

/** What asks several things at once has several connections in the product, and here one. */
function oneAfterTheOther(client: pg.PoolClient) {
  const query = client.query;
  let last: Promise<unknown> = Promise.resolve();
  return (...given: unknown[]) => {
    // Who reads from a cursor asks nothing else meanwhile.
    if (given[0] instanceof Cursor) return Reflect.apply(query, client, given);
    const asked = last.then(() => Reflect.apply(query, client, given));
    last = asked.catch(() => {});
    return asked;
  };
}
