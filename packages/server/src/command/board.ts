/** The board: what needs somebody now, before what is merely known. All of it within reach. */
import { accountsContract } from "@lianfang/core/accounts/contract.ts";
import { commandContract } from "@lianfang/core/command/contract.ts";
import { boardFigures } from "@lianfang/core/command/figures.ts";
import { areasInTable, bulletinsDue, gathered, responseDay } from "@lianfang/core/command/rules.ts";
import { directivesContract } from "@lianfang/core/directives/contract.ts";
import { reachOf } from "@lianfang/core/kernel/access.ts";
import type { ProcedureMeta } from "@lianfang/core/kernel/procedure.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { Area } from "@lianfang/core/organization/contract.ts";
import { overdueBoard } from "../directives/board.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { type ObservedArea, observationBoard } from "../observation/board.ts";
import { areaStore } from "../organization/area-store.ts";
import { checkpointBoard } from "./board-checkpoints.ts";
import { answeredAreas, feed } from "./board-store.ts";
import { bulletinRow } from "./bulletins.ts";
import { clockOf, countFigures, dayEarlier, scopeAt } from "./counting.ts";
import { bulletinNeed, readingNeed, unassignedNeed } from "./needs.ts";
import { type BulletinEntry, bulletinStore } from "./store.ts";
import { pick } from "./words.ts";

type Routes = Handlers<typeof commandContract>;

export const board: Routes["board"] = async (_input, context) => {
  const { now, town } = context;
  const day = townDay(now, town.timeZone);
  const areas = await areaStore(context).all();
  const [
    observed,
    figures,
    unassigned,
    table,
    news,
    bulletins,
    reading,
    checkpoints,
    overdue,
    rounds,
  ] = await Promise.all([
    observationBoard(context),
    countFigures(context, boardFigures, now, dayEarlier(now, town)),
    unassignedNeed(context, areas),
    namedTable(context, areas),
    feed(context),
    may(context, commandContract.bulletins) ? bulletinStore(context).around(day) : [],
    may(context, accountsContract.seeReadingAlarm) ? readingNeed(context) : [],
    checkpointBoard(context),
    may(context, directivesContract.directives) ? overdueBoard(context) : undefined,
    roundsToday(context),
  ]);
  const due = may(context, commandContract.compose)
    ? bulletinsDue(daysIssued(bulletins), clockOf(town), now)
    : [];
  const today = bulletins.find((bulletin) => bulletin.day === day);
  return {
    now,
    day,
    responseDay: responseDay(day, clockOf(town)),
    needs: [
      ...observed.needs,
      ...(overdue ? [{ need: "overdue-confirmations" as const, ...overdue }] : []),
      unassigned,
      bulletinNeed(context, due),
      ...reading,
    ],
    figures,
    windows: observed.windows,
    rounds,
    areas: withCounts(table, areas, observed.areas),
    feed: news,
    bulletin: today && bulletinRow(today),
    checkpoints,
  };
};

/** Of which anything is owed today. */
async function roundsToday(context: QueryContext) {
  const kinds = ["visits", "patrols"] as const;
  const ids = kinds.flatMap((kind) => [`rounds.${kind}.due`, `rounds.${kind}.done`]);
  const values = await context.kernel.figures.values(ids, scopeAt(context, context.now));
  const of = (id: string) => values.get(id) ?? 0;
  return kinds
    .map((kind) => ({ kind, due: of(`rounds.${kind}.due`), done: of(`rounds.${kind}.done`) }))
    .filter(({ due }) => due > 0);
}

/** Whether the caller may call something else as well, by its declaration. */
function may({ actor }: QueryContext, procedure: { "~orpc": { meta: ProcedureMeta } }): boolean {
  if (actor.is === "system") return true;
  return reachOf(procedure["~orpc"].meta.access, actor.grants, () => []) !== undefined;
}

function daysIssued(bulletins: readonly BulletinEntry[]): string[] {
  return bulletins.filter(({ state }) => state === "issued").map(({ day }) => day);
}

interface TableArea extends Area {
  shownName: string;
  hasAnswerer: boolean;
}

/** A grid is answered for by its village's people, where it has none of its own. */
async function namedTable(context: QueryContext, areas: readonly Area[]): Promise<TableArea[]> {
  const table = areasInTable(areas, context.reach);
  const ids = table.flatMap(({ areaId, parentId, kind }) =>
    kind === "grid" && parentId ? [areaId, parentId] : [areaId],
  );
  const named = await answeredAreas(context, ids);
  return table.map((area) => ({
    ...area,
    shownName: pick({ zh: area.name, en: area.nameEn }, context.locale),
    hasAnswerer: named.has(area.areaId) || (area.kind === "grid" && named.has(area.parentId ?? "")),
  }));
}

const counted = ["observed", "readingsDue", "readingsDone", "openAlerts"] as const;

function withCounts(
  table: readonly TableArea[],
  areas: readonly Area[],
  observed: ReadonlyMap<string, ObservedArea>,
) {
  const sums = (name: (typeof counted)[number]) => {
    const counts = [...observed].map(([areaId, area]) => [areaId, area[name]] as const);
    return gathered(new Map(counts), areas, table);
  };
  const [people, due, done, alerts] = counted.map(sums);
  return table.map(({ areaId, shownName: name, hasAnswerer }) => ({
    areaId,
    name,
    observed: people?.get(areaId) ?? 0,
    readingsDue: due?.get(areaId) ?? 0,
    readingsDone: done?.get(areaId) ?? 0,
    openAlerts: alerts?.get(areaId) ?? 0,
    hasAnswerer,
  }));
}
