import { addMinutes } from "@lianfang/core/kernel/time.ts";
import type { Job } from "../kernel/jobs/jobs.ts";
import { allTowns } from "../kernel/session/town.ts";
import { findCrossingPairs } from "./pair-store.ts";

/** What is being written just now is left to the next time: nobody has to look through a minute twice. */
const settledMinutes = 1;

/** Crossings close together, found as they come: what is looked at is then the last ten minutes and not three days. */
export const findPairs: Job = {
  name: "checkpoints.findPairs",
  cron: "*/10 * * * *",
  async run({ kernel }) {
    for (const { townId } of await allTowns(kernel.db)) {
      const upto = addMinutes(kernel.clock.now(), -settledMinutes);
      await findCrossingPairs(kernel.db, townId, upto);
    }
  },
};
