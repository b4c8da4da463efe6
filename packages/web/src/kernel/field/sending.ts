/** How far a record of the outbox has come, as what is owed counts it: refused ones settle nothing. */
import type { OutboxEntry } from "./phone.ts";

export const sendings = {
  waiting: "waiting",
  acknowledged: "sent",
  refused: "refused",
  conflict: "refused",
} as const satisfies Record<OutboxEntry["state"], "waiting" | "sent" | "refused">;
