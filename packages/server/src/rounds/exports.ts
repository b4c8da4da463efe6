/** Records of rounds, taken out as the filter shows them. */
import { townDay, townTime } from "@lianfang/core/kernel/time.ts";
import type { RecordChoice, RoundRecord, roundsContract } from "@lianfang/core/rounds/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { demandMayExport, exportList } from "../kernel/lists/export.ts";
import type { SheetValue } from "../kernel/spreadsheet/write.ts";
import { areaStore } from "../organization/area-store.ts";
import { policyStore } from "../policy/store.ts";
import { peopleIn } from "./queries.ts";
import { recordStore } from "./record-store.ts";
import { dutyText, outcomeText, ruleText } from "./words.ts";

type Routes = Handlers<typeof roundsContract>;

const readAtOnce = 200;

export const exportRecords: Routes["exportRecords"] = async (input, context) => {
  demandMayExport(context, input);
  const { fromDay, toDay, duty, ruleId, areaId, outcome, hasFinding } = input;
  const choice = { fromDay, toDay, duty, ruleId, areaId, outcome, hasFinding };
  const { locale } = context;
  return exportList(
    context,
    {
      title: m["rounds.records"]({}, { locale }),
      filters: await filtersText(context, choice),
      choice,
      columns: [
        { header: m["rounds.doneAt"]({}, { locale }), width: 18 },
        { header: m["rounds.duty"]({}, { locale }), width: 12 },
        { header: m["rounds.target"]({}, { locale }), width: 26 },
        { header: m["rounds.area"]({}, { locale }), width: 18 },
        { header: m["rounds.outcome"]({}, { locale }), width: 12 },
        { header: m["rounds.finding"]({}, { locale }), width: 40 },
        { header: m["rounds.note"]({}, { locale }), width: 30 },
        { header: m["rounds.recordedBy"]({}, { locale }), width: 14 },
      ],
      total: await recordStore(context).count(choice),
      rows: lines(context, choice),
    },
    input,
  );
};

async function* lines(
  context: CommandContext,
  choice: RecordChoice,
): AsyncGenerator<readonly SheetValue[]> {
  const store = recordStore(context);
  let after: string | undefined;
  do {
    const page = await store.list({ ...choice, limit: readAtOnce, after });
    context.readPeople(peopleIn(page.rows));
    for (const row of page.rows) yield lineOf(row, context);
    after = page.next;
  } while (after);
}

function lineOf(row: RoundRecord, { locale, town }: CommandContext): SheetValue[] {
  return [
    `${townDay(row.doneAt, town.timeZone)} ${townTime(row.doneAt, town.timeZone)}`,
    dutyText(row.duty, locale),
    row.name,
    locale === "en" ? row.areaNameEn : row.areaName,
    outcomeText(row.outcome, locale),
    row.finding,
    row.note,
    row.doneBy
      ? m["rounds.byPaper"]({ name: row.doneBy.name, clerk: row.recordedBy ?? "" }, { locale })
      : row.recordedBy,
  ];
}

async function filtersText(
  context: CommandContext,
  { fromDay, toDay, duty, ruleId, areaId, outcome, hasFinding }: RecordChoice,
): Promise<string> {
  const { locale } = context;
  const area = areaId ? await areaStore(context).find(areaId) : undefined;
  const said = [
    fromDay && m["rounds.export.from"]({ day: fromDay }, { locale }),
    toDay && m["rounds.export.to"]({ day: toDay }, { locale }),
    duty && dutyText(duty, locale),
    ruleId && (await ruleSaid(context, ruleId)),
    area && (locale === "en" ? area.name_en : area.name),
    outcome && outcomeText(outcome, locale),
    hasFinding && m["rounds.withFinding"]({}, { locale }),
  ];
  return said.filter(Boolean).join(m["lists.semicolon"]({}, { locale }));
}

/** A rule as the latest version that has it says it. */
async function ruleSaid({ db, town, locale }: CommandContext, ruleId: string): Promise<string> {
  const versions = await policyStore({ db, town }).versions();
  const rule = versions.flatMap(({ rules }) => rules.duties).find(({ id }) => id === ruleId);
  return rule ? ruleText(rule, locale) : ruleId;
}
