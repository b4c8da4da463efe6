/** What the phone holds of rounds, and the rounds in its outbox. */
import { type OwedHere, owedRounds, type RecordedRound } from "@lianfang/core/rounds/owed.ts";
import { PulledRules, PulledTarget } from "@lianfang/core/rounds/pulled.ts";
import { RoundOutcome } from "@lianfang/core/rounds/record.ts";
import { useMemo } from "react";
import { z } from "zod";
import { useMinute, useToday } from "../kernel/field/clock.ts";
import { type OutboxEntry, useHeld, useMe, useOutbox } from "../kernel/field/phone.ts";
import { sendings } from "../kernel/field/sending.ts";

export const recordVisit = "rounds.recordVisit";
export const recordPatrol = "rounds.recordPatrol";

const readTarget = (content: unknown) => PulledTarget.safeParse(content).data;
const readRules = (content: unknown) => PulledRules.safeParse(content).data;

export function useTargets(): readonly PulledTarget[] {
  const doors = useHeld("rounds.doors", readTarget);
  const places = useHeld("rounds.places", readTarget);
  return useMemo(() => [...doors, ...places], [doors, places]);
}

const useRules = () => useHeld("rounds.rules", readRules);

/** Today's, as far as the phone holds them. */
export function useTodaysRules() {
  const today = useToday();
  return useRules().find(({ day }) => day === today)?.rules ?? [];
}

export const useRule = (ruleId: string) => useTodaysRules().find((rule) => rule.ruleId === ruleId);

const Recorded = z.object({
  ruleId: z.string(),
  targetId: z.string(),
  outcome: RoundOutcome,
  doneAt: z.string(),
  finding: z.string().optional(),
});

/** Rounds recorded on this phone, as far as its outbox still has them. */
function recordedIn(outbox: readonly OutboxEntry[]): RecordedRound[] {
  return outbox.flatMap(({ id, procedure, input, state }) => {
    if (procedure !== recordVisit && procedure !== recordPatrol) return [];
    const { data } = Recorded.safeParse(input);
    if (!data) return [];
    const { finding, ...record } = data;
    const hasFinding = finding !== undefined;
    return [{ ...record, recordId: id, hasFinding, sending: sendings[state] }];
  });
}

export function useOwedRounds(): readonly OwedHere[] {
  const targets = useTargets();
  const rules = useRules();
  const outbox = useOutbox();
  const now = useMinute();
  const { timeZone } = useMe().town;
  return useMemo(
    () => owedRounds(targets, rules, recordedIn(outbox), now, timeZone),
    [targets, rules, outbox, now, timeZone],
  );
}
