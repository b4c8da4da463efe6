/** Which copy of the PostgreSQL programs to run. */
import { chmodSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Account, canReach, canRun } from "./account.ts";
import { type Binaries, copyBinaries, linkLibraries, packagedBinaries } from "./binaries.ts";
import { ownFolder, type Places } from "./places.ts";

/**
 * The installed programs; a copy of them where the account can't reach those (under `/root`, say)
 * or their library links are missing and can't be made.
 */
export async function programsFor(places: Places, account: Account | undefined): Promise<Binaries> {
  const installed = packagedBinaries();
  const isWhole = linkLibraries(installed);
  if (isWhole && (!account || canRun(installed.postgres, account))) return installed;
  return copyBinaries(installed, copiesFolder(places, account));
}

function copiesFolder(places: Places, account: Account | undefined): string {
  const inside = path.join(places.data, "programs");
  const isReachable = !account || canReach(inside, account);
  const folder = isReachable ? inside : path.join(os.tmpdir(), "lianfang-programs");
  // Ours, and writable by nobody else: what lies in it is run.
  ownFolder(folder, undefined);
  if (account) chmodSync(folder, 0o755);
  return folder;
}
