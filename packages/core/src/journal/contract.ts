/** The journal read back, and the stream of what changed. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { query, streamOf } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";

export const JournalRow = z.object({
  /** The write's id; the system's own are of version 8. */
  id: z.uuid(),
  sequence: z.string(),
  /** `<module>.<subject>.<past tense>` */
  entry: z.string(),
  actorId: Id.optional(),
  actorName: z.string().optional(),
  /** The token the write came by, where it was not a session. */
  token: z.object({ tokenId: Id, name: z.string() }).optional(),
  subjectKind: z.string().optional(),
  subjectIds: z.array(z.string()),
  happenedAt: Instant.optional(),
  receivedAt: Instant,
  digest: z.string(),
  /** The seal that covers the row, once it is sealed. */
  sealNumber: z.number().int().optional(),
});

export const journalContract = {
  list: query("/journal", {
    summary: "Every write, newest first",
    access: onTown("director", "auditor"),
    input: PageInput.extend({
      entry: z.string().max(80).optional(),
      actorId: Id.optional(),
      subjectId: z.uuid().optional(),
    }),
    output: pageOf(JournalRow),
  }),
  verify: query("/journal/verify", {
    summary: "Recompute the chain of seals and say whether every sealed row is as it was",
    access: onTown("director", "auditor"),
    input: z.object({}),
    output: z.object({
      isIntact: z.boolean(),
      seals: z.number().int(),
      sealedRows: z.number().int(),
      unsealedRows: z.number().int(),
      head: z.string().optional(),
      firstBroken: z.number().int().optional(),
    }),
  }),
  live: query("/journal/live", {
    summary: "Server-sent events: which modules have changed in the town; no content",
    access: signedIn,
    input: z.object({}),
    output: streamOf(z.object({ modules: z.array(z.string()), at: Instant })),
  }),
};
