/** What a unit's people do with a directive, at the desk or on phones that were offline. */
import type { directivesContract } from "@lianfang/core/directives/contract.ts";
import { problems } from "@lianfang/core/directives/problems.ts";
import { demandStanding, heldBetween, isPast } from "@lianfang/core/directives/rules.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { type Act, directiveStore } from "./directive-store.ts";
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
  const isOwn = (await ownUnits(context)).includes(unitId);
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
  const { acknowledged_at } = await directiveStore(context).standing(act.directiveId, act.unitId);
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
  const store = directiveStore(context);
  await store.acknowledge(context.id, act);
  const standing = await store.standing(act.directiveId, act.unitId);
  return answerTo(act, sent.confirm_by, {
    by: standing.acknowledged_by,
    name: standing.acknowledger_name,
    at: standing.acknowledged_at,
  });
};

export const feedBack: Routes["feedBack"] = async (input, context) => {
  const { act } = await actingFor(context, input, input.writtenAt);
  await demandAcknowledged(context, act);
  await directiveStore(context).feedBack(context.id, act, input.text);
  return { feedbackId: context.id };
};

export const finish: Routes["finish"] = async (input, context) => {
  const { sent, act } = await actingFor(context, input, input.finishedAt);
  await demandAcknowledged(context, act);
  const store = directiveStore(context);
  await store.finish(act, input.note);
  const standing = await store.standing(act.directiveId, act.unitId);
  return answerTo(act, sent.finish_by, {
    by: standing.finished_by,
    name: standing.finisher_name,
    at: standing.finished_at,
  });
};
