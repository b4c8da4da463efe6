/** Where the embedded database keeps its things, all inside the data folder but the socket. */
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  realpathSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { m } from "@lianfang/messages/messages.js";
import { StartProblem } from "../start-problem.ts";
import { type Account, canReach, isRoot } from "./account.ts";

export interface Places {
  data: string;
  cluster: string;
  /** Passwords of the cluster's roles. */
  secrets: string;
  log: string;
}

/**
 * Makes the data folder when it is missing.
 * @throws StartProblem when this account can't write it
 */
export function placesIn(dataFolder: string): Places {
  const data = writableFolder(dataFolder);
  return {
    data,
    cluster: path.join(data, "postgres"),
    secrets: path.join(data, "postgres-roles.json"),
    log: path.join(data, "postgres.log"),
  };
}

function writableFolder(folder: string): string {
  try {
    // Root's database runs under another account, which must be able to pass through.
    mkdirSync(folder, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return realpathSync(folder);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new StartProblem(
      (locale) => m["operations.problem.no_data_folder"]({ folder, said }, { locale }),
      { cause },
    );
  }
}

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, each with a closing NUL. */
const longestSocketPath = 103;
const socketName = "/.s.PGSQL.5432.lock";

/**
 * The folder of the database's socket: in the data folder when the path is short enough and the
 * account can reach it, else in the temporary folder under a name derived from the data folder.
 */
export function socketFolder(places: Places, account: Account | undefined): string {
  const inside = path.join(places.data, "run");
  const fits = Buffer.byteLength(inside + socketName) <= longestSocketPath;
  if (fits && (!account || canReach(inside, account))) return ownFolder(inside, account);
  const name = createHash("sha256").update(places.data).digest("hex").slice(0, 16);
  return ownFolder(path.join(os.tmpdir(), `lianfang-${name}`), account);
}

/**
 * Makes a folder only the account may enter, or makes sure it is one: in the shared temporary
 * folder anybody could have put something of that name.
 */
export function ownFolder(folder: string, account: Account | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const owners = [process.geteuid?.(), account?.uid];
  if (!found.isDirectory() || (process.geteuid && !owners.includes(found.uid))) {
    throw new StartProblem((locale) =>
      m["operations.problem.foreign_folder"]({ folder }, { locale }),
    );
  }
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}
