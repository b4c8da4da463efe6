/** What the address asks of the list of records. */
import { keyIn } from "../kernel/kit/choices.ts";
import type { Filters } from "../kernel/kit/filters.ts";
import { dutyLabels } from "../policy/words.ts";
import { recordOutcomes } from "./words.ts";

export function recordsAsked({ rule, since, until, duty, area, outcome, look }: Filters) {
  return {
    limit: 50,
    fromDay: since,
    toDay: until,
    duty: keyIn(dutyLabels, duty),
    ruleId: rule,
    areaId: area,
    outcome: keyIn(recordOutcomes, outcome),
    hasFinding: look === "finding" ? true : undefined,
  };
}
