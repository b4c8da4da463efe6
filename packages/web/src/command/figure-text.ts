/** A figure's name and unit in the language in use, and how its value is written. */
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../kernel/locale.ts";
import { spokenNumber } from "../kernel/numbers.ts";

interface FigureText {
  name: () => string;
  unit: () => string;
}

// Keyed one by one, so that a figure without its texts does not compile.
const texts: Readonly<Record<string, FigureText>> = {
  "org.villages": {
    name: () => m["figures.org.villages"](),
    unit: () => m["figures.org.villages.unit"](),
  },
  "org.units": { name: () => m["figures.org.units"](), unit: () => m["figures.org.units.unit"]() },
  "org.grids": { name: () => m["figures.org.grids"](), unit: () => m["figures.org.grids.unit"]() },
  "org.taskForces": {
    name: () => m["figures.org.taskForces"](),
    unit: () => m["figures.org.taskForces.unit"](),
  },
  "org.mobilised": {
    name: () => m["figures.org.mobilised"](),
    unit: () => m["figures.org.mobilised.unit"](),
  },
  "org.cadres": {
    name: () => m["figures.org.cadres"](),
    unit: () => m["figures.org.cadres.unit"](),
  },
  "org.volunteers": {
    name: () => m["figures.org.volunteers"](),
    unit: () => m["figures.org.volunteers.unit"](),
  },
  "org.unassigned": {
    name: () => m["figures.org.unassigned"](),
    unit: () => m["figures.org.unassigned.unit"](),
  },
  "directives.overdue": {
    name: () => m["figures.directives.overdue"](),
    unit: () => m["figures.directives.overdue.unit"](),
  },
  "registry.households": {
    name: () => m["figures.registry.households"](),
    unit: () => m["figures.registry.households.unit"](),
  },
  "registry.residents": {
    name: () => m["figures.registry.residents"](),
    unit: () => m["figures.registry.residents.unit"](),
  },
  "registry.vulnerable": {
    name: () => m["figures.registry.vulnerable"](),
    unit: () => m["figures.registry.vulnerable.unit"](),
  },
  "registry.commuters.outsideDistrict": {
    name: () => m["figures.registry.commuters.outsideDistrict"](),
    unit: () => m["figures.registry.commuters.outsideDistrict.unit"](),
  },
  "registry.commuters.daily": {
    name: () => m["figures.registry.commuters.daily"](),
    unit: () => m["figures.registry.commuters.daily.unit"](),
  },
  "registry.occupation.taxiDrivers": {
    name: () => m["figures.registry.occupation.taxiDrivers"](),
    unit: () => m["figures.registry.occupation.taxiDrivers.unit"](),
  },
  "registry.occupation.busAndOther": {
    name: () => m["figures.registry.occupation.busAndOther"](),
    unit: () => m["figures.registry.occupation.busAndOther.unit"](),
  },
  "registry.rentals": {
    name: () => m["figures.registry.rentals"](),
    unit: () => m["figures.registry.rentals.unit"](),
  },
  "registry.tenants": {
    name: () => m["figures.registry.tenants"](),
    unit: () => m["figures.registry.tenants.unit"](),
  },
  "registry.tenants.fromOutside": {
    name: () => m["figures.registry.tenants.fromOutside"](),
    unit: () => m["figures.registry.tenants.fromOutside.unit"](),
  },
  "registry.tenants.local": {
    name: () => m["figures.registry.tenants.local"](),
    unit: () => m["figures.registry.tenants.local.unit"](),
  },
  "registry.tenants.neverLeft": {
    name: () => m["figures.registry.tenants.neverLeft"](),
    unit: () => m["figures.registry.tenants.neverLeft.unit"](),
  },
  "registry.tenants.notReturned": {
    name: () => m["figures.registry.tenants.notReturned"](),
    unit: () => m["figures.registry.tenants.notReturned.unit"](),
  },
  "registry.tenants.returned": {
    name: () => m["figures.registry.tenants.returned"](),
    unit: () => m["figures.registry.tenants.returned.unit"](),
  },
  "screening.premises.enterprises": {
    name: () => m["figures.screening.premises.enterprises"](),
    unit: () => m["figures.screening.premises.enterprises.unit"](),
  },
  "screening.premises.construction": {
    name: () => m["figures.screening.premises.construction"](),
    unit: () => m["figures.screening.premises.construction.unit"](),
  },
  "screening.premises.quarries": {
    name: () => m["figures.screening.premises.quarries"](),
    unit: () => m["figures.screening.premises.quarries.unit"](),
  },
  "screening.premises.rentals": {
    name: () => m["figures.screening.premises.rentals"](),
    unit: () => m["figures.screening.premises.rentals.unit"](),
  },
  "screening.premises.lodgings": {
    name: () => m["figures.screening.premises.lodgings"](),
    unit: () => m["figures.screening.premises.lodgings.unit"](),
  },
  "screening.premises.busStations": {
    name: () => m["figures.screening.premises.busStations"](),
    unit: () => m["figures.screening.premises.busStations.unit"](),
  },
  "venues.closed": {
    name: () => m["figures.venues.closed"](),
    unit: () => m["figures.venues.closed.unit"](),
  },
  "resumption.enterprises": {
    name: () => m["figures.resumption.enterprises"](),
    unit: () => m["figures.resumption.enterprises.unit"](),
  },
  "screening.screened": {
    name: () => m["figures.screening.screened"](),
    unit: () => m["figures.screening.screened.unit"](),
  },
  "screening.returnees": {
    name: () => m["figures.screening.returnees"](),
    unit: () => m["figures.screening.returnees.unit"](),
  },
  "screening.returnees.riskArea": {
    name: () => m["figures.screening.returnees.riskArea"](),
    unit: () => m["figures.screening.returnees.riskArea.unit"](),
  },
  "screening.returnees.otherProvince": {
    name: () => m["figures.screening.returnees.otherProvince"](),
    unit: () => m["figures.screening.returnees.otherProvince.unit"](),
  },
  "screening.returnees.sameProvince": {
    name: () => m["figures.screening.returnees.sameProvince"](),
    unit: () => m["figures.screening.returnees.sameProvince.unit"](),
  },
  "screening.transit": {
    name: () => m["figures.screening.transit"](),
    unit: () => m["figures.screening.transit.unit"](),
  },
  "observation.people": {
    name: () => m["figures.observation.people"](),
    unit: () => m["figures.observation.people.unit"](),
  },
  "observation.current.people": {
    name: () => m["figures.observation.current.people"](),
    unit: () => m["figures.observation.current.people.unit"](),
  },
  "observation.current.households": {
    name: () => m["figures.observation.current.households"](),
    unit: () => m["figures.observation.current.households.unit"](),
  },
  "observation.closeContacts": {
    name: () => m["figures.observation.closeContacts"](),
    unit: () => m["figures.observation.closeContacts.unit"](),
  },
  "observation.released": {
    name: () => m["figures.observation.released"](),
    unit: () => m["figures.observation.released.unit"](),
  },
  "observation.central.current": {
    name: () => m["figures.observation.central.current"](),
    unit: () => m["figures.observation.central.current.unit"](),
  },
  "observation.feverNow": {
    name: () => m["figures.observation.feverNow"](),
    unit: () => m["figures.observation.feverNow.unit"](),
  },
  "observation.readings.due": {
    name: () => m["figures.observation.readings.due"](),
    unit: () => m["figures.observation.readings.due.unit"](),
  },
  "observation.readings.done": {
    name: () => m["figures.observation.readings.done"](),
    unit: () => m["figures.observation.readings.done.unit"](),
  },
  "observation.readings.missed": {
    name: () => m["figures.observation.readings.missed"](),
    unit: () => m["figures.observation.readings.missed.unit"](),
  },
  "checkpoints.before": {
    name: () => m["figures.checkpoints.before"](),
    unit: () => m["figures.checkpoints.before.unit"](),
  },
  "checkpoints.open": {
    name: () => m["figures.checkpoints.open"](),
    unit: () => m["figures.checkpoints.open.unit"](),
  },
  "checkpoints.open.allDay": {
    name: () => m["figures.checkpoints.open.allDay"](),
    unit: () => m["figures.checkpoints.open.allDay.unit"](),
  },
  "checkpoints.manned": {
    name: () => m["figures.checkpoints.manned"](),
    unit: () => m["figures.checkpoints.manned.unit"](),
  },
  "checkpoints.unmanned": {
    name: () => m["figures.checkpoints.unmanned"](),
    unit: () => m["figures.checkpoints.unmanned.unit"](),
  },
  "checkpoints.crossings.fevers": {
    name: () => m["figures.checkpoints.crossings.fevers"](),
    unit: () => m["figures.checkpoints.crossings.fevers.unit"](),
  },
  "checkpoints.passes.inForce": {
    name: () => m["figures.checkpoints.passes.inForce"](),
    unit: () => m["figures.checkpoints.passes.inForce.unit"](),
  },
  "checkpoints.passes.misused": {
    name: () => m["figures.checkpoints.passes.misused"](),
    unit: () => m["figures.checkpoints.passes.misused.unit"](),
  },
  "checkpoints.staff": {
    name: () => m["figures.checkpoints.staff"](),
    unit: () => m["figures.checkpoints.staff.unit"](),
  },
  "checkpoints.crossings.vehicles": {
    name: () => m["figures.checkpoints.crossings.vehicles"](),
    unit: () => m["figures.checkpoints.crossings.vehicles.unit"](),
  },
  "checkpoints.crossings.boats": {
    name: () => m["figures.checkpoints.crossings.boats"](),
    unit: () => m["figures.checkpoints.crossings.boats.unit"](),
  },
  "checkpoints.crossings.people": {
    name: () => m["figures.checkpoints.crossings.people"](),
    unit: () => m["figures.checkpoints.crossings.people.unit"](),
  },
  "checkpoints.crossings.registered": {
    name: () => m["figures.checkpoints.crossings.registered"](),
    unit: () => m["figures.checkpoints.crossings.registered.unit"](),
  },
  "checkpoints.crossings.temperatures": {
    name: () => m["figures.checkpoints.crossings.temperatures"](),
    unit: () => m["figures.checkpoints.crossings.temperatures.unit"](),
  },
  "checkpoints.crossings.refused": {
    name: () => m["figures.checkpoints.crossings.refused"](),
    unit: () => m["figures.checkpoints.crossings.refused.unit"](),
  },
  "checkpoints.crossings.persuaded": {
    name: () => m["figures.checkpoints.crossings.persuaded"](),
    unit: () => m["figures.checkpoints.crossings.persuaded.unit"](),
  },
  "checkpoints.passes.issued": {
    name: () => m["figures.checkpoints.passes.issued"](),
    unit: () => m["figures.checkpoints.passes.issued.unit"](),
  },
  "rounds.visits.due": {
    name: () => m["figures.rounds.visits.due"](),
    unit: () => m["figures.rounds.visits.due.unit"](),
  },
  "rounds.visits.done": {
    name: () => m["figures.rounds.visits.done"](),
    unit: () => m["figures.rounds.visits.done.unit"](),
  },
  "rounds.visits.uncovered": {
    name: () => m["figures.rounds.visits.uncovered"](),
    unit: () => m["figures.rounds.visits.uncovered.unit"](),
  },
  "rounds.visits.coverage": {
    name: () => m["figures.rounds.visits.coverage"](),
    unit: () => m["figures.rounds.visits.coverage.unit"](),
  },
  "rounds.patrols.due": {
    name: () => m["figures.rounds.patrols.due"](),
    unit: () => m["figures.rounds.patrols.due.unit"](),
  },
  "rounds.patrols.done": {
    name: () => m["figures.rounds.patrols.done"](),
    unit: () => m["figures.rounds.patrols.done.unit"](),
  },
  "rounds.patrols.uncovered": {
    name: () => m["figures.rounds.patrols.uncovered"](),
    unit: () => m["figures.rounds.patrols.uncovered.unit"](),
  },
  "rounds.patrols.coverage": {
    name: () => m["figures.rounds.patrols.coverage"](),
    unit: () => m["figures.rounds.patrols.coverage.unit"](),
  },
  "venues.patrol.due": {
    name: () => m["figures.venues.patrol.due"](),
    unit: () => m["figures.venues.patrol.due.unit"](),
  },
  "venues.patrol.covered": {
    name: () => m["figures.venues.patrol.covered"](),
    unit: () => m["figures.venues.patrol.covered.unit"](),
  },
  "venues.patrol.coverage": {
    name: () => m["figures.venues.patrol.coverage"](),
    unit: () => m["figures.venues.patrol.coverage.unit"](),
  },
  "venues.patrol.visits": {
    name: () => m["figures.venues.patrol.visits"](),
    unit: () => m["figures.venues.patrol.visits.unit"](),
  },
  "venues.patrol.members": {
    name: () => m["figures.venues.patrol.members"](),
    unit: () => m["figures.venues.patrol.members.unit"](),
  },
  "disinfection.crewTurns": {
    name: () => m["figures.disinfection.crewTurns"](),
    unit: () => m["figures.disinfection.crewTurns.unit"](),
  },
  "observation.errands.done": {
    name: () => m["figures.observation.errands.done"](),
    unit: () => m["figures.observation.errands.done.unit"](),
  },
  "publicity.broadcasts": {
    name: () => m["figures.publicity.broadcasts"](),
    unit: () => m["figures.publicity.broadcasts.unit"](),
  },
  "care.vulnerable.checked": {
    name: () => m["figures.care.vulnerable.checked"](),
    unit: () => m["figures.care.vulnerable.checked.unit"](),
  },
  "screening.households.visited": {
    name: () => m["figures.screening.households.visited"](),
    unit: () => m["figures.screening.households.visited.unit"](),
  },
  "coverage.householdsVisited": {
    name: () => m["figures.coverage.householdsVisited"](),
    unit: () => m["figures.coverage.householdsVisited.unit"](),
  },
};

export function figureName(figureId: string): string {
  return texts[figureId]?.name() ?? figureId;
}

export function figureUnit(figureId: string): string {
  // A share bears its per cent.
  return isShare(figureId) ? "" : (texts[figureId]?.unit() ?? "");
}

/** A share is written in per cent, anything else as a number. */
export function figureValue(figureId: string, value: number, locale: Locale): string {
  return isShare(figureId) ? `${Math.round(value * 1000) / 10}%` : spokenNumber(value, locale);
}

export function isShare(figureId: string): boolean {
  return figureId.startsWith("coverage.") || figureId.endsWith(".coverage");
}
