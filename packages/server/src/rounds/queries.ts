import { covers } from "@lianfang/core/kernel/access.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import {
  problems,
  type RoundCoverage,
  type roundsContract,
} from "@lianfang/core/rounds/contract.ts";
import { isVisited, type RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import { type DutyOfDay, roundsIn } from "@lianfang/core/rounds/rules.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { areaStore } from "../organization/area-store.ts";
import { areasSought } from "../registry/store.ts";
import { roundBatchStore } from "./batch-store.ts";
import { dutiesOfDay } from "./closing.ts";
import { countOwed, listOwed } from "./owed-list-store.ts";
import { asListed, isDue, type OwedTally, tallyOwed } from "./owed-store.ts";
import { recordStore } from "./record-store.ts";

type Routes = Handlers<typeof roundsContract>;
type Target = { targetKind: RoundTargetKind; targetId: string };

export const coverage: Routes["coverage"] = async (input, context) => {
  const { db, town, now } = context;
  const { day, duties, isClosed } = await dutiesOfDay(context, input.day);
  const rules = roundsIn(duties).filter(isDue);
  const areaIds = await areasSought(context, input.areaId);
  const question = { town, rules, day, isClosed, at: now, areaIds };
  const [tallies, areas] = await Promise.all([tallyOwed(db, question), areaStore(context).all()]);
  const names = new Map(areas.map((area) => [area.areaId, area]));
  const shown = duties.map((duty) => {
    const position = rules.findIndex(({ rule }) => rule === duty.rule);
    const own = tallies.filter((tally) => tally.position === position);
    return coverageOf(duty, own, names);
  });
  return { day, isOver: day < townDay(now, town.timeZone), rules: shown };
};

type Names = ReadonlyMap<string, { name: string; nameEn: string }>;

function coverageOf(duty: DutyOfDay, tallies: readonly OwedTally[], names: Names): RoundCoverage {
  const { id: ruleId, targetText, by, windows, coverage: goal, ...rule } = duty.rule;
  const areas = tallies.map((tally) => {
    const { name = "", nameEn = "" } = names.get(tally.villageId) ?? {};
    return { areaId: tally.villageId, areaName: name, areaNameEn: nameEn, ...countsOf([tally]) };
  });
  const share = ({ done, due }: { done: number; due: number }) => done / due;
  return {
    ...{ ruleId, duty: rule.duty, target: rule.target, targetText, by, windows, goal },
    ...ownOf(duty),
    ...countsOf(tallies),
    findings: tallies.reduce((sum, { findings }) => sum + findings, 0),
    areas: areas.sort((a, b) => share(a) - share(b) || b.due - a.due),
  };
}

function ownOf(
  duty: DutyOfDay,
): Pick<RoundCoverage, "times" | "onceSince" | "uncounted" | "premisesKinds"> {
  if (!("register" in duty)) return { uncounted: duty.uncounted };
  const { register, times, onceSince } = duty;
  const kinds = register.kind === "premises" ? register.which : undefined;
  return {
    times,
    onceSince,
    ...(times === undefined && { uncounted: "no-number" }),
    ...(kinds && { premisesKinds: kinds === "closed" ? [] : [...kinds] }),
  };
}

function countsOf(tallies: readonly OwedTally[]) {
  const sum = (of: (tally: OwedTally) => number) => tallies.reduce((all, one) => all + of(one), 0);
  const [targets, due, done] = [
    sum((one) => one.targets),
    sum((one) => one.due),
    sum((one) => one.done),
  ];
  const missed = sum((one) => (one.isOver ? one.due - one.done : 0));
  return { targets, due, done, missed, open: due - done - missed };
}

export const owed: Routes["owed"] = async (input, context) => {
  const { db, town, now } = context;
  const { day, duties, isClosed } = await dutiesOfDay(context, input.day);
  const all = roundsIn(duties);
  const rules =
    input.ruleId === undefined
      ? all.filter(isDue)
      : all.filter(({ rule }) => rule.id === input.ruleId).map(asListed);
  const areaIds = await areasSought(context, input.areaId);
  const question = { town, rules, day, isClosed, at: now, areaIds };
  const [page, counts] = await Promise.all([
    listOwed(db, question, input),
    input.after ? undefined : countOwed(db, question, input),
  ]);
  context.readPeople(peopleIn(page.rows));
  return { ...page, ...counts, day };
};

export const records: Routes["records"] = async (input, context) => {
  const store = recordStore(context);
  const page = await store.list(input);
  context.readPeople(peopleIn(page.rows));
  return input.after ? page : { ...page, total: await store.count(input) };
};

export const recordsOf: Routes["recordsOf"] = async (input, context) => {
  const { targetKind, targetId } = input;
  const areas = await roundBatchStore(context).areasOf([{ targetKind, targetId }]);
  const [areaId] = areas.values();
  if (!areaId || !covers(context.reach, areaId)) throw problems.targetNotFound();
  const page = await recordStore(context).ofTarget(targetKind, targetId, input);
  context.readPeople(peopleIn(page.rows));
  return page;
};

export const record: Routes["record"] = async ({ recordId }, context) => {
  const store = recordStore(context);
  const found = await store.find(recordId);
  if (!found) throw problems.recordNotFound();
  context.readPeople(peopleIn([found]));
  return { ...found, earlier: await store.before(recordId) };
};

/** Households and people an answer tells of. */
export function peopleIn(rows: readonly Target[]): string[] {
  return rows.flatMap(({ targetKind, targetId }) => (isVisited(targetKind) ? [targetId] : []));
}
