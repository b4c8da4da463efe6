/** Temperatures taken in rounds, most of them in time and nearly all of them normal. */
import { addMinutes, type Day, instantAt } from "@lianfang/core/kernel/time.ts";
import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import { type Actor, allRows } from "../actor.ts";
import { isLastDay, type Part, type Stage } from "../stage.ts";
import { answerFever, awaitFeverAlert, followMissed } from "./observation-alerts.ts";
import { normalFor, takerFor, type Window } from "./observation-rounds.ts";

type Due = Awaited<ReturnType<Actor["api"]["observation"]["readingsDue"]>>["rows"][number];

/** What a person's reading in a window comes to. */
interface Fate {
  /** The round it is taken in; undefined when nobody gets there in time. */
  round: number | undefined;
  isFeverish: boolean;
  /** Whether somebody acts on the fever before the demo opens. */
  isAnswered: boolean;
}

export const readingsPart: Part = (stage) => {
  for (const day of stage.days.slice(1)) {
    stage.agenda.add(day, "06:50", () => planDay(stage, day));
  }
};

/** When in a window rounds are made, as shares of it. */
const rounds = [0.12, 0.37, 0.62, 0.87];

async function planDay(stage: Stage, day: Day): Promise<void> {
  const { cast, agenda, town, days } = stage;
  const { observation } = cast.medic.api;
  const { windows } = await observation.readingsDue({ day, limit: 1 });
  const dueOnLastDay = isLastDay(stage, day)
    ? await allRows((after) => observation.readingsDue({ day, limit: 200, after }))
    : [];
  const { versions, inForceId } = await cast.medic.api.policy.versions({});
  const inForce = versions.find(({ versionId }) => versionId === inForceId);
  const graceMinutes = inForce?.rules.readings.graceMinutes ?? 0;
  windows.forEach(({ windowId, from: fromTime, to: toTime }, position) => {
    const from = instantAt(day, fromTime, town.timeZone);
    const to = instantAt(day, toTime, town.timeZone);
    const nth = (days.indexOf(day) - 1) * windows.length + position;
    const window: Window = {
      ...{ day, windowId, from, to, nth },
      isFirstOfDay: position === 0,
      inAll: (days.length - 1) * windows.length,
    };
    const fateOf = fates(stage, window, dueOnLastDay);
    const minutes = (Date.parse(to) - Date.parse(from)) / 60_000;
    rounds.forEach((share, round) => {
      const at = addMinutes(from, Math.round(minutes * share));
      agenda.addAt(at, () => makeRound(stage, window, round, fateOf));
    });
    agenda.addAt(addMinutes(to, graceMinutes + 1), () => followMissed(stage, window));
  });
}

const shareMissed = 0.02;
/** Of those under observation, so many have a fever at some time. */
const shareFeverish = 0.04;

/**
 * What becomes of each reading of a window. The last day is one on which there is something to do:
 * a few were missed in the morning, one fever was answered and, where the script has one, another
 * was not.
 */
function fates(
  { chance, script }: Stage,
  { day, windowId, isFirstOfDay, nth, inAll }: Window,
  dueOnLastDay: readonly Due[],
): (orderId: string) => Fate {
  const usual = (orderId: string): Fate => {
    const own = chance("reading", orderId, day, windowId);
    const isMissed = own.happens(shareMissed);
    const round = isMissed ? undefined : own.whole(0, rounds.length - 1);
    const isFeverish = isFeverIn(nth, inAll, chance("fever", orderId));
    return { round, isFeverish, isAnswered: true };
  };
  if (dueOnLastDay.length === 0) return usual;
  const owed = dueOnLastDay.filter(({ window }) => window.windowId === windowId);
  const ids = owed.map(({ orderId }) => orderId);
  const [answered, open, ...missed] = [0, 1, 2, 3].map(
    (at) => ids[Math.floor((at * ids.length) / 4)],
  );
  const feverish = script.isFeverOpen ? (isFirstOfDay ? answered : open) : undefined;
  return (orderId) => {
    if (orderId === feverish) return { round: 0, isFeverish: true, isAnswered: isFirstOfDay };
    const isMissed = isFirstOfDay && missed.includes(orderId);
    const round = isMissed ? undefined : usual(orderId).round;
    return { round, isFeverish: false, isAnswered: true };
  };
}

/** Some have a fever, of one to three windows on end. */
function isFeverIn(nth: number, inAll: number, own: ReturnType<Stage["chance"]>): boolean {
  if (!own.happens(shareFeverish)) return false;
  const begins = own.whole(2, inAll - 1);
  return begins <= nth && nth < begins + own.whole(1, 3);
}

async function makeRound(
  stage: Stage,
  window: Window,
  round: number,
  fateOf: (orderId: string) => Fate,
): Promise<void> {
  const { cast, days } = stage;
  const { day, windowId } = window;
  const open = await allRows((after) =>
    cast.medic.api.observation.readingsDue({ day, windowId, state: "open", limit: 200, after }),
  );
  const reached = open.filter(({ orderId }) => {
    const fate = fateOf(orderId);
    return fate.round !== undefined && fate.round <= round;
  });
  const isMistyping = day === days[4] && window.isFirstOfDay && round === 1;
  await eachOf(reached, async (due, at) => {
    const fate = fateOf(due.orderId);
    if (isMistyping && at === 0 && !fate.isFeverish) await mistype(stage, window, due);
    else await take(stage, window, due, fate);
  });
}

async function take(
  stage: Stage,
  window: Window,
  due: Due,
  { isFeverish, isAnswered }: Fate,
): Promise<void> {
  const own = stage.chance("celsius", due.orderId, window.nth);
  const celsius = isFeverish ? feverOf(own) : normalFor(stage, due.orderId, window);
  await record(stage, window, due, celsius, isFeverish ? ["cough", "fatigue"] : []);
  if (!isFeverish) return;
  const alert = await awaitFeverAlert(stage, due.orderId);
  if (isAnswered) answerFever(stage, alert, due, takerFor(stage, due.areaId, due.orderId));
}

async function record(
  stage: Stage,
  window: Window,
  { orderId, areaId }: Due,
  celsius: number,
  symptoms: ("cough" | "fatigue")[],
): Promise<string> {
  const own = stage.chance("taken", orderId, window.nth);
  const takenAt = addMinutes(stage.now(), -own.whole(0, 18));
  const { readingId } = await takerFor(stage, areaId, orderId).api.observation.recordReading({
    ...stage.write("reading", orderId),
    happenedAt: takenAt,
    orderId,
    celsius,
    takenAt,
    symptoms,
  });
  return readingId;
}

function feverOf(own: ReturnType<Stage["chance"]>): number {
  return own.whole(374, 386) / 10;
}

/** 36.7 entered as 38.7, noticed at once. */
async function mistype(stage: Stage, window: Window, due: Due): Promise<void> {
  const { agenda, write } = stage;
  const readingId = await record(stage, window, due, 38.7, []);
  await awaitFeverAlert(stage, due.orderId);
  agenda.addIn(7, async () => {
    const { observation } = takerFor(stage, due.areaId, due.orderId).api;
    await observation.correctReading({
      ...write("correct", readingId),
      readingId,
      celsius: 36.7,
      reason: "录入时按错，体温计上是36.7",
    });
  });
}
