/** Figures as of a cut-off, beside an earlier one. */
import type { FigureValue } from "@lianfang/core/command/contract.ts";
import { type BulletinClock, dayClosedBy } from "@lianfang/core/command/rules.ts";
import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import type { QueryContext, Town } from "../kernel/context.ts";
import type { FigureScope } from "../kernel/figures/figures.ts";

export function clockOf({ clock, timeZone, activatedOn }: Town): BulletinClock {
  return { bulletinBy: clock.bulletinBy, timeZone, activatedOn };
}

export function scopeAt({ db, town, reach }: QueryContext, at: Instant): FigureScope {
  return { db, town, reach, at, day: dayClosedBy(at, town.timeZone) };
}

/** The same time a day earlier; undefined where that lies before the response. */
export function dayEarlier(at: Instant, town: Town): Instant | undefined {
  const before = addMinutes(at, -24 * 60);
  return dayClosedBy(before, town.timeZone) < town.activatedOn ? undefined : before;
}

/**
 * Values of figures, in the order asked for; those the house does not count are left out.
 * @param before the cut-off they are compared with
 */
export async function countFigures(
  context: QueryContext,
  ids: readonly string[],
  at: Instant,
  before: Instant | undefined,
): Promise<FigureValue[]> {
  const { figures } = context.kernel;
  const known = ids.filter(figures.has);
  // One after the other: within a command both ask the same connection.
  const values = await figures.values(known, scopeAt(context, at));
  const earlier = before ? await figures.values(known, scopeAt(context, before)) : undefined;
  return known.map((figureId) => ({
    figureId,
    value: values.get(figureId) ?? 0,
    before: earlier?.get(figureId),
  }));
}
