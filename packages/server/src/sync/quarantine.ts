/** Keeping what can't be carried out as it was sent, so that somebody may decide about it. */
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Outcome, PushedCommand } from "@lianfang/core/sync/protocol.ts";
import type { QuarantineReason } from "@lianfang/core/sync/rules.ts";
import { v7 as uuidv7 } from "uuid";
import type { PublicContext } from "../kernel/context.ts";
import { digestOf, earlierWrite, keepConflict } from "../kernel/journal/journal.ts";
import type { HeldDevice } from "./device-store.ts";
import { quarantineStore } from "./quarantine-store.ts";

/**
 * Keeps a command for review. One that was carried out before all the same stays carried out, and
 * one whose id stands for other content is a conflict here as well.
 * @param input as the contract has it; as it was sent, where it fits no contract
 * @throws Problem `kernel.idReused`
 */
export async function quarantine(
  { kernel, db, now }: PublicContext,
  device: HeldDevice,
  command: PushedCommand,
  input: unknown,
  reason: QuarantineReason,
): Promise<Outcome> {
  const { townId, accountId, deviceId } = device;
  const { id, procedure, happenedAt } = command;
  const digest = await digestOf(procedure, input);
  const earlier = await earlierWrite(db, { townId, id, actorId: accountId, digest });
  if (earlier.is === "same") return { is: "accepted", id, answer: earlier.answer };
  const store = quarantineStore(db, townId);
  const held = (await store.digestsOf([id])).get(id);
  if (earlier.is === "other" || (held && !held.equals(digest))) {
    const write = { townId, id, entry: procedure, actorId: accountId, digest };
    await keepConflict(db, write, now);
    throw kernelProblems.idReused();
  }
  if (!held) {
    const vault = await kernel.vaults.of(db, townId);
    await store.keep([
      {
        recordId: id,
        deviceId,
        accountId,
        procedure,
        digest,
        sealedInput: vault.seal("outbox", JSON.stringify(command.input)),
        happenedAt,
        receivedAt: now,
        reason,
      },
    ]);
  }
  return { is: "quarantined", id };
}

/**
 * Keeps what came under an id that stands for something else, so that somebody may look at both. It
 * gets an id of its own, under which it can still be carried out. A repeat changes nothing.
 */
export async function keepConflicting(
  { kernel, db, now }: PublicContext,
  { townId, accountId, deviceId }: HeldDevice,
  { id, procedure, happenedAt, input }: PushedCommand,
): Promise<void> {
  const vault = await kernel.vaults.of(db, townId);
  await quarantineStore(db, townId).keep([
    {
      recordId: uuidv7(),
      deviceId,
      accountId,
      procedure,
      digest: await digestOf(procedure, { ...input, id, happenedAt }),
      sealedInput: vault.seal("outbox", JSON.stringify(input)),
      happenedAt,
      receivedAt: now,
      reason: "conflict",
      conflictsWith: id,
    },
  ]);
}
