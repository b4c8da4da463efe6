/**
 * Rounds in numbers, as known at the cut-off: records received by then and not replaced by then. What is
 * due, done and uncovered is of the cut-off's day; everything else counts from the beginning.
 */
import type { Figure } from "../kernel/figures/figures.ts";
import { dayMeasures, rowsOfDay, sumsOfDay } from "./day-figures-store.ts";
import { countedRecords, householdsReached, makers } from "./record-figures-store.ts";

/**
 * - `rounds.visits` are at people's doors, `rounds.patrols` at places; `uncovered` is what is due and not done by
 *   the cut-off: missed, once the day is over.
 * - `venues.patrol` is about premises looked at (patrols, and those closed by order); each counts once in `due` and
 *   `covered`, each time in `visits`.
 * - `disinfection.crewTurns`: one person on one day, however many places.
 * - `screening.households.visited`: households where somebody was met at the door to be asked or looked after.
 */
export const roundFigures: readonly Figure[] = [
  ...dayMeasures.map(
    (id): Figure => ({ id, rows: (scope) => rowsOfDay(id, scope), sums: sumsOfDay }),
  ),
  { id: "rounds.visits.coverage", of: ["rounds.visits.done", "rounds.visits.due"] },
  { id: "rounds.patrols.coverage", of: ["rounds.patrols.done", "rounds.patrols.due"] },
  { id: "venues.patrol.coverage", of: ["venues.patrol.covered", "venues.patrol.due"] },
  {
    id: "venues.patrol.visits",
    rows: countedRecords({ duties: ["patrol", "closed-check"], targetKind: "premises" }),
    adds: true,
  },
  { id: "venues.patrol.members", rows: makers({ duties: ["patrol", "closed-check"] }) },
  { id: "disinfection.crewTurns", rows: makers({ duties: ["disinfection"], eachDay: true }) },
  { id: "observation.errands.done", rows: countedRecords({ duties: ["errand"] }), adds: true },
  { id: "publicity.broadcasts", rows: countedRecords({ duties: ["broadcast"] }), adds: true },
  {
    id: "care.vulnerable.checked",
    rows: householdsReached({ duties: ["health-check"], target: "vulnerable-household" }),
  },
  {
    id: "screening.households.visited",
    rows: householdsReached({
      duties: ["door-knock", "health-check", "service-visit", "temperature-and-registration"],
    }),
  },
  {
    id: "coverage.householdsVisited",
    of: ["screening.households.visited", "registry.households"],
  },
];
