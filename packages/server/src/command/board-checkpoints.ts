/** The checkpoints' part of the board. */
import { checkpointFigures } from "@lianfang/core/command/figures.ts";
import { instantAt, townDay } from "@lianfang/core/kernel/time.ts";
import type { QueryContext } from "../kernel/context.ts";
import { scopeAt } from "./counting.ts";
import { bulletinStore } from "./store.ts";

/** Undefined for a town that has no checkpoints, or none within reach. */
export async function checkpointBoard(context: QueryContext) {
  const { now, town, kernel } = context;
  const scope = scopeAt(context, now);
  const standing = await kernel.figures.values(
    ["checkpoints.open", ...checkpointFigures.standing],
    scope,
  );
  if (standing.get("checkpoints.open") === 0) return undefined;
  const reportedAt = await bulletinStore(context).lastCutOff();
  const since = reportedAt ?? instantAt(townDay(now, town.timeZone), "00:00", town.timeZone);
  const moved = await kernel.figures.values(checkpointFigures.moved, { ...scope, since });
  return {
    since,
    isSinceReport: reportedAt !== undefined,
    standing: valuesOf(checkpointFigures.standing, standing),
    moved: valuesOf(checkpointFigures.moved, moved),
  };
}

const valuesOf = (ids: readonly string[], values: ReadonlyMap<string, number>) =>
  ids.map((figureId) => ({ figureId, value: values.get(figureId) ?? 0 }));
