import type { Job } from "../kernel/jobs/jobs.ts";
import { allTowns } from "../kernel/session/town.ts";
import { closeCrossingDays } from "./closing-store.ts";

/** Days of crossings, counted once they have ended. Twice an hour: zones are apart by halves of it. */
export const closeDays: Job = {
  name: "checkpoints.closeDays",
  cron: "4,34 * * * *",
  async run({ kernel }) {
    for (const { townId } of await allTowns(kernel.db)) {
      await closeCrossingDays(kernel.db, townId, kernel.clock.now());
    }
  },
};
