/** The way of a request: session → access → transaction → work → journal → answer. */
import { covers } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { ProcedureMeta } from "@lianfang/core/kernel/procedure.ts";
import type { AnyContractProcedure } from "@orpc/contract";
import { implement } from "@orpc/server";
import type { Logger } from "pino";
import type { QueryContext } from "../context.ts";
import { admit, publicContext } from "./admission.ts";
import type { BatchedHandler } from "./batched.ts";
import { type Command, type CommandParts, runCommand, type WriteInput } from "./command.ts";
import type { Handlers, PublicHandler } from "./handlers.ts";
import type { OfflineCommands } from "./offline.ts";
import { type Constraints, refusalOf } from "./refusals.ts";
import type { CallContext } from "./transport.ts";

export interface EndpointParts extends CommandParts {
  log: Logger;
  constraints: Constraints;
  /** Where commands are noted that phones may send by their name. */
  offline: OfflineCommands;
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
  const command: Command = { name, meta, handler: isPublic ? handler.run : handler };
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
          throw refusalOf(error, context.locale, parts.constraints, parts.log);
        }
      })
      .use(async ({ context, next }) => {
        const open = publicContext(parts.kernel, context);
        const base = isPublic ? open : await admit(parts.kernel, meta.access, open, context);
        return next({ context: { base } });
      })
      .procedure.handler(async ({ input, context: { base }, signal }) => {
        if (meta.kind === "command") return runCommand(parts, command, input as WriteInput, base);
        if ("isBatched" in command.handler) throw new Error(`${name}: queries are not batched`);
        return command.handler(input, { ...base, signal });
      })
  );
}

/** @throws Problem `kernel.notFound` when the area lies outside what the call may touch */
export function demandArea(context: { reach: QueryContext["reach"] }, areaId: string): void {
  if (!covers(context.reach, areaId)) throw kernelProblems.notFound();
}
