/** Rounds from paper: what a village without phones hands in, entered at the desk for who made them. */
import { covers } from "@lianfang/core/kernel/access.ts";
import { type Day, instantAt, isInFuture } from "@lianfang/core/kernel/time.ts";
import { problems, type roundsContract } from "@lianfang/core/rounds/contract.ts";
import type { PaperLine } from "@lianfang/core/rounds/paper-contract.ts";
import { registerOf } from "@lianfang/core/rounds/registers.ts";
import { roundsOn, ruleNamed, windowOf } from "@lianfang/core/rounds/rules.ts";
import { m } from "@lianfang/messages/messages.js";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { derivedId } from "../organization/derived-id.ts";
import { policyStore } from "../policy/store.ts";
import { keyOf, roundBatchStore } from "./batch-store.ts";
import { type Entered, paperStore } from "./paper-store.ts";

type Routes = Handlers<typeof roundsContract>;

export const enterPaper: Routes["enterPaper"] = async (input, context) => {
  const { day, ruleId, staffId, lines } = input;
  const { id, now, actor, town } = context;
  const sheet = await sheetNamed(context, day, ruleId);
  const store = paperStore(context);
  // Two clerks with copies of one sheet go one after the other, so that the second is told.
  await store.hold(`${ruleId} ${day}`);
  if (!(await store.hasStaff(staffId))) throw problems.makerNotFound();
  const { duty, target } = sheet.rule;
  const { targetKind } = sheet;
  const areas = await areasOf(context, sheet, lines);
  const rows = lines.map(({ targetId, time, outcome, finding, note }) => ({
    recordId: derivedId(id, targetId, time),
    ...{ ruleId, duty, target, targetKind, targetId, outcome, finding, note },
    areaId: areas.get(keyOf({ targetKind, targetId })) ?? "",
    ...{ checks: [], answers: [], receivedAt: now, doneBy: staffId },
    doneAt: instantAt(day, time, town.timeZone),
    recordedBy: actor.is === "account" ? actor.accountId : undefined,
  }));
  if (rows.some(({ doneAt }) => isInFuture(doneAt, now))) throw problems.inFuture();
  await demandOnce(context, sheet, lines);
  await roundBatchStore(context).insert(rows);
  const recordIds = rows.map(({ recordId }) => recordId);
  const [areaId, ...others] = new Set(areas.values());
  context.about({
    kind: "round",
    ids: [...recordIds, staffId],
    areaId: others.length === 0 ? areaId : undefined,
    details: { day, ruleId, lines: lines.length },
  });
  return { recordIds };
};

/** The rule of a sheet, with how often it is owed and since when records count for it. */
async function sheetNamed({ db, town }: CommandContext, day: Day, ruleId: string) {
  const versions = await policyStore({ db, town }).versions();
  const rule = ruleNamed(ruleId, undefined, day, versions);
  const register = registerOf(rule);
  if (typeof register === "string") throw problems.targetOfAnotherKind();
  const ofDay = roundsOn(day, versions, town.timeZone).find((each) => each.rule.id === ruleId);
  const window = windowOf(ofDay ?? {}, day, town.timeZone);
  return { rule, targetKind: register.kind, window, times: ofDay?.times };
}
type Sheet = Awaited<ReturnType<typeof sheetNamed>>;

/** Where each of the targets lies. @throws Problem `rounds.targetNotFound` for one outside the reach */
async function areasOf(
  context: CommandContext,
  { targetKind }: Sheet,
  lines: readonly PaperLine[],
): Promise<Map<string, string>> {
  const targets = lines.map(({ targetId }) => ({ targetKind, targetId }));
  const areas = await roundBatchStore(context).areasOf(targets);
  const isThere = (areaId: string | undefined) => areaId && covers(context.reach, areaId);
  if (!targets.every((target) => isThere(areas.get(keyOf(target)))))
    throw problems.targetNotFound();
  return areas;
}

/**
 * What stands on a sheet twice, or is recorded already, is said and not doubled.
 * @throws Problem `rounds.targetTwice`, `rounds.doneAlready`
 */
async function demandOnce(
  context: CommandContext,
  { rule, targetKind, window, times = Number.POSITIVE_INFINITY }: Sheet,
  lines: readonly PaperLine[],
): Promise<void> {
  const ids = [...new Set(lines.map(({ targetId }) => targetId))];
  const store = paperStore(context);
  const entered = await store.entered({ targetKind, ruleId: rule.id, window, ids });
  const { timeZone } = context.town;
  const [twice, enough] = [new Set<string>(), new Set<string>()];
  const counted = new Map(ids.map((id) => [id, entered.get(id) ?? nothing]));
  for (const { targetId, outcome, time, isAgain } of lines) {
    const { done, at } = counted.get(targetId) ?? nothing;
    const minute = instantAt(window.day, time, timeZone);
    if (at.includes(minute)) twice.add(targetId);
    if (outcome === "done" && done >= times && !isAgain) enough.add(targetId);
    counted.set(targetId, { done: done + (outcome === "done" ? 1 : 0), at: [...at, minute] });
  }
  const named = async (those: ReadonlySet<string>) => {
    const names = await store.namesOf(targetKind, [...those]);
    return { targetIds: [...those], names: names.join(m["lists.comma"]({}, context)) };
  };
  if (twice.size > 0) throw problems.targetTwice(await named(twice));
  if (enough.size > 0) throw problems.doneAlready(await named(enough));
}

const nothing: Entered = { done: 0, at: [] };
