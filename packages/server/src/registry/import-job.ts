/** What all work on imports in the background has in common. */
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import type { Entry } from "../kernel/jobs/jobs.ts";
import { idFor, type System } from "../kernel/jobs/system.ts";
import type { HeldImport } from "./import-record-store.ts";
import { importStore } from "./import-store.ts";
import { importFileStore, importProgressStore, progressReporter } from "./import-work-store.ts";

/** What one piece of work goes by. */
export interface Work {
  importId: string;
  entry: Entry;
  system: System;
  why: string;
  reader: QueryContext;
  report: ReturnType<typeof progressReporter>;
}

export async function workOn(entry: Entry, system: System, why: string): Promise<Work> {
  const importId = entry.subject?.ids[0] ?? "";
  const reader = await system.reader(entry.townId, why);
  const report = progressReporter(system.kernel, entry.townId, importId);
  return { importId, entry, system, why, reader, report };
}

/** Writes once for this occasion. */
export function writeOnce(
  { system, entry, why }: Work,
  name: string,
  change: (context: CommandContext) => Promise<void>,
  actorId?: string,
): Promise<void> {
  const id = idFor(`import ${name}`, entry.id);
  const write = { entry: `registry.import.${name}`, id, why, actorId };
  return system.write(entry.townId, write, change);
}

interface Turn {
  /** What the journal calls it. */
  name: string;
  /** Where the work found the import; it turns nothing that has moved on meanwhile. */
  from: HeldImport["state"];
  isStill?: (held: HeldImport) => boolean;
  details: Record<string, unknown>;
}

/** Ends a piece of work in one write. */
export function turn(
  work: Work,
  { name, from, isStill = () => true, details }: Turn,
  change: (context: CommandContext) => Promise<void>,
): Promise<void> {
  const { importId } = work;
  return writeOnce(work, name, async (context) => {
    const held = await holdStill(context, importId, from);
    if (!held || !isStill(held)) return;
    await change(context);
    context.about({ kind: "import", ids: [importId], details });
  });
}

/** The import, held, where it still stands as this work found it. */
export async function holdStill(
  context: CommandContext,
  importId: string,
  state: HeldImport["state"],
): Promise<HeldImport | undefined> {
  const held = await importStore(context).hold(importId);
  return held?.state === state ? held : undefined;
}

export async function endWork(context: CommandContext, importId: string): Promise<void> {
  await importFileStore(context, importId).drop();
  await importProgressStore(context, importId).drop();
}

/** An error of ours, as a user is told of it: by what the log has it under. */
export function ourFault({ entry }: Work) {
  return { code: "kernel.internal", details: { reference: entry.id.slice(-10) } };
}

/** As a user is told of work whose tries have run out. */
export function givenUp({ entry }: Work) {
  return { code: "import.givenUp", details: { reference: entry.id.slice(-10) } };
}

export function isProblem(error: unknown, code: string): error is Error & { details?: unknown } {
  return error instanceof Error && "code" in error && error.code === code;
}
