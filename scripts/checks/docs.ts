/** Documents name files, commands and settings; this finds the ones that are there no more. */
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Doc {
  /** From the repository's root. */
  file: string;
  source: string;
}

/** What documents may name. */
export interface World {
  /** Whether a path from the repository's root, or a pattern with `*`, exists. */
  exists(name: string): boolean;
  /** Entries of the repository's root: a quoted path beginning with one of them is one of ours. */
  roots: readonly string[];
  npmScripts: readonly string[];
  commands: readonly string[];
  /** `LIANFANG_…` variables some source reads. */
  variables: readonly string[];
}

export function readDocs(root: string): Doc[] {
  return globSync(["*.md", "docs/**/*.md", "packages/*/*.md"], { cwd: root })
    .filter((file) => !file.includes("node_modules"))
    .map((file) => ({ file, source: readFileSync(path.join(root, file), "utf8") }));
}

/** Made by running, and so not in the tree. */
const madeByRunning = /^(data|\.runtime|node_modules|test-results)\b|\/(dist|generated)\b/;

export function readWorld(root: string): World {
  const sources = globSync("{scripts,packages,e2e}/**/*.{ts,tsx,mjs}", {
    cwd: root,
    exclude: (name) => ["node_modules", "dist", "generated"].includes(name),
  });
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return {
    exists: (name) =>
      madeByRunning.test(name) ||
      (name.includes("*")
        ? globSync(name, { cwd: root }).length > 0
        : existsSync(path.join(root, name))),
    roots: readdirSync(root).filter((name) => name !== "node_modules"),
    npmScripts: Object.keys(scripts),
    commands: readdirSync(path.join(root, "packages/server/src/cli"))
      .filter((name) => /^[\w-]+\.ts$/.test(name) && name !== "main.ts")
      .map((name) => path.basename(name, ".ts")),
    variables: sources.flatMap((file) => variablesIn(readFileSync(path.join(root, file), "utf8"))),
  };
}

/** What the documents name and isn't there, a line each. */
export function docFindings(docs: readonly Doc[], world: World): string[] {
  return docs.flatMap(({ file, source }) =>
    [
      ...linksIn(source).filter((link) => !world.exists(path.posix.join(path.dirname(file), link))),
      ...quotedPaths(source, world.roots).filter((name) => !world.exists(name)),
      ...npmScriptsIn(source).filter((name) => !world.npmScripts.includes(name)),
      ...commandsIn(source).filter((name) => !world.commands.includes(name)),
      ...variablesIn(source).filter((name) => !world.variables.includes(name)),
    ].map((name) => `${file}: there is no ${name}`),
  );
}

const all = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].flatMap((found) => found[1] ?? []);

/** Relative targets of links and pictures, without their anchors. */
function linksIn(source: string): string[] {
  return all(source, /\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)
    .filter((target) => !/^(?:[a-z]+:|#)/i.test(target))
    .map((target) => decodeURI(target.replace(/#.*/, "")));
}

/** `packages/server/src/app.ts`, but not `/api/health`, and nothing with a blank to fill in. */
function quotedPaths(source: string, roots: readonly string[]): string[] {
  return all(source, /`([^`\s]+)`/g)
    .map((quoted) => quoted.replace(/^\.\//, "").replace(/[:#]\d+$/, ""))
    .filter((quoted) => quoted.includes("/") && !/[<>{}…|$]|NNN/.test(quoted))
    .filter((quoted) => roots.includes(quoted.split("/")[0] ?? ""));
}

const npmScriptsIn = (source: string): string[] => all(source, /\bnpm run ([\w:-]+)/g);

/** `npm run lianfang -- found`, or `lianfang found` in a code span or at a line's beginning. */
const commandsIn = (source: string): string[] =>
  all(source, /(?:npm run lianfang -- |(?:`|^\s*(?:\$ )?)lianfang )([a-z][\w-]*)/gm);

const variablesIn = (source: string): string[] => all(source, /\b(LIANFANG_[A-Z_]+)\b/g);
