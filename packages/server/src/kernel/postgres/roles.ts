/**
 * The roles of the embedded cluster. The launcher alone uses the superuser; `lianfang_owner` owns
 * the tables and runs the migrations; the running application is `lianfang_app`, which reads and
 * writes rows and can't change or drop a table.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { m } from "@lianfang/messages/messages.js";
import pg from "pg";
import { z } from "zod";
import { StartProblem } from "../start-problem.ts";
import type { Places } from "./places.ts";

export const roleNames = {
  superuser: "lianfang_superuser",
  owner: "lianfang_owner",
  app: "lianfang_app",
} as const;
export type ClusterRole = keyof typeof roleNames;

export const databaseName = "lianfang";

const Secrets = z.object({ superuser: z.string(), owner: z.string(), app: z.string() });
export type Secrets = Record<ClusterRole, string>;

/** Makes new passwords for a new cluster and keeps them where only the running account reads. */
export function makeSecrets(places: Places): Secrets {
  const password = () => randomBytes(24).toString("base64url");
  const secrets = { superuser: password(), owner: password(), app: password() };
  writeFileSync(places.secrets, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

/** @throws StartProblem when the cluster is there and its passwords aren't */
export function readSecrets(places: Places): Secrets {
  if (!existsSync(places.secrets)) {
    throw new StartProblem((locale) =>
      m["operations.problem.no_secrets"]({ file: places.secrets }, { locale }),
    );
  }
  return Secrets.parse(JSON.parse(readFileSync(places.secrets, "utf8")));
}

/** Makes the roles and the database that are missing. Asked once a start; usually nothing is. */
export async function ensureRoles(superuser: pg.ClientConfig, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ ...superuser, database: "postgres" });
  await client.connect();
  try {
    const known = await client.query<{ rolname: string }>("SELECT rolname FROM pg_roles");
    for (const role of ["owner", "app"] as const) {
      if (known.rows.some((row) => row.rolname === roleNames[role])) continue;
      const password = client.escapeLiteral(secrets[role]);
      await client.query(`CREATE ROLE ${roleNames[role]} LOGIN PASSWORD ${password}`);
    }
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [databaseName]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE ${databaseName} OWNER ${roleNames.owner}`);
    }
  } finally {
    await client.end();
  }
  await letAppUseRows({ ...superuser, database: databaseName });
}

/**
 * What the owner makes from now on, in whatever schema, the application may use row by row. The
 * job queue makes and tends its own tables, so it has a schema in which the application may.
 */
const appGrants = `
  CREATE SCHEMA pgboss AUTHORIZATION ${roleNames.app};
  ALTER DEFAULT PRIVILEGES FOR ROLE ${roleNames.owner}
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${roleNames.app};
  ALTER DEFAULT PRIVILEGES FOR ROLE ${roleNames.owner}
    GRANT USAGE, SELECT ON SEQUENCES TO ${roleNames.app};
  ALTER DEFAULT PRIVILEGES FOR ROLE ${roleNames.owner}
    GRANT USAGE ON SCHEMAS TO ${roleNames.app};
`;

async function letAppUseRows(inDatabase: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(inDatabase);
  await client.connect();
  try {
    const granted = await client.query("SELECT FROM pg_default_acl");
    if (granted.rowCount === 0) await client.query(appGrants);
  } finally {
    await client.end();
  }
}
