/** Figures and the rows behind them. */
import { type commandContract, FigureRow, problems } from "@lianfang/core/command/contract.ts";
import type { Page } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { FigurePage, FigureQueryRow } from "../kernel/figures/figures.ts";
import { areaStore } from "../organization/area-store.ts";
import { countFigures, dayEarlier, scopeAt } from "./counting.ts";

type Routes = Handlers<typeof commandContract>;

export const figures: Routes["figures"] = async (input, context) => {
  const at = notLaterThanNow(input.at, context);
  const { ids } = context.kernel.figures;
  return { at, figures: await countFigures(context, ids, at, dayEarlier(at, context.town)) };
};

export const figureRows: Routes["figureRows"] = async (input, context) => {
  const { figureId, since } = input;
  const { figures } = context.kernel;
  const at = notLaterThanNow(input.at, context);
  if (!figures.has(figureId)) throw problems.figureUnknown();
  if (since !== undefined && !figures.adds(figureId)) throw problems.figureAddsNothingUp();
  const value = await figures.value(figureId, { ...scopeAt(context, at), since });
  const page = await rowsOf(context, figureId, at, { ...input, value });
  return { ...page, figureId, at, since, value };
};

export const unassigned: Routes["unassigned"] = async (input, context) =>
  rowsOf(context, "org.unassigned", context.now, input);

async function rowsOf(
  context: QueryContext,
  figureId: string,
  at: Instant,
  { since, ...page }: FigurePage & { since?: Instant | undefined },
): Promise<Page<z.input<typeof FigureRow>>> {
  const scope = { ...scopeAt(context, at), since };
  const found = await context.kernel.figures.rows(figureId, scope, page);
  const names = await areaNames(context);
  return { ...found, rows: found.rows.map((row) => shown(row, names)) };
}

/** Names of all areas in the caller's language: one query, whatever the page's length. */
export async function areaNames(context: QueryContext): Promise<Map<string, string>> {
  const areas = await areaStore(context).all();
  const isEnglish = context.locale === "en";
  return new Map(areas.map(({ areaId, name, nameEn }) => [areaId, isEnglish ? nameEn : name]));
}

function shown(row: FigureQueryRow, names: ReadonlyMap<string, string>): z.input<typeof FigureRow> {
  return {
    subjectKind: FigureRow.shape.subjectKind.parse(row.subject_kind),
    subjectId: row.subject_id,
    label: row.label,
    areaId: row.area_id ?? undefined,
    areaName: row.area_id ? names.get(row.area_id) : undefined,
    at: row.at ?? undefined,
    value: row.value,
  };
}

function notLaterThanNow(at: Instant | undefined, { now }: QueryContext): Instant {
  return at !== undefined && at < now ? at : now;
}
