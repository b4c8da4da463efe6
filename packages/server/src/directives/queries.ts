/** What is asked of directives, by the town and by its units. */
import type { directivesContract } from "@lianfang/core/directives/contract.ts";
import { problems } from "@lianfang/core/directives/problems.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { actsOf } from "./history-store.ts";
import { findDirective, listDirectives } from "./list-store.ts";
import { ownUnits, peopleWaitedFor, recipients } from "./member-store.ts";
import { unitsOf } from "./progress-store.ts";
import { listReceived } from "./received-store.ts";

type Routes = Handlers<typeof directivesContract>;

/** As much of what a unit did as its page shows. */
const actsShown = 100;

async function demanded(context: QueryContext, directiveId: string) {
  const found = await findDirective(context, directiveId);
  if (!found) throw problems.directiveNotFound();
  return found;
}

export const recipientsOffered: Routes["recipients"] = async (_input, context) => ({
  units: await recipients(context),
});

export const directives: Routes["directives"] = (input, context) => listDirectives(context, input);

export const directive: Routes["directive"] = async ({ directiveId }, context) => {
  const { row, paper, progress } = await demanded(context, directiveId);
  return { ...paper, progress, units: await unitsOf(context, row) };
};

export const acts: Routes["acts"] = async ({ unitId, ...input }, context) => {
  await demanded(context, input.directiveId);
  return actsOf(context, { ...input, unitIds: unitId ? [unitId] : undefined });
};

export const waitedFor: Routes["waitedFor"] = async ({ directiveId }, context) => {
  await demanded(context, directiveId);
  const people = await peopleWaitedFor(context, directiveId);
  const vault = people.some(({ phone }) => phone)
    ? await context.kernel.vaults.of(context.db, context.town.townId)
    : undefined;
  const byUnit = Map.groupBy(people, ({ unit_id }) => unit_id);
  return {
    units: [...byUnit].map(([unitId, those]) => ({
      unitId,
      people: those.map(({ staff_id: staffId, name, kind, phone }) => ({
        ...{ staffId, name, kind },
        phone: phone ? vault?.open("phone", phone) : undefined,
      })),
    })),
  };
};

export const received: Routes["received"] = async (input, context) => {
  const unitIds = await ownUnits(context);
  return unitIds.length === 0 ? { rows: [] } : listReceived(context, { ...input, unitIds });
};

export const receivedDirective: Routes["receivedDirective"] = async ({ directiveId }, context) => {
  const unitIds = await ownUnits(context);
  const found = await findDirective(context, directiveId);
  const units = found ? await unitsOf(context, found.row, unitIds) : [];
  if (!found || units.length === 0) throw problems.directiveNotFound();
  const done = await actsOf(context, { directiveId, unitIds, limit: actsShown });
  return { ...found.paper, units, acts: done.rows };
};
