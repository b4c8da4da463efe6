/** Making a new cluster. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { m } from "@lianfang/messages/messages.js";
import { StartProblem } from "../start-problem.ts";
import { type Account, canReach } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import type { Places } from "./places.ts";
import { makeSecrets, readSecrets, roleNames, type Secrets } from "./roles.ts";

/**
 * How a program of the account names its own working folder. Linux resolves the link without
 * passing through the folders above, so a cluster under `/root` can be used by another account.
 */
const workingFolder = "/proc/self/cwd";

/** How the account's program, started inside the cluster's folder, is to name that folder. */
export function clusterAsSeen(cluster: string, account: Account | undefined): string {
  if (!account || canReach(cluster, account)) return cluster;
  if (existsSync(workingFolder)) return workingFolder;
  throw new StartProblem((locale) =>
    m["operations.problem.unreachable_data"]({ folder: cluster }, { locale }),
  );
}

export const clusterExists = (places: Places): boolean =>
  existsSync(path.join(places.cluster, "PG_VERSION"));

/**
 * The cluster's passwords; makes the cluster first when it is missing.
 * @param durable false only for throw-away clusters of tests
 */
export async function ensureCluster(
  binaries: Binaries,
  places: Places,
  account: Account | undefined,
  durable: boolean,
): Promise<Secrets> {
  if (clusterExists(places)) {
    refuseForeign(places.cluster);
    return readSecrets(places);
  }
  const secrets = makeSecrets(places);
  const unfinished = `${places.cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  await initdb(binaries, unfinished, secrets.superuser, account, durable);
  renameSync(unfinished, places.cluster); // so that half a cluster never looks like one
  return secrets;
}

function refuseForeign(cluster: string): void {
  const me = process.geteuid?.();
  const { uid } = statSync(cluster);
  if (me === undefined || me === 0 || me === uid) return;
  throw new StartProblem((locale) =>
    m["operations.problem.foreign_cluster"]({ folder: cluster, uid: String(uid) }, { locale }),
  );
}

/**
 * Chinese needs the character classes of C.UTF-8 (with plain C, trigram search sees no letters in
 * it); the order is the bytes', the same on every machine, and names sort by `zh-x-icu` where asked.
 */
const localeFlags = [
  "--encoding=UTF8",
  "--locale=C",
  ...(process.platform === "linux" ? ["--lc-ctype=C.UTF-8"] : []),
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
];

async function initdb(
  binaries: Binaries,
  folder: string,
  password: string,
  account: Account | undefined,
  durable: boolean,
): Promise<void> {
  const passwordFile = path.join(path.dirname(folder), "initdb-password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  // Handed over open: the account may be unable to reach the file by its path.
  const input = openSync(passwordFile, "r");
  try {
    const program = spawn(
      binaries.initdb,
      [
        `--pgdata=${clusterAsSeen(folder, account)}`,
        `--username=${roleNames.superuser}`,
        `--pwfile=${process.platform === "win32" ? passwordFile : "/dev/stdin"}`,
        "--auth=scram-sha-256",
        ...localeFlags,
        ...(durable ? [] : ["--no-sync", "--wal-segsize=1"]),
      ],
      { ...account, cwd: folder, env: programEnvironment(), stdio: [input, "pipe", "pipe"] },
    );
    let said = "";
    for (const stream of [program.stdout, program.stderr]) {
      stream?.on("data", (text) => {
        said += text;
      });
    }
    const [code] = await once(program, "close");
    if (code !== 0) throw clusterNotMade(said);
  } finally {
    closeSync(input);
    unlinkSync(passwordFile);
  }
}

function clusterNotMade(said: string): StartProblem {
  return new StartProblem((locale) =>
    m["operations.problem.initdb"]({ said: said.trim().slice(-800) }, { locale }),
  );
}

/** Nothing of the operator's PG* variables may reach the server or turn it to another cluster. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(own), LC_ALL: "C", TZ: "UTC" };
}
