/** What a day's bulletin says: counted as of its cut-off, in both languages. */
import type { BulletinContent, FrozenArea } from "@lianfang/core/command/bulletin-content.ts";
import type { FigureValue } from "@lianfang/core/command/contract.ts";
import {
  bulletinColumns,
  bulletinFigures,
  bulletinSections,
} from "@lianfang/core/command/figures.ts";
import {
  type DayFigures,
  draftRemarks,
  findings,
  type Statement,
} from "@lianfang/core/command/remarks.ts";
import { areasInTable, comparedWith, gathered } from "@lianfang/core/command/rules.ts";
import { addDays, type Day, type Instant } from "@lianfang/core/kernel/time.ts";
import type { QueryContext } from "../kernel/context.ts";
import { areaStore } from "../organization/area-store.ts";
import { clockOf, countFigures, scopeAt } from "./counting.ts";
import { bulletinStore, type Remarks } from "./store.ts";
import { type AreaName, figureName, figureUnit, inBoth, sentence } from "./words.ts";

/** A day counted: everything of a bulletin that comes from the records. */
export interface DayCount {
  day: Day;
  cutOffAt: Instant;
  comparedWith: Instant | undefined;
  values: FigureValue[];
  columns: string[];
  areas: FrozenArea[];
}

export async function countDay(
  context: QueryContext,
  day: Day,
  cutOffAt: Instant,
): Promise<DayCount> {
  const { town } = context;
  const yesterday = await bulletinStore(context).of(addDays(day, -1));
  const before = comparedWith(day, cutOffAt, yesterday?.cut_off_at, clockOf(town));
  const counted = await countFigures(context, bulletinFigures, cutOffAt, before);
  const values = counted.filter(({ figureId }) => isReported(figureId, counted));
  const columns = bulletinColumns.filter(context.kernel.figures.has);
  const areas = await countAreas(context, columns, cutOffAt);
  return { day, cutOffAt, comparedWith: before, values, columns, areas };
}

/** A town without checkpoints has nothing to report of them, nor one whose rules owe no rounds. */
const whereThereAreAny = ["checkpoints.", "rounds."];

function isReported(figureId: string, counted: readonly FigureValue[]): boolean {
  const group = whereThereAreAny.find((each) => figureId.startsWith(each));
  const isCounted = (one: FigureValue) => one.value > 0 || (one.before ?? 0) > 0;
  return (
    group === undefined || counted.some((one) => one.figureId.startsWith(group) && isCounted(one))
  );
}

async function countAreas(
  context: QueryContext,
  columns: readonly string[],
  cutOffAt: Instant,
): Promise<FrozenArea[]> {
  const areas = await areaStore(context).all();
  const table = areasInTable(areas, context.reach);
  const split = await context.kernel.figures.byAreas(columns, scopeAt(context, cutOffAt));
  const sums = columns.map(
    (id) => [id, gathered(split.get(id) ?? new Map(), areas, table)] as const,
  );
  return table.map(({ areaId, name, nameEn }) => ({
    areaId,
    name: { zh: name, en: nameEn },
    figures: Object.fromEntries(sums.map(([id, counts]) => [id, counts.get(areaId) ?? 0])),
  }));
}

/** The remarks as drafted from the figures, a sentence a line. */
export function remarksFrom({ town }: QueryContext, count: DayCount): Remarks {
  const statements = draftRemarks(figuresOf(count), count.areas, town.clock);
  return inBoth((locale) => sentences(statements, count, locale).join("\n"));
}

/** What the paper is made of. A draft has neither issue nor journal's head. */
export function contentOf(
  { town }: QueryContext,
  count: DayCount,
  given: { issueNumber: number; remarks: Remarks },
  issue?: { issuedAt: Instant; issuedBy: string | undefined; journalHead: string | undefined },
): BulletinContent {
  const found = findings(figuresOf(count), count.areas);
  return {
    version: 1,
    townId: town.townId,
    town: { zh: town.name, en: town.nameEn },
    response: { zh: town.responseName, en: town.responseNameEn },
    timeZone: town.timeZone,
    day: count.day,
    issueNumber: given.issueNumber,
    cutOffAt: count.cutOffAt,
    comparedWith: count.comparedWith,
    figures: count.values.map((value) => ({
      ...value,
      section: sectionOf(value.figureId),
      name: figureName(value.figureId),
      unit: figureUnit(value.figureId),
    })),
    columns: count.columns,
    areas: count.areas,
    findings: { zh: sentences(found, count, "zh-CN"), en: sentences(found, count, "en") },
    remarks: given.remarks,
    ...issue,
  };
}

function sectionOf(figureId: string) {
  const overall: readonly string[] = bulletinSections.overall;
  return overall.includes(figureId) ? "overall" : "people";
}

function sentences(
  statements: readonly Statement[],
  { areas }: DayCount,
  locale: "zh-CN" | "en",
): string[] {
  const names = new Map(areas.map(({ areaId, name }) => [areaId, name]));
  const nameOf: AreaName = (areaId) =>
    (locale === "en" ? names.get(areaId)?.en : names.get(areaId)?.zh) ?? areaId;
  return statements.map((statement) => sentence(statement, nameOf, locale));
}

function figuresOf({ values }: DayCount): DayFigures {
  const byId = new Map(values.map((value) => [value.figureId, value]));
  return { value: (id) => byId.get(id)?.value, before: (id) => byId.get(id)?.before };
}
