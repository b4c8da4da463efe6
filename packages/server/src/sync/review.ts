/** The office decides about what phones sent without being allowed to. */
import { problems, type syncContract } from "@lianfang/core/sync/contract.ts";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { requestFor, workOf } from "../kernel/endpoint/command.ts";
import { writeWithin } from "../kernel/endpoint/commit.ts";
import type { EndpointParts } from "../kernel/endpoint/endpoint.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { syncLists } from "./list-store.ts";
import { inputOf } from "./offline-input.ts";
import { quarantineStore } from "./quarantine-store.ts";

type Routes = Handlers<typeof syncContract>;

const openedInput = async ({ kernel, db, town }: QueryContext, sealed: Buffer) => {
  const vault = await kernel.vaults.of(db, town.townId);
  const input: Record<string, unknown> = JSON.parse(vault.open("outbox", sealed));
  return input;
};

export const quarantined: Routes["quarantined"] = async ({ recordId }, context) => {
  const found = await syncLists(context).record(recordId);
  if (!found) throw problems.recordNotFound();
  const { conflictsWith } = found.shown;
  return {
    ...found.shown,
    input: await openedInput(context, found.sealed),
    first: conflictsWith ? await firstUnder(context, conflictsWith) : undefined,
  };
};

/** What came first is carried out already, or waits here itself. */
async function firstUnder(context: QueryContext, recordId: string) {
  const lists = syncLists(context);
  const [written, held] = await Promise.all([lists.firstWrite(recordId), lists.record(recordId)]);
  if (written) {
    return {
      recordId,
      entry: written.entry,
      happenedAt: written.happened_at ?? undefined,
      receivedAt: written.received_at,
      by: written.display_name ?? undefined,
      input: held && (await openedInput(context, held.sealed)),
    };
  }
  if (!held) return undefined;
  const { procedure, happenedAt, receivedAt, accountName } = held.shown;
  const input = await openedInput(context, held.sealed);
  return { recordId, entry: procedure, happenedAt, receivedAt, by: accountName, input };
}

/**
 * In the name of whoever made it, for what was done was done by them; by the authority of whoever
 * decides, for the first may no longer. Both have their row in the journal.
 */
export const applyQuarantined =
  (parts: EndpointParts): Routes["applyQuarantined"] =>
  async ({ recordId }, context) => {
    const record = await undecided(context, recordId);
    const command = parts.offline.get(record.procedure);
    const sent = await openedInput(context, record.input);
    const input = command && inputOf(command, sent, recordId, record.happened_at);
    if (!command || !input) throw problems.recordNotReadable();
    const store = quarantineStore(context.db, context.town.townId);
    const maker = await store.account(record.account_id);
    const base: CommandContext = {
      ...context,
      actor: { is: "account", ...maker, grants: [] },
      reach: { all: true },
      isReviewed: true,
      device: record.device_id,
    };
    await writeWithin(
      context.db,
      await requestFor(command, input, base),
      workOf(command, input, base),
      parts.afterWrite,
    );
    await store.decide(recordId, "applied", by(context));
    context.about({ kind: "quarantined", ids: [recordId, record.device_id] });
    return {};
  };

export const discardQuarantined: Routes["discardQuarantined"] = async (input, context) => {
  const { recordId, reason } = input;
  const record = await undecided(context, recordId);
  const store = quarantineStore(context.db, context.town.townId);
  await store.decide(recordId, "discarded", { ...by(context), reason });
  context.about({ kind: "quarantined", ids: [recordId, record.device_id] });
  return {};
};

async function undecided({ db, town }: CommandContext, recordId: string) {
  const record = await quarantineStore(db, town.townId).hold(recordId);
  if (!record) throw problems.recordNotFound();
  if (record.state !== "open") throw problems.recordDecided();
  return record;
}

const by = ({ actor, now }: CommandContext) => ({
  accountId: actor.is === "account" ? actor.accountId : undefined,
  now,
});
