/** Which figures the board and the bulletin show, of those the house can count. */

/**
 * The bulletin's sections, in the order a town reports them. What is reported must be what anybody counts
 * again later as of the cut-off: how much was due on rounds is not, as it hangs on registers that go on changing.
 */
export const bulletinSections = {
  overall: [
    "org.villages",
    "org.units",
    "registry.households",
    "registry.residents",
    "org.mobilised",
    "screening.screened",
  ],
  people: [
    "screening.returnees",
    "screening.returnees.riskArea",
    "screening.returnees.otherProvince",
    "screening.returnees.sameProvince",
    "screening.transit",
    "observation.people",
    "observation.current.people",
    "observation.current.households",
    "observation.central.current",
    "observation.closeContacts",
    "observation.released",
    "observation.readings.due",
    "observation.readings.done",
    "observation.readings.missed",
    "observation.feverNow",
    "screening.households.visited",
    "venues.patrol.visits",
    "disinfection.crewTurns",
    "org.unassigned",
    "checkpoints.manned",
    "checkpoints.unmanned",
    "checkpoints.crossings.people",
    "checkpoints.crossings.vehicles",
    "checkpoints.crossings.boats",
    "checkpoints.crossings.refused",
    "checkpoints.crossings.fevers",
    "checkpoints.passes.inForce",
    "checkpoints.passes.misused",
  ],
} as const satisfies Record<string, readonly string[]>;
export type BulletinSection = keyof typeof bulletinSections;

export const bulletinFigures: readonly string[] = Object.values(bulletinSections).flat();

/** Columns of the bulletin's table of villages. */
export const bulletinColumns: readonly string[] = [
  "screening.returnees",
  "observation.current.people",
  "observation.readings.due",
  "observation.readings.done",
  "observation.readings.missed",
  "observation.feverNow",
];

/** The checkpoints' part of the board: how they stand now, and what moved since the last report. */
export const checkpointFigures = {
  standing: [
    "checkpoints.manned",
    "checkpoints.unmanned",
    "checkpoints.passes.inForce",
    "checkpoints.passes.misused",
  ],
  moved: [
    "checkpoints.crossings.people",
    "checkpoints.crossings.vehicles",
    "checkpoints.crossings.boats",
    "checkpoints.crossings.refused",
    "checkpoints.crossings.fevers",
  ],
} as const satisfies Record<string, readonly string[]>;

/** The board's strip: what moves from hour to hour first. */
export const boardFigures: readonly string[] = [
  "observation.current.people",
  "observation.current.households",
  "observation.released",
  "screening.returnees",
  "screening.returnees.riskArea",
  "observation.readings.done",
  "registry.households",
  "org.mobilised",
];
