/** Taking records out, with what it is for and who gets it. */
import type { RoundRecord } from "@lianfang/core/rounds/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { useAreaNames } from "../kernel/kit/areas.ts";
import { undescribed } from "../kernel/kit/list-book.ts";
import { type ExportOf, ListExport } from "../kernel/kit/list-export.tsx";
import { dutyLabels } from "../policy/words.ts";
import { recordsAsked } from "./records-asked.ts";
import { useRuleChoices } from "./rule-choices.ts";
import { outcomes } from "./words.ts";

export function ExportRecords({ shown }: Pick<ExportOf<RoundRecord>, "shown">) {
  const exporting = useCommand(api.rounds.exportRecords);
  const { limit: _, ...asked } = recordsAsked(shown.asked);
  return (
    <ListExport
      title={m["rounds.records"]()}
      book={undescribed}
      filters={useFiltersText(asked)}
      shown={shown}
      rowKey={(row) => row.recordId}
      command={exporting}
      send={(said) => exporting.send({ ...asked, ...said })}
    />
  );
}

/** The filters that are set, as a sentence. */
function useFiltersText({
  fromDay,
  toDay,
  duty,
  ruleId,
  areaId,
  outcome,
  hasFinding,
}: Omit<ReturnType<typeof recordsAsked>, "limit">) {
  const areas = useAreaNames();
  const rules = useRuleChoices();
  const said = [
    fromDay && m["rounds.export.from"]({ day: fromDay }),
    toDay && m["rounds.export.to"]({ day: toDay }),
    duty && dutyLabels[duty](),
    ruleId && rules.find(({ value }) => value === ruleId)?.label,
    areaId && areas.get(areaId),
    outcome && outcomes[outcome](),
    hasFinding && m["rounds.withFinding"](),
  ].filter((text) => typeof text === "string" && text !== "");
  return said.length > 0
    ? m["lists.export.filters"]({ filters: said.join(m["lists.semicolon"]()) })
    : m["lists.export.noFilters"]();
}
