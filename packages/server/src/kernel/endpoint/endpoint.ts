/** The way of a request: session → access → transaction → work → journal → answer. */
import { covers } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { ProcedureMeta } from "@lianfang/core/kernel/procedure.ts";
import type { AnyContractProcedure } from "@orpc/contract";
import { implement, type ORPCError } from "@orpc/server";
import type { Logger } from "pino";
import { z } from "zod";
import type { QueryContext } from "../context.ts";
import { type AdmissionParts, admit, publicContext } from "./admission.ts";
import type { BatchedHandler } from "./batched.ts";
import { type Command, type CommandParts, runCommand, type WriteInput } from "./command.ts";
import type { Handlers, PublicHandler } from "./handlers.ts";
import type { OfflineCommands } from "./offline.ts";
import { metered, type ReadingMeter } from "./reading-meter.ts";
import { type Constraints, refusalOf } from "./refusals.ts";
import type { CallContext } from "./transport.ts";

export interface EndpointParts extends CommandParts, AdmissionParts {
  log: Logger;
  constraints: Constraints;
  /** Where commands are noted that phones may send by their name. */
  offline: OfflineCommands;
  reading: ReadingMeter;
}

type Run = (input: unknown, context: unknown) => Promise<unknown>;
type AnyHandler = Run | PublicHandler<Run> | BatchedHandler<unknown, unknown>;

/** Binds one module's contract to its handlers. */
export function bind<Contract extends Record<string, AnyContractProcedure>>(
  parts: EndpointParts,
  module: string,
  contract: Contract,
  handlers: Handlers<Contract>,
) {
  const entries = Object.entries(contract).map(([name, procedure]) => {
    // Handlers is keyed as the contract is; only the erased form is needed from here on.
    const handler = handlers[name] as AnyHandler;
    return [name, endpoint(parts, `${module}.${name}`, procedure, handler)];
  });
  return Object.fromEntries(entries);
}

function endpoint(
  parts: EndpointParts,
  name: string,
  procedure: AnyContractProcedure,
  handler: AnyHandler,
) {
  const meta: ProcedureMeta = procedure["~orpc"].meta;
  const isPublic = "isPublic" in handler;
  if (isPublic !== (meta.access.who === "public")) {
    throw new Error(`${name}: the contract and the handler disagree on who may call it`);
  }
  const run = isPublic ? handler.run : handler;
  // A write shows nobody, unless it shows something once.
  const isShowing = meta.kind === "query" || meta.shownOnce !== undefined;
  const command: Command = {
    name,
    meta,
    handler: isShowing && !("isBatched" in run) ? metered(parts.reading, run) : run,
  };
  if (meta.offline) parts.offline.set(name, { ...command, procedure });
  return (
    // Middleware of a router runs before its procedures validate their input, middleware of a
    // procedure after: strangers learn nothing from what validation says.
    implement({ procedure })
      .$context<CallContext>()
      .use(async ({ context, next }) => {
        try {
          return await next();
        } catch (error) {
          const refusal = refusalOf(error, context.locale, parts.constraints, parts.log);
          tellInHeaders(refusal, context);
          throw refusal;
        }
      })
      .use(async ({ context, next }) => {
        const open = publicContext(parts.kernel, context);
        const isOpen = isPublic && context.bearer === undefined;
        const base = isOpen ? open : await admit(parts, { name, ...meta }, open, context);
        return next({ context: { base } });
      })
      .procedure.handler(async ({ input, context: { base }, signal }) => {
        if (meta.kind === "command") return runCommand(parts, command, input as WriteInput, base);
        if ("isBatched" in command.handler) throw new Error(`${name}: queries are not batched`);
        return command.handler(input, { ...base, signal });
      })
  );
}

function tellInHeaders({ status, data }: ORPCError<string, unknown>, call: CallContext): void {
  if (status === 401 && call.bearer !== undefined) call.header?.("www-authenticate", "Bearer");
  const waiting = z
    .object({ details: z.object({ retryAfterSeconds: z.number() }) })
    .safeParse(data);
  if (waiting.success) {
    call.header?.("retry-after", String(waiting.data.details.retryAfterSeconds));
  }
}

/** @throws Problem `kernel.notFound` when the area lies outside what the call may touch */
export function demandArea(context: { reach: QueryContext["reach"] }, areaId: string): void {
  if (!covers(context.reach, areaId)) throw kernelProblems.notFound();
}
