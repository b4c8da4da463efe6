/** What a rule owes on a day, on paper: for villages that go round without phones. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import type { OwedRound, roundsContract } from "@lianfang/core/rounds/contract.ts";
import { problems } from "@lianfang/core/rounds/problems.ts";
import { roundsIn } from "@lianfang/core/rounds/rules.ts";
import { m } from "@lianfang/messages/messages.js";
import type { CommandContext } from "../kernel/context.ts";
import type { DocumentBlock } from "../kernel/documents/model.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { exportList } from "../kernel/lists/export.ts";
import type { SheetValue } from "../kernel/spreadsheet/write.ts";
import { areaStore } from "../organization/area-store.ts";
import { areasSought } from "../registry/store.ts";
import { dutiesOfDay } from "./closing.ts";
import { listOwed } from "./owed-list-store.ts";
import { asListed, type DueRule, type OwedQuestion } from "./owed-store.ts";
import { peopleIn } from "./queries.ts";
import { ruleText, saidIn } from "./words.ts";

type Routes = Handlers<typeof roundsContract>;

const readAtOnce = 200;

export const printSheet: Routes["printSheet"] = async (input, context) => {
  const { day, ruleId, areaId, receiver } = input;
  const { town, now, locale } = context;
  const { duties, isClosed } = await dutiesOfDay(context, day);
  const rule = roundsIn(duties).find((each) => each.rule.id === ruleId);
  if (!rule) throw problems.ruleUnknown();
  const listed = asListed(rule);
  const areaIds = await areasSought(context, areaId);
  const lines = await linesOf(context, { town, rules: [listed], day, isClosed, at: now, areaIds });
  const area = areaId ? await areaStore(context).find(areaId) : undefined;
  const place = area && (locale === "en" ? area.name_en : area.name);
  return exportList(
    context,
    {
      title: m["rounds.sheet"]({ rule: ruleText(listed.rule, locale) }, { locale }),
      filters: place ?? "",
      choice: { day, ruleId, areaId },
      columns: columnsIn(context),
      above: [aboveOf(listed, day, context)],
      isRoomy: true,
      total: lines.length,
      rows: inTurn(lines),
    },
    { form: "pdf", isWhole: false, purpose: "visits", receiverKind: "village", receiver },
  );
};

function columnsIn({ locale }: CommandContext) {
  const said = { locale };
  return [
    { header: m["rounds.sheet.number"]({}, said), width: 6 },
    { header: m["rounds.target"]({}, said), width: 24 },
    { header: m["rounds.area"]({}, said), width: 14 },
    { header: m["rounds.place"]({}, said), width: 24 },
    { header: m["rounds.answerer"]({}, said), width: 12 },
    { header: m["rounds.sheet.time"]({}, said), width: 10, room: 7 },
    { header: m["rounds.sheet.outcome"]({}, said), width: 14, room: 12 },
    { header: m["rounds.sheet.remark"]({}, said), width: 30, room: 22 },
  ];
}

/** Who is to write on it, what the rule asks, and where to sign. */
function aboveOf({ rule, times }: DueRule, day: Day, { locale }: CommandContext): DocumentBlock {
  const said = { locale };
  const texts = (list: readonly { zh: string; en: string }[]) =>
    list.map((text) => saidIn(text, locale)).join(m["lists.comma"]({}, said));
  const facts = [
    { name: m["rounds.sheet.day"]({}, said), value: [day] },
    { name: m["rounds.sheet.often"]({}, said), value: [often(times, locale), texts(rule.windows)] },
    { name: m["rounds.sheet.bring"]({}, said), value: [texts(rule.what)] },
    { name: m["rounds.sheet.ask"]({}, said), value: [texts(rule.asks)] },
    { name: m["rounds.sheet.check"]({}, said), value: [texts(rule.checklist)] },
    { name: m["rounds.sheet.maker"]({}, said), value: [m["rounds.sheet.sign"]({}, said)] },
  ];
  return {
    kind: "facts",
    facts: facts.flatMap(({ name, value }) => {
      const text = value.filter(Boolean).join(" · ");
      return text ? [{ name, value: text }] : [];
    }),
  };
}

const often = (times: number, locale: CommandContext["locale"]) =>
  times > 0 ? m["policy.perDay"]({ count: times }, { locale }) : "";

/** What is not done yet, by village and target. */
async function linesOf(context: CommandContext, question: OwedQuestion): Promise<OwedRound[]> {
  const rows: OwedRound[] = [];
  let after: string | undefined;
  do {
    const page = await listOwed(context.db, question, { limit: readAtOnce, after });
    rows.push(...page.rows.filter(({ state }) => state !== "done"));
    after = page.next;
  } while (after);
  context.readPeople(peopleIn(rows));
  return rows;
}

async function* inTurn(rows: readonly OwedRound[]): AsyncGenerator<readonly SheetValue[]> {
  for (const [at, row] of rows.entries()) {
    yield [at + 1, row.name, row.areaName, row.place, row.answerer ?? ""];
  }
}
