/** The model towns that come with the product: the files in `towns/`. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TownFile } from "@lianfang/core/organization/town-file.ts";
import { readTownFileText } from "@lianfang/core/organization/town-file-problems.ts";

const folder = new URL("../../../../towns/", import.meta.url);
const notTowns = ["divisions.json", "town.schema.json"];

let read: ReadonlyMap<string, TownFile> | undefined;

/** By id, in the order of their names in the folder. */
export function presetTowns(): ReadonlyMap<string, TownFile> {
  read ??= new Map(townFiles().map((file) => [file.id, file]));
  return read;
}

function townFiles(): TownFile[] {
  const names = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith(".json"));
  return names
    .filter((name) => !notTowns.includes(name))
    .sort()
    .map((name) => {
      const reading = readTownFileText(readFileSync(new URL(name, folder), "utf8"));
      if (!reading.ok) throw new Error(`towns/${name}: ${JSON.stringify(reading.problems)}`);
      return reading.file;
    });
}
