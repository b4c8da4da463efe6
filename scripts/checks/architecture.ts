/**
 * The rules of the house: who may import whom, and where SQL may stand. `modules.json` names the
 * modules from the bottom of the shelf to its top, and the sideways imports each may make.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { cyclesIn } from "./cycles.ts";
import type { SourceFile } from "./imports.ts";

export interface Shelf {
  /** Modules from bottom to top. */
  shelf: string[];
  /** For each module the lower ones it may import. */
  sideways: Record<string, string[]>;
}

export function readShelf(root: string): Shelf {
  return JSON.parse(readFileSync(path.join(root, "modules.json"), "utf8"));
}

/** What breaks the rules, a line each; empty when nothing does. */
export function architectureFindings(files: readonly SourceFile[], shelf: Shelf): string[] {
  return [
    ...shelfFindings(shelf),
    ...files.flatMap((file) => [
      ...nameFindings(file),
      ...floorFindings(file),
      ...libraryFindings(file),
      ...sqlFindings(file),
      ...sidewaysFindings(file, shelf),
    ]),
    ...cyclesIn(files).map((cycle) => `imports go in a circle: ${cycle.join(" → ")}`),
  ];
}

function shelfFindings({ shelf, sideways }: Shelf): string[] {
  return Object.entries(sideways).flatMap(([module, lower]) =>
    lower
      .filter((name) => !shelf.includes(name) || shelf.indexOf(name) >= shelf.indexOf(module))
      .map((name) => `modules.json: ${module} may not import ${name}, which is not below it`),
  );
}

const isTest = (file: string): boolean => /\.test\.tsx?$|\/[\w-]*fixture[\w-]*\//.test(file);
const placeOf = (file: string): string[] => file.split("/");
const floorOf = (file: string): string => placeOf(file)[1] ?? "";

const bucket = /^(utils?|lib|common|helpers?|misc|index)(\.tsx?)?$/;

function nameFindings({ file }: SourceFile): string[] {
  const names = placeOf(file).slice(3);
  return names
    .filter((name) => bucket.test(name))
    .map((name) => `${file}: ${name} says nothing; name it after what it holds`);
}

/** Made for a town to try the import with, by the same hand as the test towns' people. */
const makesPeople = "packages/server/src/cli/sample.ts";

/** The packages each package may import from; its tests may also use the test kit. */
const floors: Record<string, readonly string[]> = {
  core: ["core"],
  messages: ["messages"],
  server: ["core", "messages", "server"],
  web: ["core", "messages", "web"],
  drill: ["core", "messages", "drill", "testkit"],
  testkit: ["core", "messages", "server", "testkit"],
};

function floorFindings({ file, imports }: SourceFile): string[] {
  const floor = floorOf(file);
  const allowed = [
    ...(floors[floor] ?? []),
    ...(isTest(file) || file === makesPeople ? ["testkit"] : []),
  ];
  return imports.flatMap(({ specifier, target }) => {
    if (!target?.startsWith("packages/") || allowed.includes(floorOf(target))) return [];
    return [`${file}: ${floor} may not import ${specifier}`];
  });
}

/** Core is pure: of libraries it sees zod, and where procedures are declared the contract's. */
function libraryFindings({ file, imports }: SourceFile): string[] {
  const isPure = floorOf(file) === "core" && !isTest(file);
  const libraries = imports.filter(({ target }) => target === undefined);
  if (isRules(file)) {
    return libraries.map(({ specifier }) => `${file}: rules import only core, not ${specifier}`);
  }
  if (!isPure) return [];
  const allowed = file.endsWith("core/src/kernel/procedure.ts")
    ? ["zod", "@orpc/contract"]
    : ["zod"];
  return libraries
    .filter(({ specifier }) => !allowed.includes(specifier))
    .map(({ specifier }) => `${file}: core imports zod and nothing else, not ${specifier}`);
}

const isRules = (file: string): boolean => /\/(?:[\w-]+-)?rules\.ts$/.test(file);

/** `store.ts`, `division-store.ts`, `figures.ts`, `tables.ts` (types only) and the kernel. */
const holdsSql =
  /^packages\/server\/src\/(kernel\/.*|.*\/(?:[\w-]+-)?(?:store|figures|tables)\.ts)$/;
const speaksSql =
  /\bsql(?:<[^`\n]*>)?`|\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(/;

function sqlFindings({ file, source, imports }: SourceFile): string[] {
  const isBound = floorOf(file) !== "testkit" && !isTest(file) && !holdsSql.test(file);
  if (!isBound) return [];
  const asksKysely = imports.some(({ specifier }) => /^(kysely|pg)(\/|$)/.test(specifier));
  const isConnecting = /^packages\/server\/src\/(app\.ts|start\/)/.test(file);
  if (!speaksSql.test(source) && (!asksKysely || isConnecting)) return [];
  return [`${file}: SQL stands in store.ts, figures.ts and the kernel only`];
}

/** The module or other folder of a floor that a file is in: `packages/<floor>/src/<here>/…`. */
const roomOf = (file: string): string | undefined =>
  placeOf(file).length > 4 ? placeOf(file)[3] : undefined;

function sidewaysFindings({ file, imports }: SourceFile, { shelf, sideways }: Shelf): string[] {
  const room = roomOf(file);
  if (isTest(file) || !room || (room !== "kernel" && !shelf.includes(room))) return [];
  const allowed = [room, "kernel", ...(sideways[room] ?? [])];
  return imports.flatMap(({ specifier, target }) => {
    const isOurs = target?.startsWith("packages/") && floorOf(target) !== "messages";
    if (!target || !isOurs || allowed.includes(roomOf(target) ?? "")) return [];
    if (floorOf(file) === "web" && isContract(target)) return [];
    return [`${file}: ${room} may not import ${specifier} (modules.json)`];
  });
}

/**
 * What both sides have agreed on may be asked of any module, from any screen: the contracts, and which
 * of their procedures a token may be given.
 */
const isContract = (file: string): boolean =>
  /^packages\/core\/src\/((.+\/)?contract|token-groups)\.ts$/.test(file);
