/**
 * The account PostgreSQL runs under. It refuses to run as root, so root runs it as somebody else;
 * everybody else runs it as himself.
 */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";

export interface Account {
  uid: number;
  gid: number;
}

/** `nobody` on Debian, Red Hat and Alpine, where no list of accounts says otherwise. */
const nobody: Account = { uid: 65534, gid: 65534 };

export const isRoot = (): boolean => process.geteuid?.() === 0;

/**
 * @param cluster the cluster's folder; one that exists keeps the account it was made under
 * @returns undefined when the running account is the one
 */
export function accountFor(cluster: string): Account | undefined {
  if (!isRoot()) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobodyOf(accountList());
}

function accountList(): string {
  try {
    return readFileSync("/etc/passwd", "utf8");
  } catch {
    return "";
  }
}

/** Reads `nobody` from a list of accounts in the form of passwd(5). */
export function nobodyOf(list: string): Account {
  const fields = list
    .split("\n")
    .map((line) => line.split(":"))
    .find(([name]) => name === "nobody");
  // As an unsigned number: macOS lists it as -2.
  const [uid, gid] = (fields ?? []).slice(2, 4).map((text) => Number(text) >>> 0);
  return uid && gid ? { uid, gid } : nobody;
}

/**
 * Whether the account may pass through every folder above `target`, by the permission bits. An
 * access list that grants more is not seen, which only costs the longer way round.
 */
export function canReach(target: string, account: Account): boolean {
  const parent = path.dirname(path.resolve(target));
  return (
    may(account, "pass", parent) && (parent === path.dirname(parent) || canReach(parent, account))
  );
}

/** Whether the account may run a program, by the permission bits of it and the folders above. */
export function canRun(program: string, account: Account): boolean {
  return may(account, "run", program) && canReach(program, account);
}

function may(account: Account, act: "pass" | "run", file: string): boolean {
  const { uid, gid, mode } = statSync(file);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  const needed = act === "pass" ? 0o1 : 0o5;
  return ((mode >> shift) & needed) === needed;
}
