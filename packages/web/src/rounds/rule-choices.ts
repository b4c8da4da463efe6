import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { ruleName } from "./words.ts";

/** Today's rules that are counted, to choose one of. */
export function useRuleChoices(): { value: string; label: string }[] {
  const { data } = useQuery(api.rounds.coverage.queryOptions({ input: {} }));
  const counted = data?.rules.filter(({ uncounted }) => !uncounted) ?? [];
  return counted.map((rule) => ({ value: rule.ruleId, label: ruleName(rule) }));
}
