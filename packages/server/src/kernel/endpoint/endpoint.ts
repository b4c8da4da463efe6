/** The way of a request: session → access → transaction → work → journal → answer. */
import { covers, reachOf } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { ProcedureMeta } from "@lianfang/core/kernel/procedure.ts";
import type { AnyContractProcedure } from "@orpc/contract";
import { implement } from "@orpc/server";
import type { Logger } from "pino";
import type {
  CommandContext,
  Kernel,
  PublicCommandContext,
  PublicContext,
  QueryContext,
} from "../context.ts";
import { digestOf } from "../journal/journal.ts";
import { readSession } from "../session/session.ts";
import { townById } from "../session/town.ts";
import { type AfterWrite, commitWrite } from "./commit.ts";
import type { Handlers, PublicHandler } from "./handlers.ts";
import { type Constraints, refusalOf } from "./refusals.ts";
import type { CallContext } from "./transport.ts";

export interface EndpointParts {
  kernel: Kernel;
  log: Logger;
  constraints: Constraints;
  /** Enqueues the reactions to an entry, in the write's transaction. */
  afterWrite: AfterWrite;
}

interface WriteInput {
  id: string;
  happenedAt?: string | undefined;
}
type Run = (input: unknown, context: unknown) => Promise<unknown>;
type AnyHandler = Run | PublicHandler<Run>;

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
        const base = isPublic ? open : await admit(parts.kernel, meta, open, context);
        return next({ context: { base } });
      })
      .procedure.handler(async ({ input, context: { base }, signal }) => {
        if (meta.kind === "query") return run(input, { ...base, signal });
        return runCommand(parts, name, meta, run, input as WriteInput, base);
      })
  );
}

function publicContext(kernel: Kernel, call: CallContext): PublicContext {
  const { locale, address, session } = call;
  return { kernel, db: kernel.db, now: kernel.clock.now(), locale, address, session };
}

/** Lets a caller in by the declared access, or throws. */
async function admit(
  kernel: Kernel,
  meta: ProcedureMeta,
  open: PublicContext,
  call: CallContext,
): Promise<QueryContext> {
  if (call.asSystem?.townId) {
    const town = await townById(kernel.db, call.asSystem.townId);
    if (!town) throw kernelProblems.notFound();
    return { ...open, town, actor: { is: "system", why: call.asSystem.why }, reach: { all: true } };
  }
  const token = open.session.token;
  const signedIn = token ? await readSession(kernel.db, token, open.now) : undefined;
  if (!signedIn) throw kernelProblems.unauthenticated();
  const { town, grants, grantAreas, accountId, displayName, userName } = signedIn;
  const reach = reachOf(meta.access, grants, (grant) => grantAreas[grants.indexOf(grant)] ?? []);
  if (!reach) throw kernelProblems.forbidden();
  return {
    ...open,
    town,
    actor: { is: "account", accountId, displayName, userName, grants },
    reach,
  };
}

async function runCommand(
  { kernel, afterWrite }: EndpointParts,
  name: string,
  meta: ProcedureMeta,
  run: Run,
  input: WriteInput,
  base: PublicContext | QueryContext,
): Promise<unknown> {
  const request = {
    entry: meta.journal ?? name,
    id: input.id,
    happenedAt: input.happenedAt,
    now: base.now,
    digest: await digestOf(name, input),
    shownOnce: meta.shownOnce ?? [],
  };
  const outcome = await commitWrite(
    kernel.db,
    request,
    async (scope) => {
      if (!("town" in base)) {
        const context: PublicCommandContext = { ...base, ...scope };
        return run(input, context);
      }
      await scope.enter(
        base.town.townId,
        base.actor.is === "account" ? base.actor.accountId : undefined,
      );
      const { enter: _, ...writing } = scope;
      const context: CommandContext = { ...base, ...writing };
      return run(input, context);
    },
    afterWrite,
  );
  if (outcome.done) kernel.live.changed(outcome.done.townId, moduleOf(outcome.done.entry));
  return outcome.answer;
}

export function moduleOf(entry: string): string {
  return entry.split(".")[0] ?? entry;
}

/** @throws Problem `kernel.notFound` when the area lies outside what the call may touch */
export function demandArea(context: { reach: QueryContext["reach"] }, areaId: string): void {
  if (!covers(context.reach, areaId)) throw kernelProblems.notFound();
}
