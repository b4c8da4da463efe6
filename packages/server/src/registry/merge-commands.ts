import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { Sex } from "@lianfang/core/registry/people.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import { readPersonal } from "@lianfang/core/registry/rules.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { assignmentStore, type TargetLink } from "../organization/responsibility-store.ts";
import { differentPeople } from "./different-store.ts";
import { textOf } from "./history-fields.ts";
import { fieldGroups, mergedRow } from "./merge-fields.ts";
import { holdWhole, mergeRecords, type WholeResident } from "./merge-store.ts";
import type { RecordRow } from "./record-store.ts";
import { vaultOf } from "./sealed.ts";

type Routes = Handlers<typeof registryContract>;

export const mergeResidents: Routes["mergeResidents"] = async (input, context) => {
  const { residentId, revision, otherId, otherRevision, fields } = input;
  const { one, other } = await demandTwo(context, residentId, otherId);
  if (one.revision !== revision || other.revision !== otherRevision) {
    throw kernelProblems.changedMeanwhile();
  }
  demandGroups(one.row, fields);
  const row = mergedRow(one.row, other.row, fields);
  demandAgreeing(row, await vaultOf(context), townDay(context.now, context.town.timeZone));
  await mergeRecords(context, { residentId, row }, otherId);
  const { areaId } = fields.household === "other" ? other : one;
  await assignmentStore(context).bringOver(person(otherId), { ...person(residentId), areaId });
  context.about({
    kind: "resident",
    ids: [residentId, otherId],
    areaId,
    details: { fields },
  });
  return { revision: revision + 1 };
};

const person = (targetId: string): TargetLink => ({ targetKind: "person", targetId });

async function demandTwo(
  context: CommandContext,
  oneId: string,
  otherId: string,
): Promise<{ one: WholeResident; other: WholeResident }> {
  if (oneId === otherId) throw problems.sameRecord();
  const held = await holdWhole(context, [oneId, otherId]);
  const one = held.find(({ residentId }) => residentId === oneId);
  const other = held.find(({ residentId }) => residentId === otherId);
  if (!one || !other) throw problems.residentNotFound();
  for (const { row, isRemoved } of [one, other]) {
    const { merged_into: residentId } = row;
    if (typeof residentId === "string") throw problems.residentMerged({ residentId });
    if (isRemoved) throw problems.residentNotFound();
  }
  return { one, other };
}

/** @throws Problem `kernel.invalid` naming groups there are none of, and joins of what is no list */
function demandGroups(row: RecordRow, fields: Record<string, string>): void {
  const groups = fieldGroups(row);
  const wrong = Object.entries(fields).filter(([name, source]) => {
    const group = groups.find((one) => one.name === name);
    return !group || (source === "both" && !group.isList);
  });
  if (wrong.length === 0) return;
  throw kernelProblems.invalid({
    fields: wrong.map(([name]) => ({ path: `fields.${name}`, code: "kernel.field.notOffered" })),
  });
}

/** The identity number tells the birthday and the sex, whichever record each came from. */
function demandAgreeing(row: RecordRow, vault: Vault, today: Day): void {
  const identityNumber = textOf(row, "identity", vault);
  const birthday = textOf(row, "birthday", vault);
  readPersonal({ identityNumber, sex: Sex.parse(row.sex), birthday }, today);
}

export const sayDifferent: Routes["sayDifferent"] = async ({ oneId, otherId }, context) => {
  await demandTwo(context, oneId, otherId);
  await differentPeople(context).add(oneId, otherId);
  context.about({ kind: "resident", ids: [oneId, otherId] });
  return {};
};

export const sayPossible: Routes["sayPossible"] = async ({ oneId, otherId }, context) => {
  await demandTwo(context, oneId, otherId);
  await differentPeople(context).remove(oneId, otherId);
  context.about({ kind: "resident", ids: [oneId, otherId] });
  return {};
};
