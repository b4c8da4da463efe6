import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Command, isGroup } from "./command.ts";

const folder = fileURLToPath(new URL("../", import.meta.url));

/** Names of all commands: those of the files beside `main.ts`. */
export function commandNames(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[a-z-]+\.ts$/.test(entry.name))
    .map((entry) => path.basename(entry.name, ".ts"))
    .filter((name) => name !== "main")
    .sort();
}

/** @returns undefined when there is no command of that name */
export async function loadCommand(name: string): Promise<Command | undefined> {
  if (!commandNames().includes(name)) return undefined;
  const module: { command?: Command } = await import(
    pathToFileURL(path.join(folder, `${name}.ts`)).href
  );
  if (module.command?.name !== name) throw new Error(`cli/${name}.ts does not export its command`);
  return module.command;
}

export async function loadCommands(): Promise<Command[]> {
  const found = await Promise.all(commandNames().map(loadCommand));
  return found.filter((command) => command !== undefined);
}

export interface Found {
  command: Command;
  /** The words that led to it. */
  path: string[];
  /** What follows them. */
  rest: string[];
}

/** Follows words down the groups as far as they name commands; undefined when the first doesn't. */
export async function findCommand(words: readonly string[]): Promise<Found | undefined> {
  const [first, ...rest] = words;
  let command = first ? await loadCommand(first) : undefined;
  if (!first || !command) return undefined;
  const found: Found = { command, path: [first], rest };
  while (isGroup(found.command)) {
    command = found.command.commands.find(({ name }) => name === found.rest[0]);
    if (!command) return found;
    found.command = command;
    found.path.push(...found.rest.splice(0, 1));
  }
  return found;
}
