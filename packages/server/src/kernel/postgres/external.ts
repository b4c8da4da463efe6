/** A PostgreSQL of the operator's own, named by DATABASE_URL. */
import { isIP } from "node:net";
import { m } from "@lianfang/messages/messages.js";
import pg from "pg";
import { StartProblem } from "../start-problem.ts";

const oldestVersion = 15;

/**
 * How to connect by a URL. To another host the connection is encrypted and the certificate
 * checked, unless the URL says something else about it with `sslmode`.
 */
export function externalConnection(url: string): pg.ClientConfig {
  const { hostname, searchParams } = new URL(url);
  const isDecided = searchParams.has("sslmode") || searchParams.has("ssl");
  const isHere = isLocal(searchParams.get("host") ?? decodeURIComponent(hostname));
  if (isDecided) return { connectionString: url };
  return { connectionString: url, ssl: isHere ? false : { rejectUnauthorized: true } };
}

function isLocal(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  if (bare === "" || bare === "localhost" || bare.startsWith("/")) return true;
  return isIP(bare) === 4 ? bare.startsWith("127.") : bare === "::1";
}

/**
 * Makes sure that the database answers, is new enough, and keeps what it acknowledges.
 * @param isThrowAway allows one that doesn't keep it; for tests
 * @throws StartProblem
 */
export async function checkServer(config: pg.ClientConfig, isThrowAway: boolean): Promise<void> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect().catch(refuseUnreachable);
    const settings = await readServer(client);
    refuseOld(settings.server_version_num ?? "0");
    refuseEncoding(settings.server_encoding ?? "");
    if (!isThrowAway) refuseForgetful(settings);
  } finally {
    await client.end().catch(() => {});
  }
}

const neverOff = ["fsync", "synchronous_commit", "full_page_writes"];

async function readServer(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name = ANY ($1)",
    [[...neverOff, "server_version_num", "server_encoding"]],
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
}

function refuseUnreachable(cause: unknown): never {
  const said = cause instanceof Error ? cause.message || cause.name : String(cause);
  throw new StartProblem(
    (locale) => m["operations.problem.database_unreachable"]({ said }, { locale }),
    { cause },
  );
}

function refuseOld(versionNumber: string): void {
  const version = Math.floor(Number(versionNumber) / 10_000);
  if (version >= oldestVersion) return;
  throw new StartProblem((locale) =>
    m["operations.problem.database_old"](
      { version: String(version), oldest: String(oldestVersion) },
      { locale },
    ),
  );
}

function refuseEncoding(encoding: string): void {
  if (encoding === "UTF8") return;
  throw new StartProblem((locale) =>
    m["operations.problem.database_encoding"]({ encoding }, { locale }),
  );
}

function refuseForgetful(settings: Record<string, string>): void {
  const off = neverOff.filter((name) => settings[name] === "off");
  if (off.length === 0) return;
  throw new StartProblem((locale) =>
    m["operations.problem.database_forgetful"]({ names: off.join(", ") }, { locale }),
  );
}
