/** Runs a command for somebody who was let in: by the one commit point, alone or in a batch. */
import type { ProcedureMeta } from "@lianfang/core/kernel/procedure.ts";
import type {
  CommandContext,
  Kernel,
  PublicCommandContext,
  PublicContext,
  QueryContext,
} from "../context.ts";
import { digestOf } from "../journal/journal.ts";
import type { BatchedHandler } from "./batched.ts";
import type { Batcher } from "./batcher.ts";
import {
  type AfterWrite,
  commitWrite,
  type WriteOutcome,
  type WriteRequest,
  type WriteScope,
} from "./commit.ts";

export interface CommandParts {
  kernel: Kernel;
  /** Enqueues the reactions to entries, in the writes' transaction. */
  afterWrite: AfterWrite;
  batcher: Batcher;
}

export interface Command {
  /** `<module>.<procedure>` */
  name: string;
  meta: ProcedureMeta;
  handler:
    | ((input: unknown, context: unknown) => Promise<unknown>)
    | BatchedHandler<unknown, unknown>;
}

export interface WriteInput {
  id: string;
  happenedAt?: string | undefined;
}

type Base = (PublicContext | QueryContext) & Pick<CommandContext, "afterwards">;

/** @param input by the contract's schema @throws whatever the command refuses with */
export async function runCommand(
  parts: CommandParts,
  command: Command,
  input: WriteInput,
  base: PublicContext | QueryContext,
): Promise<unknown> {
  const { kernel } = parts;
  const outcome = await followed((afterwards) =>
    committed(parts, command, input, { ...base, afterwards }),
  );
  if (outcome.done) kernel.live.changed(outcome.done.townId, moduleOf(outcome.done.entry));
  return outcome.answer;
}

/** Does what the work left for afterwards, however the work ended. */
export async function followed<Result>(
  work: (afterwards: CommandContext["afterwards"]) => Promise<Result>,
): Promise<Result> {
  const left: (() => Promise<void>)[] = [];
  try {
    return await work((more) => left.push(more));
  } finally {
    for (const more of left) await more();
  }
}

async function committed(
  parts: CommandParts,
  command: Command,
  input: WriteInput,
  base: Base,
): Promise<WriteOutcome<unknown>> {
  const { kernel, afterWrite, batcher } = parts;
  const { handler } = command;
  const request = await requestFor(command, input, base);
  if (!("isBatched" in handler)) {
    return commitWrite(kernel.db, request, workOf(command, input, base), afterWrite);
  }
  if (!("town" in base)) throw new Error(`${command.name}: what anybody may send is not batched`);
  const { db: _, ...context } = base;
  const writing = { id: input.id, happenedAt: input.happenedAt };
  const call = { input, context: { ...context, ...writing } };
  const kind = { kernel, town: base.town, handler, afterWrite };
  const work = workOf(command, input, base);
  return batcher(kind, { request, actorId: actorIdOf(base), call, work });
}

export async function requestFor(
  { name, meta }: Command,
  input: WriteInput,
  base: Base,
): Promise<WriteRequest> {
  const { now, device } = base;
  return {
    entry: meta.journal ?? name,
    id: input.id,
    happenedAt: input.happenedAt,
    now,
    device,
    tokenId: "actor" in base ? tokenIdOf(base) : undefined,
    digest: await digestOf(name, input),
    shownOnce: meta.shownOnce ?? [],
  };
}

/** The command as work inside a write. */
export function workOf({ name, handler }: Command, input: WriteInput, base: Base) {
  return async (scope: WriteScope): Promise<unknown> => {
    if (!("town" in base)) {
      if ("isBatched" in handler) throw new Error(`${name}: what anybody may send is not batched`);
      const context: PublicCommandContext = { ...base, ...scope };
      return handler(input, context);
    }
    await scope.enter(base.town.townId, actorIdOf(base));
    const { enter: _, ...writing } = scope;
    const context: CommandContext = { ...base, ...writing };
    if (!("isBatched" in handler)) return handler(input, context);
    const batch = { kernel: base.kernel, db: scope.db, town: base.town };
    const [settled] = await handler.settle([{ input, context }], batch);
    if (!settled) throw new Error(`${name}: a call came to nothing`);
    if ("refusal" in settled) throw settled.refusal;
    scope.about(settled.subject);
    return settled.answer;
  };
}

function actorIdOf({ actor }: QueryContext): string | undefined {
  return actor.is === "account" ? actor.accountId : undefined;
}

function tokenIdOf({ actor }: QueryContext): string | undefined {
  return actor.is === "account" ? actor.token?.tokenId : undefined;
}

export function moduleOf(entry: string): string {
  return entry.split(".")[0] ?? entry;
}
