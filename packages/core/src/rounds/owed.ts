/** The rounds owed today, from what a phone holds and what it has recorded itself. Pure. */
import { dueOf } from "../duties/rules.ts";
import { type Instant, townDay } from "../kernel/time.ts";
import type { PulledRule, PulledRules, PulledTarget } from "./pulled.ts";
import type { RoundOutcome } from "./record.ts";
import { type RoundWindow, standingOf, windowOf } from "./rules.ts";

/** A round recorded on this phone, as its outbox has it. */
export interface RecordedRound {
  recordId: string;
  ruleId: string;
  targetId: string;
  outcome: RoundOutcome;
  doneAt: Instant;
  hasFinding: boolean;
  /** Refused ones settle nothing. */
  sending: "waiting" | "sent" | "refused";
}

export interface OwedHere {
  rule: PulledRule;
  target: PulledTarget;
  window: RoundWindow;
  times: number;
  done: number;
  state: "open" | "done" | "missed";
  lastAt: Instant | undefined;
  notMetAt: Instant | undefined;
  hasFinding: boolean;
  sending: "waiting" | "refused" | undefined;
}

/**
 * @param days as they are held; the town's day must be among them for anything to be owed
 * @param now the town's
 */
export function owedRounds(
  targets: readonly PulledTarget[],
  days: readonly PulledRules[],
  recorded: readonly RecordedRound[],
  now: Instant,
  timeZone: string,
): OwedHere[] {
  const today = townDay(now, timeZone);
  const rules = new Map(
    days.find(({ day }) => day === today)?.rules.map((rule) => [rule.ruleId, rule]),
  );
  const windows = new Map(
    [...rules].map(([ruleId, rule]) => [ruleId, windowOf(rule, today, timeZone)]),
  );
  const own = Map.groupBy(recorded, ({ ruleId, targetId }) => `${ruleId} ${targetId}`);
  return targets.flatMap((target) =>
    target.owed.flatMap((owed) => {
      const rule = rules.get(owed.ruleId);
      const window = windows.get(owed.ruleId);
      if (!rule || !window) return [];
      const here = own.get(`${owed.ruleId} ${target.targetId}`) ?? [];
      return standing({ rule, target, window }, owed, here, now);
    }),
  );
}

/**
 * What may be recorded of a target, owed or not: the rules of its kind, those on whose list it stands first.
 * @param rules the day's
 */
export function recordable(target: PulledTarget, rules: readonly PulledRule[]): PulledRule[] {
  const isListed = ({ ruleId }: PulledRule) =>
    target.owed.some((owed) => owed.ruleId === ruleId) ? 0 : 1;
  return rules
    .filter(({ targetKind }) => targetKind === target.targetKind)
    .sort((a, b) => isListed(a) - isListed(b));
}

const mostFound = 30;
/** 第2村 before 第10村. */
const byName = new Intl.Collator("zh-CN", { numeric: true });

/** Targets whose name, place or village holds each of the words typed; not more than are looked through. */
export function findTargets(targets: readonly PulledTarget[], typed: string): PulledTarget[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const isMeant = ({ name, place, areaName }: PulledTarget) => {
    const text = `${name} ${place} ${areaName}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return targets
    .filter(isMeant)
    .sort((a, b) => byName.compare(a.name, b.name))
    .slice(0, mostFound);
}

function standing(
  about: Pick<OwedHere, "rule" | "target" | "window">,
  { from, until, doneAt, notMetAt }: PulledTarget["owed"][number],
  own: readonly RecordedRound[],
  now: Instant,
): OwedHere[] {
  const { rule, window } = about;
  const today = own.filter((record) => record.doneAt >= window.from && record.doneAt < window.to);
  const kept = today.filter(({ sending }) => sending !== "refused");
  const doneHere = kept.filter(({ outcome }) => outcome === "done").map((each) => each.doneAt);
  const all = [...new Set([...doneAt, ...doneHere])].sort();
  const records = all.map((happenedAt) => ({ happenedAt }));
  const span = { from, until: until ?? window.to };
  const counts = standingOf(rule.times, window, span, records, now);
  if (dueOf(counts) === 0) return [];
  const triedHere = kept.filter(({ outcome }) => outcome === "not-met").map((each) => each.doneAt);
  const isRefused = today.some(({ sending }) => sending === "refused");
  const isWaiting = today.some(({ sending }) => sending === "waiting");
  return [
    {
      ...about,
      times: dueOf(counts),
      done: counts.done,
      state: counts.open > 0 ? "open" : counts.missed > 0 ? "missed" : "done",
      lastAt: all.at(-1),
      notMetAt: [notMetAt, ...triedHere]
        .filter((at) => at !== undefined)
        .sort()
        .at(-1),
      hasFinding: today.some(({ hasFinding }) => hasFinding),
      sending: isRefused ? "refused" : isWaiting ? "waiting" : undefined,
    },
  ];
}
