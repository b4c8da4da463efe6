import { stateOn } from "@lianfang/core/checkpoints/checkpoint.ts";
import { checkpointReaders } from "@lianfang/core/checkpoints/checkpoint-contract.ts";
import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import { crossingReaders, guards } from "@lianfang/core/checkpoints/crossing-contract.ts";
import { decide } from "@lianfang/core/checkpoints/decision.ts";
import { identityOf } from "@lianfang/core/checkpoints/rules.ts";
import { addMinutes, townDay } from "@lianfang/core/kernel/time.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { policyOn } from "../policy/in-force.ts";
import { listCheckpoints, shiftsOf, showCheckpoint, standingOn } from "./checkpoint-list-store.ts";
import { checkpointStore } from "./checkpoint-store.ts";
import { countsByHour } from "./count-store.ts";
import { amendmentStore } from "./crossing-amendment-store.ts";
import { registered } from "./crossing-facts-store.ts";
import {
  crossings as crossingRows,
  likelyDoubles,
  listCrossings,
  shownCrossing,
} from "./crossing-list-store.ts";
import { crossingStore } from "./crossing-store.ts";
import { carriedFacts } from "./evidence-lookup.ts";
import { passKit } from "./pass-kit.ts";
import { lastQuestion } from "./question-store.ts";
import { type Standing, standingOf } from "./standing-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

const todayOf = ({ now, town }: QueryContext) => townDay(now, town.timeZone);

export const checkpoints: Routes["checkpoints"] = async (input, context) =>
  listCheckpoints(context, await standingOf(context, checkpointReaders), input);

export const map: Routes["map"] = async (input, context) => {
  const day = input.day ?? todayOf(context);
  const rows = await standingOn(context, await standingOf(context, checkpointReaders), day);
  const placed = rows.flatMap(({ lon, lat, people, ...row }) =>
    lon === null || lat === null
      ? []
      : [
          {
            checkpointId: row.checkpoint_id,
            areaId: row.area_id,
            name: row.name,
            nameEn: row.name_en ?? undefined,
            kind: row.kind,
            lon,
            lat,
            peopleOnDay: Number(people ?? 0),
          },
        ],
  );
  return { day, checkpoints: placed, unplaced: rows.length - placed.length };
};

export const checkpoint: Routes["checkpoint"] = async ({ checkpointId }, context) => {
  const standing = await standingOf(context, checkpointReaders);
  const shown = await showCheckpoint(context, standing, checkpointId);
  if (!shown) throw problems.checkpointNotFound();
  const today = todayOf(context);
  const [periods, shifts, counts] = await Promise.all([
    checkpointStore(context, standing).periods(checkpointId),
    shiftsOf(context, checkpointId),
    countsByHour(context, standing, today, checkpointId),
  ]);
  const last = periods.at(-1);
  const hours = counts.map(({ checkpoint_id: _, name: __, ...hour }) => hour);
  return {
    ...shown,
    state: last ? stateOn(last, today) : shown.state,
    periods: periods.toReversed(),
    shifts,
    today: hours,
  };
};

const noCount = { people: 0, vehicles: 0, boats: 0, refused: 0, referred: 0 };
type Counts = typeof noCount;

function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (total, { people, vehicles, boats, refused, referred }) => ({
      people: total.people + people,
      vehicles: total.vehicles + vehicles,
      boats: total.boats + boats,
      refused: total.refused + refused,
      referred: total.referred + referred,
    }),
    noCount,
  );
}

export const counts: Routes["counts"] = async (input, context) => {
  const day = input.day ?? todayOf(context);
  const standing = await standingOf(context, checkpointReaders);
  const rows = await countsByHour(context, standing, day, input.checkpointId);
  const byHour = Map.groupBy(rows, ({ hour }) => hour);
  const byCheckpoint = Map.groupBy(rows, ({ checkpoint_id }) => checkpoint_id);
  return {
    day,
    hours: [...byHour].map(([hour, some]) => ({ hour, ...sum(some) })),
    byCheckpoint: [...byCheckpoint].map(([checkpointId, some]) => ({
      checkpointId,
      name: some[0]?.name ?? "",
      ...sum(some),
    })),
  };
};

export const crossings: Routes["crossings"] = async (input, context) =>
  listCrossings(context, await standingOf(context, crossingReaders), input);

export const crossing: Routes["crossing"] = async ({ crossingId }, context) => {
  const standing = await standingOf(context, crossingReaders);
  const rows = await crossingRows(context, standing)
    .where("crossing.crossing_id", "=", crossingId)
    .orderBy("crossing.line")
    .execute();
  if (rows.length === 0) throw problems.crossingNotFound();
  const vault = await context.kernel.vaults.of(context.db, context.town.townId);
  const chain = await amendmentStore(context, standing).chain(crossingId);
  const ids = chain.flatMap((step) => [step.crossingId, step.replacedBy]);
  const all = ids.length > 0 ? await recordsOf(context, standing, ids) : [];
  const told = all.map((row) => shownCrossing(row, vault));
  const record = (id: string) => told.filter((row) => row.crossingId === id);
  return {
    lines: rows.map((row) => ({ ...shownCrossing(row, vault), evidence: row.evidence })),
    corrections: chain.map(({ reason, by, ...step }) => ({
      ...step,
      reason: reason ?? undefined,
      by: by ?? undefined,
      before: record(step.crossingId),
      after: record(step.replacedBy),
    })),
  };
};

