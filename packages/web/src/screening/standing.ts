import { m } from "@lianfang/messages/messages.js";
import { api, client } from "../kernel/client.ts";
import type { PeopleModule } from "../kernel/modules.ts";

/** Whether somebody has come and an order is still to be decided; else that they may have come. */
export const screeningStanding: PeopleModule["standing"] = async (residentId, may, signal) => {
  const asked = { residentId, isAwaitingOrder: true, limit: 1 };
  const { rows } = await client.screening.arrivals(asked, { signal });
  const [awaiting] = rows;
  if (!awaiting) {
    return { tags: [], next: may(api.screening.recordArrival) ? arrived(residentId) : undefined };
  }
  const { arrivalId } = awaiting;
  return {
    tags: [{ key: "awaiting", tone: "amber", text: m["screening.order.awaiting"]() }],
    next: may(api.observation.draft)
      ? {
          label: m["screening.order.decide"](),
          to: `/people/observation/new?arrival=${arrivalId}`,
          urgency: 2,
        }
      : { label: m["screening.person.open"](), to: `/people/arrivals/${arrivalId}`, urgency: 2 },
  };
};

function arrived(residentId: string) {
  return {
    label: m["registry.resident.arrived"](),
    to: `/people/arrivals/new?resident=${residentId}`,
    urgency: 0,
  };
}
