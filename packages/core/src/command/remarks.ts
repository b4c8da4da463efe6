/**
 * What a secretary would write under the day's figures, as statements: which sentence, with which
 * numbers. They become words in each language where the words are.
 */
import type { TimeOfDay } from "../kernel/time.ts";

/** A figure of the day and of the day before; undefined when the house does not count it. */
export interface DayFigures {
  value(figureId: string): number | undefined;
  before(figureId: string): number | undefined;
}

/** A village with its own figures. */
export interface PlaceFigures {
  areaId: string;
  figures: Readonly<Record<string, number>>;
}

/** How much of something is where, most first. */
export interface Share {
  areaId: string;
  count: number;
}

export type Statement =
  | { says: "moved"; arrived: number; observed: number; released: number }
  | { says: "standing"; count: number; change: number | undefined }
  | { says: "all-read"; due: number }
  | { says: "being-read"; due: number; done: number }
  | { says: "missed"; due: number; done: number; missed: number; places: Share[] }
  | { says: "fever"; count: number; places: Share[] }
  | { says: "unassigned"; count: number }
  | { says: "nothing-found" }
  | { says: "to-read"; places: Share[] }
  | { says: "to-examine"; count: number }
  | { says: "to-assign"; count: number; by: TimeOfDay }
  | { says: "to-go-on" };

/** What is wrong by the figures: readings missed, fevers, targets with nobody's name on them. */
export function findings(figures: DayFigures, places: readonly PlaceFigures[]): Statement[] {
  const found = [missedOf(figures, places), feverOf(figures, places), unassignedOf(figures)];
  const statements = found.filter((statement) => statement !== undefined);
  return statements.length > 0 ? statements : [{ says: "nothing-found" }];
}

/** The day in a few sentences, and what is to be done: the draft of a bulletin's remarks. */
export function draftRemarks(
  figures: DayFigures,
  places: readonly PlaceFigures[],
  clock: { collectBy: TimeOfDay },
): Statement[] {
  return [...movement(figures), ...readings(figures, places), ...next(figures, places, clock)];
}

function movement(figures: DayFigures): Statement[] {
  const count = figures.value("observation.current.people");
  if (count === undefined) return [];
  const before = figures.before("observation.current.people");
  return [
    {
      says: "moved",
      arrived: addedTo(figures, "screening.returnees"),
      observed: addedTo(figures, "observation.people"),
      released: addedTo(figures, "observation.released"),
    },
    { says: "standing", count, change: before === undefined ? undefined : count - before },
  ];
}

/** What the day added to a figure that only grows; a correction may make it smaller. */
function addedTo(figures: DayFigures, figureId: string): number {
  return Math.max(0, (figures.value(figureId) ?? 0) - (figures.before(figureId) ?? 0));
}

function readings(figures: DayFigures, places: readonly PlaceFigures[]): Statement[] {
  const due = figures.value("observation.readings.due") ?? 0;
  const done = figures.value("observation.readings.done") ?? 0;
  if (due === 0) return [];
  const missed = missedOf(figures, places);
  if (missed) return [missed];
  return done >= due ? [{ says: "all-read", due }] : [{ says: "being-read", due, done }];
}

/** Windows still open at the cut-off are due and not missed. */
function missedOf(figures: DayFigures, places: readonly PlaceFigures[]): Statement | undefined {
  const missed = figures.value("observation.readings.missed") ?? 0;
  if (missed === 0) return undefined;
  const due = figures.value("observation.readings.due") ?? 0;
  const done = figures.value("observation.readings.done") ?? 0;
  return { says: "missed", due, done, missed, places: missedAt(places) };
}

function missedAt(places: readonly PlaceFigures[]): Share[] {
  return sharesOf(places, ({ figures }) => figures["observation.readings.missed"] ?? 0);
}

function feverOf(figures: DayFigures, places: readonly PlaceFigures[]): Statement | undefined {
  const count = figures.value("observation.feverNow") ?? 0;
  if (count === 0) return undefined;
  const at = sharesOf(places, ({ figures: own }) => own["observation.feverNow"] ?? 0);
  return { says: "fever", count, places: at };
}

function unassignedOf(figures: DayFigures): Statement | undefined {
  const count = figures.value("org.unassigned") ?? 0;
  return count === 0 ? undefined : { says: "unassigned", count };
}

function next(
  figures: DayFigures,
  places: readonly PlaceFigures[],
  { collectBy }: { collectBy: TimeOfDay },
): Statement[] {
  const steps: Statement[] = [];
  if (missedOf(figures, places)) steps.push({ says: "to-read", places: missedAt(places) });
  const feverish = figures.value("observation.feverNow") ?? 0;
  if (feverish > 0) steps.push({ says: "to-examine", count: feverish });
  const unassigned = figures.value("org.unassigned") ?? 0;
  if (unassigned > 0) steps.push({ says: "to-assign", count: unassigned, by: collectBy });
  return steps.length > 0 ? steps : [{ says: "to-go-on" }];
}

function sharesOf(
  places: readonly PlaceFigures[],
  countOf: (place: PlaceFigures) => number,
): Share[] {
  return places
    .map((place) => ({ areaId: place.areaId, count: countOf(place) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