const recordsOf = (context: QueryContext, standing: Standing, ids: readonly string[]) =>
  crossingRows(context, standing)
    .where("crossing.crossing_id", "in", [...ids])
    .orderBy("crossing.line")
    .execute();

export const doubles: Routes["doubles"] = async ({ checkpointId }, context) => {
  const standing = await standingOf(context, crossingReaders);
  const pairs = await likelyDoubles(context, standing, checkpointId);
  if (pairs.length === 0) return { pairs: [] };
  const ids = pairs.flatMap(({ earlier, later }) => [earlier, later]);
  const rows = await crossingRows(context, standing)
    .where("crossing.crossing_id", "in", ids)
    .execute();
  const vault = await context.kernel.vaults.of(context.db, context.town.townId);
  const shown = new Map(
    rows.map((row) => [`${row.crossing_id} ${row.line}`, shownCrossing(row, vault)]),
  );
  return {
    pairs: pairs.flatMap(({ earlier, later, line, other }) => {
      const one = shown.get(`${earlier} ${line}`);
      const two = shown.get(`${later} ${other}`);
      return one && two ? [{ earlier: one, later: two }] : [];
    }),
  };
};

const weekMinutes = 7 * 24 * 60;

const stateOf = ({ is_known }: { is_known: boolean | null }) => {
  if (is_known === null) return "waiting" as const;
  return is_known ? ("known" as const) : ("unknown" as const);
};

export const traveller: Routes["traveller"] = async (input, context) => {
  const { now, kernel, db, town } = context;
  const standing = await standingOf(context, guards);
  if (!(await checkpointStore(context, standing).find(input.checkpointId))) {
    throw problems.checkpointNotFound();
  }
  const number = identityOf(input.identityNumber, todayOf(context));
  const vault = await kernel.vaults.of(db, town.townId);
  const blind = number ? vault.blind("identity-number", number) : undefined;
  const blinds = blind ? [blind] : [];
  const cards = input.passText ? [{ passText: input.passText, at: now }] : [];
  const [people, carried, travels, question] = await Promise.all([
    registered(context, blinds),
    carriedFacts(context, cards, blinds),
    blind
      ? crossingStore(context, standing).travels(blind, addMinutes(now, -weekMinutes))
      : undefined,
    blind && kernel.connectors.results ? lastQuestion(context, blind, now) : undefined,
  ]);
  const known = blind ? people.get(blind.toString("hex")) : undefined;
  return {
    name: known?.name ?? travels?.name ?? undefined,
    isResident: known !== undefined,
    isUnderOrder: known?.orders.some(({ from, until }) => from <= now && now < until) ?? false,
    crossingsInWeek: Number(travels?.times ?? 0),
    lastCrossedAt: travels?.last_at ?? undefined,
    asked: question && { at: question.asked_at, state: stateOf(question) },
    ...carried.of({
      passText: input.passText,
      shown: number,
      at: now,
      blind: blind?.toString("hex"),
    }),
  };
};

export const kit: Routes["kit"] = async ({ checkpointId }, context) => {
  const standing = await standingOf(context, guards);
  const found = await checkpointStore(context, standing).find(checkpointId);
  if (!found) throw problems.checkpointNotFound();
  const policy = await policyOn(context, todayOf(context));
  return {
    checkpointId,
    name: found.name,
    townId: context.town.townId,
    policyVersionId: policy.versionId,
    demands: policy.rules.checkpoint,
    feverCelsius: policy.rules.readings.feverCelsius,
    ...(await passKit(context)),
    madeAt: context.now,
  };
};

const dayMinutes = 24 * 60;
const mostCompared = 5_000;

export const previewDemands: Routes["previewDemands"] = async (
  { demands, feverCelsius },
  context,
) => {
  const store = crossingStore(context, { all: true });
  const rows = await store.shownSince(addMinutes(context.now, -dayMinutes), mostCompared);
  const fates = rows.map(({ evidence, direction, crossed_at, ruled, reasons }) => {
    const known = {
      isUnderOrder: reasons.some(({ code }) => code === "under-order"),
      isFromRiskRegion: reasons.some(({ code }) => code === "from-risk-region"),
    };
    const then = decide(
      { direction, shown: evidence, known },
      { demands, feverCelsius },
      crossed_at,
    );
    return { before: ruled, after: then.outcome };
  });
  const count = (is: (fate: (typeof fates)[number]) => boolean) => fates.filter(is).length;
  return {
    compared: fates.length,
    admittedNow: count(({ before }) => before === "admit"),
    admittedThen: count(({ after }) => after === "admit"),
    newlyRefused: count(({ before, after }) => before === "admit" && after !== "admit"),
    newlyAdmitted: count(({ before, after }) => before !== "admit" && after === "admit"),
  };
};
