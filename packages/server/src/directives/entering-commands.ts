/** What units say on the telephone, entered for them by the office; and its taking back. */
import type { directivesContract } from "@lianfang/core/directives/contract.ts";
import { problems } from "@lianfang/core/directives/problems.ts";
import { demandStanding, isPast, saidAt, wouldStand } from "@lianfang/core/directives/rules.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { v7 as uuidv7 } from "uuid";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers, InputOf } from "../kernel/endpoint/handlers.ts";
import { type Act, actStore } from "./act-store.ts";
import { directiveStore } from "./directive-store.ts";
import { personActing } from "./issuing-commands.ts";

type Routes = Handlers<typeof directivesContract>;
type Entry = InputOf<(typeof directivesContract)["enter"]>;

/** @throws Problem `directives.directiveNotFound`, `directives.directiveEnded` */
async function standingFor(context: CommandContext, directiveId: string, unitId: string) {
  const sent = await directiveStore(context).holdUnit(directiveId, unitId);
  if (!sent) throw problems.directiveNotFound();
  demandStanding(sent.endedAt, context.now);
  return sent;
}

export const enter: Routes["enter"] = async (input, context) => {
  const { directiveId, unitId, kind, text } = input;
  const by = personActing(context);
  const sent = await standingFor(context, directiveId, unitId);
  const at = saidAt(input.saidAt, sent.issued_at, context.now);
  await demandWhole(context, input);
  const said = { by: input.saidBy, staffId: input.staffId, way: input.way };
  const act: Act = { directiveId, unitId, by, at, said };
  const store = actStore(context);
  const before = await store.standing(directiveId, unitId);
  if (kind === "acknowledgement") {
    if (!wouldStand(before.acknowledged_at, at, sent.confirm_by)) throw problems.alreadyConfirmed();
  } else if (before.acknowledgement_id === null) {
    // Whoever says how it goes has the directive.
    await store.write(uuidv7(), "acknowledgement", act);
  }
  if (kind === "completion" && before.completion_id) throw problems.alreadyFinished();
  await store.write(context.id, kind, act, kind === "acknowledgement" ? undefined : text);
  context.about({
    kind: "directive",
    ids: [directiveId, unitId],
    details: { act: kind, way: input.way },
  });
  const until = kind === "completion" ? sent.finish_by : sent.confirm_by;
  return { actId: context.id, isLate: until !== null && isPast(until, at) };
};

/** @throws Problem `kernel.invalid`: feedback without words, or somebody who isn't of the unit */
async function demandWhole(context: CommandContext, entry: Entry): Promise<void> {
  const { kind, text = "", staffId, unitId } = entry;
  const isStranger = staffId && !(await actStore(context).isOfUnit(staffId, unitId));
  const fields = [
    ...(kind === "feedback" && text === ""
      ? [{ path: "text", code: "kernel.field.required" }]
      : []),
    ...(isStranger ? [{ path: "staffId", code: "kernel.field.notOffered" }] : []),
  ];
  if (fields.length > 0) throw kernelProblems.invalid({ fields });
}

export const withdrawEntry: Routes["withdrawEntry"] = async (input, context) => {
  const { directiveId, actId, reason } = input;
  const by = personActing(context);
  const store = actStore(context);
  const entered = await store.find(directiveId, actId);
  if (!entered?.way) throw problems.actNotFound();
  await standingFor(context, directiveId, entered.unit_id);
  // Asked again now that nobody else does anything for the unit.
  if ((await store.find(directiveId, actId))?.is_taken_back) throw problems.actTakenBack();
  await store.amend(context.id, { actId, text: undefined, reason, by, at: context.now });
  const { acknowledgement_id, completion_id, feedback } = await store.standing(
    directiveId,
    entered.unit_id,
  );
  const isBuiltOn = completion_id !== null || feedback !== null;
  if (acknowledgement_id === null && isBuiltOn) throw problems.stillBuiltOn();
  context.about({ kind: "directive", ids: [directiveId, entered.unit_id] });
  return {};
};
