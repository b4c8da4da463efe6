/** A directive is issued and withdrawn. */
import type { directivesContract } from "@lianfang/core/directives/contract.ts";
import type { Recipient } from "@lianfang/core/directives/issuing-contract.ts";
import { problems } from "@lianfang/core/directives/problems.ts";
import { canBeReached, demandTimes } from "@lianfang/core/directives/rules.ts";
import { documentNumber } from "@lianfang/core/kernel/document-number.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers, InputOf } from "../kernel/endpoint/handlers.ts";
import { directiveStore } from "./directive-store.ts";
import { recipients } from "./member-store.ts";

type Routes = Handlers<typeof directivesContract>;
type Addressed = InputOf<(typeof directivesContract)["issue"]>["recipients"];

/** Only people tell people what to do. */
export function personActing({ actor }: CommandContext): string {
  if (actor.is !== "account") throw kernelProblems.forbidden();
  return actor.accountId;
}

export const issue: Routes["issue"] = async (input, context) => {
  const { id: directiveId, now, town } = context;
  const { title, text, confirmBy, finishBy, replaces } = input;
  const issuedBy = personActing(context);
  demandTimes({ confirmBy, finishBy }, now);
  const units = chosen(input.recipients, await recipients(context));
  const store = directiveStore(context);
  if (replaces) await demandReplaceable(context, replaces);
  const year = Number(townDay(now, town.timeZone).slice(0, 4));
  const number = await store.nextNumber(year);
  await store.insert({
    ...{ directiveId, year, number, title, text, issuedBy, confirmBy, finishBy, replaces, units },
  });
  context.about({
    kind: "directive",
    ids: [directiveId, ...(replaces ? [replaces] : [])],
    details: { units: units.length },
  });
  return { directiveId, number: documentNumber(year, number), units: units.length };
};

/** @throws Problem `directives.nobodyToReach`, or `kernel.invalid` naming units the town hasn't */
function chosen(addressed: Addressed, all: readonly Recipient[]): readonly Recipient[] {
  if (addressed.to === "all") {
    const manned = all.filter(canBeReached);
    if (manned.length === 0) throw problems.nobodyToReach();
    return manned;
  }
  const known = new Set(all.map(({ unitId }) => unitId));
  const unknown = addressed.unitIds.flatMap((unitId, at) =>
    known.has(unitId)
      ? []
      : [{ path: `recipients.unitIds.${at}`, code: "kernel.field.notOffered" }],
  );
  if (unknown.length > 0) throw kernelProblems.invalid({ fields: unknown });
  return all.filter(({ unitId }) => addressed.unitIds.includes(unitId));
}

async function demandReplaceable(context: CommandContext, directiveId: string): Promise<void> {
  const earlier = await directiveStore(context).hold(directiveId);
  if (!earlier) throw problems.directiveNotFound();
  // Two who end it at once: the later by our clocks may be the first to do it.
  if (earlier.endedAt) throw problems.directiveEnded({ at: earlier.endedAt });
}

export const withdraw: Routes["withdraw"] = async ({ directiveId, reason }, context) => {
  const by = personActing(context);
  await demandReplaceable(context, directiveId);
  await directiveStore(context).withdraw(directiveId, by, reason);
  context.about({ kind: "directive", ids: [directiveId] });
  return {};
};
