import type { OrderRow } from "@lianfang/core/observation/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api, client } from "../kernel/client.ts";
import type { Keyed } from "../kernel/me.ts";
import type { PeopleModule, Standing } from "../kernel/modules.ts";
import { restrictiveMeasures } from "./words.ts";

/** Under which orders somebody is, on which day of each, and whether one may be lifted. */
export const observationStanding: PeopleModule["standing"] = async (residentId, may, signal) => {
  const asked = { residentId, state: "issued" as const, limit: 5 };
  const { rows } = await client.observation.orders(asked, { signal });
  return {
    tags: rows.map(({ orderId, measure, dayNumber, daysTotal, isReleaseDue }) => ({
      key: orderId,
      tone: isReleaseDue ? "amber" : "blue",
      text: isReleaseDue
        ? m["observation.releaseDue"]()
        : `${restrictiveMeasures[measure]()} ${dayNumber}/${daysTotal}`,
    })),
    next: nextFor(rows, may),
  };
};

function nextFor(rows: readonly OrderRow[], may: (procedure: Keyed) => boolean): Standing["next"] {
  const [first] = rows;
  const due = rows.find(({ isReleaseDue }) => isReleaseDue);
  if (due && may(api.observation.release)) {
    const label = m["observation.person.release"]();
    return { label, to: `/people/observation/${due.orderId}`, urgency: 3 };
  }
  if (!first || !may(api.observation.recordReading)) return undefined;
  const label = m["observation.reading.record"]();
  return { label, to: `/people/observation/${first.orderId}`, urgency: 1 };
}
