import { createHash } from "node:crypto";
import {
  type Generated,
  Kysely,
  PostgresDialect,
  type RawBuilder,
  sql,
  type Transaction,
} from "kysely";
import pg from "pg";
import Cursor from "pg-cursor";
import type { Tables } from "./tables.ts";

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

const { builtins } = pg.types;
const asIs = (text: string): string => text;
const asInstant = (text: string): string => new Date(text).toISOString();

/** Instants come as ISO text in UTC, days as `YYYY-MM-DD`, counts as numbers. */
function parserFor(oid: number, format?: "text" | "binary") {
  if (oid === builtins.TIMESTAMPTZ) return asInstant;
  if (oid === builtins.DATE) return asIs;
  if (oid === builtins.INT8 || oid === builtins.NUMERIC) return Number;
  return pg.types.getTypeParser(oid, format);
}

const names = new Map<string, string>();
const mostNames = 2_000;
/** A page of figures is one long statement, and worth a plan of its own. */
const longestNamed = 40_000;

function nameFor(text: string): string | undefined {
  const known = names.get(text);
  if (known) return known;
  if (names.size >= mostNames || text.length > longestNamed) return undefined;
  const name = `s${createHash("sha1").update(text).digest("hex").slice(0, 20)}`;
  names.set(text, name);
  return name;
}

/** Without values there is nothing to plan for, and a migration's many statements have no name. */
const hasValues = (values: unknown): boolean => Array.isArray(values) && values.length > 0;

/** Names every parametrised statement, so that the server plans it once a connection. */
class NamingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // A connection may be lost while it is out of the pool, between two statements: the next one
    // fails by itself. Without a listener the loss would end the process.
    this.on("error", () => {});
  }

  override query(...given: unknown[]) {
    const [text, values, ...rest] = given;
    const name = hasValues(values) && typeof text === "string" ? nameFor(text) : undefined;
    const args = name ? [{ name, text, values }, ...rest] : given;
    return Reflect.apply(super.query, this, args);
  }
}

/** A statement that takes longer is given up: somebody waits for the answer. */
const patienceMs = 60_000;

/** @param isPatient for migrations, which build indexes over whole registers and take their time */
export function openPool(connection: pg.ClientConfig, size = 10, isPatient = false): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max: size,
    Client: NamingClient,
    types: { getTypeParser: parserFor },
    statement_timeout: isPatient ? 0 : patienceMs,
    idle_in_transaction_session_timeout: 120_000,
  });
  // An idle connection that breaks must not end the process; the next query takes a new one.
  pool.on("error", () => {});
  return pool;
}

export function openDatabase(pool: pg.Pool): Db {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) });
}

/** A value for a jsonb column: the driver would take an array for a PostgreSQL array. */
export function json<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}

export type { Generated };
