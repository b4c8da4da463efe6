/** What phones send: commands that waited, carried out in their order by the way of all others. */
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { problems } from "@lianfang/core/sync/contract.ts";
import {
  type Outcome,
  type PushAnswer,
  PushedCommand,
  PushRequest,
  protocolVersion,
} from "@lianfang/core/sync/protocol.ts";
import { hasLostScope, isOutOfReach, type QuarantineReason } from "@lianfang/core/sync/rules.ts";
import type { z } from "zod";
import type { PublicContext } from "../kernel/context.ts";
import { admitted, publicContext } from "../kernel/endpoint/admission.ts";
import { runCommand } from "../kernel/endpoint/command.ts";
import type { EndpointParts } from "../kernel/endpoint/endpoint.ts";
import { fieldProblems, refusalOf } from "../kernel/endpoint/refusals.ts";
import type { CallContext } from "../kernel/endpoint/transport.ts";
import { whereabouts } from "./history-store.ts";
import { inputOf, misfit } from "./offline-input.ts";
import { keepConflicting, quarantine } from "./quarantine.ts";
import { quarantineStore } from "./quarantine-store.ts";
import { contactWith, type Sender, senderOf } from "./sender.ts";

/** A push under way. */
interface Pushing {
  parts: EndpointParts;
  open: PublicContext;
  sender: Sender;
  isOutdated: boolean;
  /** Of what is sent, the ids that wait for review already. */
  underReview: ReadonlySet<string>;
}

/** @throws Problem `kernel.invalid`, `kernel.unauthenticated`, `sync.deviceOfAnother` */
export async function push(
  parts: EndpointParts,
  body: unknown,
  call: CallContext,
): Promise<PushAnswer> {
  const { device, commands, confirm } = parsed(PushRequest, body);
  const open = { ...publicContext(parts.kernel, call), device: device.id };
  const sender = await senderOf(open, device);
  const underReview = await reviewed(open, sender, commands);
  const isOutdated = device.protocol < protocolVersion;
  const [{ contact, standing }, outcomes] = await Promise.all([
    contactWith(open, sender, device),
    carryOut({ parts, open, sender, isOutdated, underReview }, commands),
  ]);
  const confirmed = await whereabouts(open.db, sender.device.townId, confirm, standing.backup);
  return { ...contact, outcomes, confirmed };
}

/** @throws Problem `kernel.invalid` */
export function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(body);
  if (error) throw kernelProblems.invalid({ fields: fieldProblems(error.issues, body) });
  return data;
}

/** Most phones never have anything there: they are not asked about. */
async function reviewed(
  { db }: PublicContext,
  { device }: Sender,
  commands: PushRequest["commands"],
): Promise<ReadonlySet<string>> {
  const ids = commands.flatMap(({ id }) => PushedCommand.shape.id.safeParse(id).data ?? []);
  if (!device.hasQuarantined || ids.length === 0) return new Set();
  return new Set((await quarantineStore(db, device.townId).digestsOf(ids)).keys());
}

/**
 * One after the other, as they may build on each other; those that are written many at once and
 * stand side by side, together. What follows one that has to wait waits too.
 */
async function carryOut(pushing: Pushing, commands: PushRequest["commands"]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < commands.length; ) {
    const side = sideBySide(pushing.parts, commands.slice(at));
    outcomes.push(...(await Promise.all(side.map((each) => outcomeOf(pushing, each)))));
    at += side.length;
    if (outcomes.some(({ is }) => is === "later")) {
      return [...outcomes, ...commands.slice(at).map(({ id }) => ({ is: "later" as const, id }))];
    }
  }
  return outcomes;
}

function sideBySide({ offline }: EndpointParts, commands: PushRequest["commands"]) {
  const name = commands[0]?.procedure;
  const command = typeof name === "string" ? offline.get(name) : undefined;
  if (!command || !("isBatched" in command.handler)) return commands.slice(0, 1);
  const others = commands.findIndex(({ procedure }) => procedure !== name);
  return others === -1 ? commands : commands.slice(0, others);
}

async function outcomeOf(
  pushing: Pushing,
  sent: PushRequest["commands"][number],
): Promise<Outcome> {
  const { parts, open, sender } = pushing;
  const { id } = sent;
  try {
    return await decided(pushing, parsed(PushedCommand, sent));
  } catch (error) {
    const { code, status, message, data } = refusalOf(
      error,
      open.locale,
      parts.constraints,
      parts.log,
    );
    const { mend, details } = data as { mend: string; details?: unknown };
    const problem = { code, message, mend, details };
    if (code === "kernel.idReused") {
      await keepConflicting(open, sender.device, parsed(PushedCommand, sent));
      return { is: "conflict", id, problem };
    }
    return status >= 500 || status === 429 ? { is: "later", id } : { is: "refused", id, problem };
  }
}

async function decided(pushing: Pushing, sent: PushedCommand): Promise<Outcome> {
  const { parts, open, sender, isOutdated, underReview } = pushing;
  const { device } = sender;
  const command = parts.offline.get(sent.procedure);
  const { input: given, id, happenedAt } = sent;
  const input = command && inputOf(command, given, id, happenedAt);
  const keep = (reason: QuarantineReason) =>
    quarantine(open, device, sent, input ?? { ...given, id, happenedAt }, reason);
  if (!sender.isWelcome) return keep(sender.because);
  if (underReview.has(id)) return keep("scope-lost");
  if (!command) return keep("not-known");
  if (!input) {
    // Whoever uses an old app can't mend what a newer one would have asked for.
    if (isOutdated) return keep("outdated");
    throw misfit(command, given, id, happenedAt);
  }
  if (sent.mends) await letGoOf(sent.mends, pushing);
  try {
    const { signedIn } = sender;
    const base = admitted(command.meta.access, open, signedIn);
    const answer = await runCommand(parts, command, input, base);
    return { is: "accepted", id, answer };
  } catch (error) {
    if (isLostToSender(pushing, error)) return keep("scope-lost");
    throw error;
  }
}

/**
 * What a phone mends itself nobody decides about any more, whatever becomes of the mended record: that
 * is the phone's again.
 * @throws Problem `sync.conflictTakenIn` when the office has taken it in meanwhile
 */
async function letGoOf(mended: string, { open, sender }: Pushing): Promise<void> {
  const { townId, deviceId } = sender.device;
  const store = quarantineStore(open.db, townId);
  if (!(await store.letGoOfConflict(deviceId, mended, open.now))) throw problems.conflictTakenIn();
}

function isLostToSender({ sender, open }: Pushing, error: unknown): boolean {
  if (!sender.isWelcome || !(error instanceof Error) || !("code" in error)) return false;
  return (
    isOutOfReach(String(error.code)) &&
    hasLostScope(sender.device.scopeSeen, sender.signedIn, open.now)
  );
}
