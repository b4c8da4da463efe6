/** Taking changes of the register back: one, or all a write made; as long as nothing was built on them. */
import { covers } from "@lianfang/core/kernel/access.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import {
  type BuiltOn,
  SubjectKind as kinds,
  type SubjectKind,
} from "@lianfang/core/registry/history.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { tiesOf } from "../kernel/ties.ts";
import { assignmentStore } from "../organization/responsibility-store.ts";
import { builtOnNames } from "./built-on.ts";
import {
  homeless,
  isCreation,
  lastChanges,
  leaning,
  people,
  putBack,
  type Standing,
  type Step,
  standingNow,
  stepOf,
  stepsOfWrite,
  takenMeanwhile,
} from "./undo-store.ts";

type Routes = Handlers<typeof registryContract>;

/** Households come back before the people in them. */
const inOrder: readonly SubjectKind[] = kinds.options;
/** Of what stands in the way, so many are told by name. */
const mostNamed = 20;

/** Told now and then how many of the records have been put back. */
export type OnRecords = (done: number, total: number) => void;

export const undoChange: Routes["undoChange"] = async (input, context) => {
  const { kind, subjectId, revision } = input;
  const step = await stepOf(context, { kind, subjectId, revision });
  if (!step) throw problems.recordNotFound();
  const steps = isOfSeveral(step) ? await stepsOfWrite(context, step.writeId) : [step];
  const stood = (await takeBack(context, steps)).find((one) => one.subjectId === subjectId);
  if (!stood) throw problems.recordNotFound();
  if (isOfSeveral(step)) await takeNamesBack(context, steps);
  const others = steps.map((one) => one.subjectId).filter((id) => id !== subjectId);
  context.about({
    kind,
    ids: [subjectId, ...others],
    areaId: stood.areaId,
    details: { revision },
  });
  return { revision: stood.revision + 1 };
};

/** What made two records one is taken back in both. */
function isOfSeveral({ what }: Step): boolean {
  return what === "merged" || what === "unmerged";
}

/** Names that came over with a merge go with it. */
async function takeNamesBack(context: CommandContext, steps: readonly Step[]): Promise<void> {
  const [{ writeId } = { writeId: "" }] = steps;
  const ids = steps.map(({ subjectId }) => subjectId);
  await assignmentStore(context).takeBack(writeId, people(ids));
}

/**
 * Puts back every record a write touched, as it was before the write.
 * @returns how many records were put back
 * @throws Problem `registry.builtOn` when anything was built on any of them; nothing is put back then
 */
export async function undoWrite(
  context: CommandContext,
  writeId: string,
  onRecords?: OnRecords,
): Promise<number> {
  const steps = await stepsOfWrite(context, writeId);
  await takeBack(context, steps, onRecords);
  return steps.length;
}

/** @returns where the records stood before */
async function takeBack(
  context: CommandContext,
  steps: readonly Step[],
  onRecords: OnRecords = () => {},
): Promise<Standing[]> {
  const stood: Standing[] = [];
  const touched: BuiltOn[] = [];
  const ofKind = (kind: SubjectKind) => steps.filter((step) => step.kind === kind);
  for (const kind of inOrder) {
    const some = ofKind(kind);
    if (some.length === 0) continue;
    const standing = await standingNow(
      context,
      kind,
      some.map(({ subjectId }) => subjectId),
    );
    demandReached(context, some, standing);
    const changed = changedSince(some, standing);
    if (changed.length > 0) touched.push(...(await lastChanges(context, kind, changed, "changed")));
    touched.push(...(await tiedSince(context, kind, some)));
    touched.push(...(await takenMeanwhile(context, kind, some)));
    stood.push(...standing);
  }
  refuseIf(context, touched);
  let done = 0;
  for (const kind of inOrder) {
    await putBack(context, kind, ofKind(kind), (records) => {
      done += records;
      onRecords(done, steps.length);
    });
  }
  const idsOf = (kind: SubjectKind) => ofKind(kind).map(({ subjectId }) => subjectId);
  const ids = { household: idsOf("household"), resident: idsOf("resident") };
  refuseIf(context, [...(await homeless(context, ids)), ...(await leaning(context, ids))]);
  await demandWithin(context, steps);
  return stood;
}

/** Of what would be off the register: who has come, is under an order, has a pass, or the like. */
async function tiedSince(
  context: CommandContext,
  kind: SubjectKind,
  steps: readonly Step[],
): Promise<BuiltOn[]> {
  const made = steps.filter(isCreation).map(({ subjectId }) => subjectId);
  const ties = await tiesOf(context, kind, made);
  if (ties.size === 0) return [];
  const tied = await lastChanges(context, kind, [...ties.keys()], "tied");
  return tied.map((record) => ({ ...record, ties: ties.get(record.subjectId) }));
}

/** A record out of reach is as one that is not there. */
function demandReached(
  { reach }: CommandContext,
  steps: readonly Step[],
  standing: readonly Standing[],
): void {
  const reached = standing.filter(({ areaId }) => covers(reach, areaId));
  if (reached.length < steps.length) throw problems.recordNotFound();
}

/** Those that nothing came after, or after which all that came was taken back, are left out. */
function changedSince(steps: readonly Step[], standing: readonly Standing[]): string[] {
  const left = new Map(steps.map((step) => [step.subjectId, step.leaves]));
  return standing
    .filter(({ subjectId, asOf }) => asOf !== left.get(subjectId))
    .map(({ subjectId }) => subjectId);
}

/** Nobody moves a record to where they may not put one. */
async function demandWithin(context: CommandContext, steps: readonly Step[]): Promise<void> {
  if (context.reach.all) return;
  for (const kind of inOrder) {
    const ids = steps.filter((step) => step.kind === kind).map(({ subjectId }) => subjectId);
    const standing = ids.length === 0 ? [] : await standingNow(context, kind, ids);
    if (standing.some(({ areaId }) => !covers(context.reach, areaId)))
      throw problems.areaNotFound();
  }
}

function refuseIf(context: CommandContext, touched: readonly BuiltOn[]): void {
  if (touched.length === 0) return;
  const subjects = touched.slice(0, mostNamed);
  const names = builtOnNames(subjects, context);
  throw problems.builtOn({ subjects, total: touched.length, names });
}
