/** What a unit's people do with a directive, at the desk or on phones that were offline. */
import type { directivesContract } from "@lianfang/core/directives/contract.ts";
import { problems } from "@lianfang/core/directives/problems.ts";
import { demandStanding, heldBetween, isPast } from "@lianfang/core/directives/rules.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { type Act, actStore } from "./act-store.ts";
import { directiveStore } from "./directive-store.ts";
import { personActing } from "./issuing-commands.ts";
import { ownUnits } from "./member-store.ts";

type Routes = Handlers<typeof directivesContract>;

interface Addressed {
  directiveId: string;
  unitId: string;
}

/**
 * The directive as sent to a unit of the caller's, held; and the act as it is kept.
 * @throws Problem `directives.directiveNotFound`, `directives.directiveEnded`
 */
async function actingFor(
  context: CommandContext,
  { directiveId, unitId }: Addressed,
  said: Instant | undefined,
) {
  const by = personActing(context);
  // What is accepted out of review was made while the maker was of the unit.
  const isOwn = context.isReviewed || (await ownUnits(context)).includes(unitId);
  const sent = isOwn ? await directiveStore(context).holdUnit(directiveId, unitId) : undefined;
  if (!sent) throw problems.directiveNotFound();
  const at = heldBetween(said, sent.issued_at, context.now);
  demandStanding(sent.endedAt, at);
  context.about({ kind: "directive", ids: [directiveId, unitId] });
  const act: Act = { directiveId, unitId, by, at };
  return { sent, act };
}

/** @throws Problem `directives.notAcknowledged` */
async function demandAcknowledged(context: CommandContext, act: Act): Promise<void> {
  const { acknowledged_at } = await actStore(context).standing(act.directiveId, act.unitId);
  if (acknowledged_at === null) throw problems.notAcknowledged();
}

/** Whose act stands for the unit: the caller's, or that of somebody who was first. */
function answerTo(
  act: Act,
  until: Instant | null,
  standing: { by: string | null; name: string | null; at: Instant | null },
) {
  const at = standing.at ?? act.at;
  return {
    by: standing.name ?? "",
    at,
    isYours: standing.by === act.by,
    isLate: until !== null && isPast(until, at),
  };
}

export const acknowledge: Routes["acknowledge"] = async (input, context) => {
  const { sent, act } = await actingFor(context, input, input.acknowledgedAt);
  const store = actStore(context);
  await store.write(context.id, "acknowledgement", act);
  const standing = await store.standing(act.directiveId, act.unitId);
  return answerTo(act, sent.confirm_by, {
    by: standing.acknowledged_by,
    name: standing.acknowledged_said_by ?? standing.acknowledger_name,
    at: standing.acknowledged_at,
  });
};

export const feedBack: Routes["feedBack"] = async (input, context) => {
  const { act } = await actingFor(context, input, input.writtenAt);
  await demandAcknowledged(context, act);
  await actStore(context).write(context.id, "feedback", act, input.text);
  return { actId: context.id };
};

/** One completion stands: what comes second is not kept, and told of the first. */
export const finish: Routes["finish"] = async (input, context) => {
  const { sent, act } = await actingFor(context, input, input.finishedAt);
  await demandAcknowledged(context, act);
  const store = actStore(context);
  const before = await store.standing(act.directiveId, act.unitId);
  if (before.completion_id === null) {
    await store.write(context.id, "completion", act, input.note);
  }
  const standing = await store.standing(act.directiveId, act.unitId);
  return answerTo(act, sent.finish_by, {
    by: standing.finished_by,
    name: standing.finished_said_by ?? standing.finisher_name,
    at: standing.finished_at,
  });
};

export const takeBack: Routes["takeBack"] = (input, context) =>
  amend(context, input, input.takenBackAt, undefined);

export const correct: Routes["correct"] = (input, context) =>
  amend(context, input, input.correctedAt, input.text);

/** What the unit said, whoever of it said it; a confirmation can't be unread. */
async function amend(
  context: CommandContext,
  input: Addressed & { actId: string; reason: string },
  said: Instant | undefined,
  text: string | undefined,
): Promise<Record<string, never>> {
  const { actId, reason } = input;
  const { act } = await actingFor(context, input, said);
  const store = actStore(context);
  const earlier = await store.find(act.directiveId, actId);
  if (earlier?.unit_id !== act.unitId || earlier.kind === "acknowledgement") {
    throw problems.actNotFound();
  }
  if (earlier.is_taken_back) throw problems.actTakenBack();
  const at = heldBetween(act.at, earlier.acted_at, context.now);
  await store.amend(context.id, { actId, text, reason, by: act.by, at });
  return {};
}
