/** Journal entries as the board's feed says them. */
import { m } from "@lianfang/messages/messages.js";

const texts: Readonly<Record<string, () => string>> = {
  "screening.arrival.recorded": () => m["command.entry.arrivalRecorded"](),
  "screening.arrival.corrected": () => m["command.entry.arrivalCorrected"](),
  "screening.arrival.voided": () => m["command.entry.arrivalVoided"](),
  "observation.order.issued": () => m["command.entry.orderIssued"](),
  "observation.order.released": () => m["command.entry.orderReleased"](),
  "observation.order.revoked": () => m["command.entry.orderRevoked"](),
  "observation.reading.recorded": () => m["command.entry.readingRecorded"](),
  "observation.reading.corrected": () => m["command.entry.readingCorrected"](),
  "observation.alert.raised": () => m["command.entry.alertRaised"](),
  "observation.alert.settled": () => m["journal.entry.alertSettled"](),
  "observation.alert.acknowledged": () => m["command.entry.alertAcknowledged"](),
  "observation.window.closed": () => m["journal.entry.windowClosed"](),
  "command.bulletin.composed": () => m["command.entry.bulletinComposed"](),
  "command.bulletin.edited": () => m["command.entry.bulletinEdited"](),
  "command.bulletin.issued": () => m["command.entry.bulletinIssued"](),
  "registry.import.confirmed": () => m["command.entry.importConfirmed"](),
  "registry.household.created": () => m["command.entry.householdCreated"](),
  "registry.resident.created": () => m["command.entry.residentCreated"](),
  "policy.version.enacted": () => m["command.entry.policyEnacted"](),
  "organization.town.founded": () => m["command.entry.townFounded"](),
  "organization.responsibility.assigned": () => m["command.entry.assigned"](),
};

/** @param entry `<module>.<subject>.<past tense>`; one without a text is shown as it is */
export function entryText(entry: string): string {
  return texts[entry]?.() ?? entry;
}
