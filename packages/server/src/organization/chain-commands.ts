/** Changes to the levels of the chain of responsibility. */
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { mostLevels, movedBefore } from "@lianfang/core/organization/chain.ts";
import type { ChainLevel, organizationContract } from "@lianfang/core/organization/contract.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { chainStore } from "./chain-store.ts";
import { assignmentStore } from "./responsibility-store.ts";

type Routes = Handlers<typeof organizationContract>;

export const addChainLevel: Routes["addChainLevel"] = async ({ label, labelEn }, context) => {
  const store = chainStore(context);
  const levels = await store.hold();
  if (levels.length >= mostLevels) throw problems.chainFull({ most: mostLevels });
  demandFree(label, levels);
  const level = await store.insert({ label, labelEn: labelEn || label });
  context.about({ kind: "chain", ids: [context.town.townId], details: { level } });
  return { level };
};

export const editChainLevel: Routes["editChainLevel"] = async (input, context) => {
  const { level, beforeLevel } = input;
  const store = chainStore(context);
  const levels = await store.hold();
  const held = levelIn(levels, level);
  const label = input.label ?? held.label;
  // An English name that isn't given follows the Chinese one.
  const labelEn = input.labelEn || (label === held.label ? held.labelEn : label);
  demandFree(
    label,
    levels.filter((one) => one !== held),
  );
  await store.rename(level, { label, labelEn });
  if (beforeLevel !== undefined) {
    const numbers = levels.map((one) => one.level);
    await store.order(movedBefore(numbers, level, beforeLevel));
  }
  context.about({ kind: "chain", ids: [context.town.townId], details: { level, label, labelEn } });
  return {};
};

export const previewLevelRemoval: Routes["previewLevelRemoval"] = async ({ level }, context) => {
  const store = chainStore(context);
  levelIn(await store.levels(), level);
  return { names: await store.names(level) };
};

export const removeChainLevel: Routes["removeChainLevel"] = async ({ level, names }, context) => {
  const store = chainStore(context);
  const levels = await store.hold();
  const { label } = levelIn(levels, level);
  if (levels.length === 1) throw problems.lastLevel();
  const ended = await assignmentStore(context).endAllAt(level);
  if (ended !== names) throw kernelProblems.changedMeanwhile();
  await store.end(level, context.now);
  context.about({
    kind: "chain",
    ids: [context.town.townId],
    details: { level, label, names: ended },
  });
  return {};
};

function levelIn(levels: readonly ChainLevel[], level: number): ChainLevel {
  const found = levels.find((one) => one.level === level);
  if (!found) throw problems.levelUnknown();
  return found;
}

function demandFree(label: string, others: readonly ChainLevel[]): void {
  if (others.some((one) => one.label === label)) throw problems.levelNameTaken({ name: label });
}
