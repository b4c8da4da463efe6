/** Records of rounds as what lies in an area: they go where it goes. */
import type { AreaRecords } from "../organization/area-records.ts";
import { movedIn } from "../organization/moved-store.ts";

export const roundAreaRecords: readonly AreaRecords[] = [
  // All of it is history.
  { kind: "other", count: async () => 0, move: movedIn("round_day_list") },
  { kind: "other", count: async () => 0, move: movedIn("round_record") },
];
