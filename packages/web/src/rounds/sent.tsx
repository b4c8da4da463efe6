/** Rounds as phones sent them, for whoever decides about them. */
import { contract } from "@lianfang/core/contract.ts";
import type { RoundRecord } from "@lianfang/core/rounds/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { type Fact, Facts } from "../kernel/kit/facts.tsx";
import { inputOf } from "../kernel/kit/form-state.ts";
import { Moment } from "../kernel/kit/moment.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { listed, textOf } from "../kernel/locale.ts";
import type { SentRecord, StandingProps } from "../kernel/modules.ts";
import { TargetName } from "./target-name.tsx";
import { outcomes } from "./words.ts";

type Said = Pick<RoundRecord, "outcome" | "doneAt" | "checks" | "answers" | "finding" | "note">;

/** What a record says, for pages that show one. */
export function saidFacts({ outcome, doneAt, checks, answers, finding, note }: Said): Fact[] {
  const met = checks.filter(({ isMet }) => isMet).map(({ item }) => textOf(item));
  const unmet = checks.filter(({ isMet }) => !isMet).map(({ item }) => textOf(item));
  return [
    [m["rounds.doneAt"](), <Moment key="at" at={doneAt} />],
    [m["rounds.outcome"](), outcomes[outcome]()],
    [m["rounds.checks.met"](), met.length > 0 ? listed(met) : undefined],
    [m["rounds.checks.unmet"](), unmet.length > 0 ? listed(unmet) : undefined],
    ...answers.map(
      ({ question, isYes }): Fact => [
        textOf(question),
        isYes ? m["rounds.yes"]() : m["rounds.no"](),
      ],
    ),
    [m["rounds.finding"](), finding],
    [m["rounds.note"](), note],
  ];
}

function StandingRound({ recordId }: StandingProps) {
  const { data, error, refetch } = useQuery(
    api.rounds.record.queryOptions({ input: { recordId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  return data ? <Facts columns={1} facts={saidFacts(data)} /> : null;
}

const schemas = {
  visit: inputOf(contract.rounds.recordVisit),
  patrol: inputOf(contract.rounds.recordPatrol),
};

function sent(kind: keyof typeof schemas, label: () => string): SentRecord {
  return {
    label,
    facts: (input) => {
      const { data } = schemas[kind].safeParse(input);
      if (!data) return undefined;
      const { targetKind, targetId } = data;
      const target = { targetKind, targetId, name: m["rounds.target.open"]() };
      return [[m["rounds.target"](), <TargetName key="target" of={target} />], ...saidFacts(data)];
    },
    Standing: StandingRound,
  };
}

export const roundsSent: Readonly<Record<string, SentRecord>> = {
  "rounds.recordVisit": sent("visit", () => m["rounds.field.visit"]()),
  "rounds.recordPatrol": sent("patrol", () => m["rounds.field.patrol"]()),
};
