import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { ruleName } from "./words.ts";

interface Asked {
  /** Today when absent. */
  day?: string | undefined;
  /** With those of no number, by which nothing is due. */
  withFree?: boolean;
}

/** A day's rules of rounds, to choose one of. */
export function useRuleChoices({ day, withFree = false }: Asked = {}) {
  const { data } = useQuery(api.rounds.coverage.queryOptions({ input: { day } }));
  const listed = (data?.rules ?? []).filter(
    ({ uncounted }) => !uncounted || (withFree && uncounted === "no-number"),
  );
  return listed.map((rule) => ({ value: rule.ruleId, label: ruleName(rule) }));
}
