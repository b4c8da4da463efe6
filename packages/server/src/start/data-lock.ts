/**
 * One program at a time works in a data folder. Who does is written in a file there, with the
 * identity of its process: the file of one that has died, however it died, locks nothing.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { StartProblem } from "../kernel/start-problem.ts";
import { processIdentity } from "./process-identity.ts";

const Holder = z.object({
  pid: z.number(),
  /** See {@link processIdentity}. */
  identity: z.string(),
  /** Where a server answers; absent while it starts, and for commands. */
  address: z.string().optional(),
});
export type Holder = z.infer<typeof Holder>;

export interface DataLock {
  /** Writes down where the server answers, for those who find the folder locked. */
  announce(address: string): void;
  release(): void;
}

export const lockFileName = "in-use.json";
const fileIn = (folder: string): string => path.join(folder, lockFileName);

/** Who works in the data folder now, if anybody does. */
export function holderOf(folder: string): Holder | undefined {
  return livingHolder(fileIn(folder));
}

/**
 * @param folder exists
 * @throws StartProblem that says who works in it
 */
export function lockData(folder: string): DataLock {
  const file = fileIn(folder);
  const own: Holder = { pid: process.pid, identity: processIdentity(process.pid) ?? "" };
  const draft = `${file}.${process.pid}`;
  const write = (holder: Holder): void =>
    writeFileSync(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  write(own);
  try {
    while (!tryLink(draft, file)) {
      const holder = livingHolder(file);
      if (holder) throw inUse(folder, holder);
      putAside(file);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    announce(address) {
      write({ ...own, address });
      renameSync(draft, file);
    },
    release() {
      if (livingHolder(file)?.identity === own.identity) rmSync(file, { force: true });
    },
  };
}

/** A link is made whole or not at all, and never over another. */
function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function livingHolder(file: string): Holder | undefined {
  try {
    const holder = Holder.parse(JSON.parse(readFileSync(file, "utf8")));
    return processIdentity(holder.pid) === holder.identity ? holder : undefined;
  } catch {
    return undefined; // none, or not a whole one
  }
}

/** Between looking and moving, another start may have taken the dead one's place: put it back. */
function putAside(file: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (livingHolder(aside)) tryLink(aside, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function inUse(folder: string, { pid, address }: Holder): StartProblem {
  return new StartProblem((locale) =>
    address
      ? m["operations.problem.running"]({ folder, pid: String(pid), address }, { locale })
      : m["operations.problem.in_use"]({ folder, pid: String(pid) }, { locale }),
  );
}
