/** Records of rounds as their feed tells them. */
import { z } from "zod";
import { FeedInput, feedOf } from "../kernel/feed.ts";
import { Id } from "../kernel/ids.ts";
import { query } from "../kernel/procedure.ts";
import { peopleReaders } from "../registry/people.ts";
import { RoundRecord } from "./round-contract.ts";

/**
 * A record as it was made, by the ids of the registers. It is never changed: another that names it in
 * `corrects` stands for it, and one that is `void` takes it back.
 */
export const ChangedRound = z.discriminatedUnion("is", [
  RoundRecord.omit({ name: true, areaName: true, areaNameEn: true, correctedBy: true }).extend({
    is: z.literal("present"),
  }),
  /** No longer within the caller's reach. */
  z.object({ is: z.literal("gone"), recordId: Id }),
]);

export const feedProcedures = {
  changedRounds: query("/rounds/changes/records", {
    summary: "Records of rounds in the order they came, those put right and their corrections",
    access: peopleReaders,
    input: FeedInput,
    output: feedOf(ChangedRound),
  }),
};
