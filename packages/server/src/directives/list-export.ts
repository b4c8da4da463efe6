/** The list of directives, taken out as it is shown. */
import type { directivesContract } from "@lianfang/core/directives/contract.ts";
import type { DirectiveRow } from "@lianfang/core/directives/issuing-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { CommandContext, Locale, Town } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { demandMayExport, exportList } from "../kernel/lists/export.ts";
import type { SheetColumn, SheetValue } from "../kernel/spreadsheet/write.ts";
import { type DirectiveFilter, listDirectives } from "./list-store.ts";
import { stateText, timeText } from "./words.ts";

type Routes = Handlers<typeof directivesContract>;
type Filters = Omit<DirectiveFilter, "after" | "limit">;

const atOnce = 200;

export const exportDirectives: Routes["exportDirectives"] = async (input, context) => {
  const { search, state, isOverdue, isUnfinished } = input;
  const filters = { search, state, isOverdue, isUnfinished };
  demandMayExport(context, input);
  const { total = 0 } = await listDirectives(context, { ...filters, limit: 1 });
  return exportList(
    context,
    {
      title: m["directives.directives"]({}, { locale: context.locale }),
      filters: filtersText(filters, context.locale),
      choice: filters,
      columns: columnsIn(context.locale),
      total,
      rows: lines(context, filters),
    },
    input,
  );
};

function columnsIn(locale: Locale): SheetColumn[] {
  const inThis = { locale };
  return [
    { header: m["directives.number"]({}, inThis), width: 16 },
    { header: m["directives.title"]({}, inThis), width: 36 },
    { header: m["directives.issuedBy"]({}, inThis), width: 12 },
    { header: m["directives.issuedAt"]({}, inThis), width: 18 },
    { header: m["directives.confirmBy"]({}, inThis), width: 18 },
    { header: m["directives.finishBy"]({}, inThis), width: 18 },
    { header: m["directives.unit"]({}, inThis), kind: "number" },
    { header: m["directives.acknowledged"]({}, inThis), kind: "number" },
    { header: m["directives.late"]({}, inThis), kind: "number" },
    { header: m["directives.overdue"]({}, inThis), kind: "number" },
    { header: m["directives.finished"]({}, inThis), kind: "number" },
    { header: m["directives.state"]({}, inThis), width: 12 },
  ];
}

async function* lines(
  context: CommandContext,
  filters: Filters,
): AsyncGenerator<readonly SheetValue[]> {
  let after: string | undefined;
  do {
    const page = await listDirectives(context, { ...filters, after, limit: atOnce });
    for (const row of page.rows) yield lineOf(row, context.town, context.locale);
    after = page.next;
  } while (after);
}

function lineOf(row: DirectiveRow, town: Town, locale: Locale): readonly SheetValue[] {
  const { units, confirmed, late, overdue, finished } = row.progress;
  return [
    row.number,
    row.title,
    row.issuedBy,
    timeText(row.issuedAt, town),
    timeText(row.confirmBy, town),
    row.finishBy && timeText(row.finishBy, town),
    ...[units, confirmed, late, overdue, finished],
    stateText(row.state, locale),
  ];
}

function filtersText({ search, state, isOverdue, isUnfinished }: Filters, locale: Locale): string {
  const inThis = { locale };
  const said = [
    search && m["lists.searched"]({ text: search }, inThis),
    isOverdue && m["directives.overdue"]({}, inThis),
    isUnfinished && m["directives.unfinished"]({}, inThis),
    state && stateText(state, locale),
  ];
  return said.filter(Boolean).join(m["lists.semicolon"]({}, inThis));
}
