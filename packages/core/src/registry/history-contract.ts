/** What became of a record of the register, change by change, and putting it back. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { ChangeKind, SubjectKind } from "./history.ts";
import { peopleReaders, peopleWriters } from "./people.ts";
import { problems } from "./problems.ts";

/** A field before and after; masked where it is sensitive, absent where nothing was known. */
export const FieldChange = z.object({
  /** One of `recordFields`. */
  field: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
});

export const RegisterChange = z.object({
  /** The record's revision after the change. */
  revision: z.number().int(),
  what: ChangeKind,
  fields: z.array(FieldChange),
  /** Of a merge: the other record, by its name where it is within reach. */
  with: z.object({ residentId: Id, name: z.string().optional() }).optional(),
  /** Nothing has been built on it: the record can be put back as it was before. */
  canUndo: z.boolean(),
});
export type RegisterChange = z.infer<typeof RegisterChange>;

/** A write that was about a record, or changed it. */
export const HistoryRow = z.object({
  writeId: z.uuid(),
  /** The journal entry. */
  entry: z.string(),
  actorName: z.string().optional(),
  /** The API token by which the account wrote. */
  tokenName: z.string().optional(),
  happenedAt: Instant.optional(),
  receivedAt: Instant,
  /** What the write was about, where that is something else: an arrival, an order, an import. */
  about: z.object({ kind: z.string(), id: z.string() }).optional(),
  /** The reason given, as the journal keeps it: why somebody looked, or left the register. */
  reason: z.string().optional(),
  change: RegisterChange.optional(),
});
export type HistoryRow = z.infer<typeof HistoryRow>;

export const historyProcedures = {
  history: query("/registry/history/{kind}/{subjectId}", {
    summary:
      "All that was written about a household or resident, newest first; changes field by field",
    access: peopleReaders,
    input: PageInput.extend({ kind: SubjectKind, subjectId: Id }),
    output: pageOf(HistoryRow),
    problems: [problems.recordNotFound],
  }),
  undoChange: command("POST", "/registry/history/{kind}/{subjectId}/undo", {
    summary: "Put a record back as it was before a change, unless something was built on it since",
    access: peopleWriters,
    journal: "registry.change.undone",
    input: z.object({ kind: SubjectKind, subjectId: Id, revision: z.number().int().min(1) }),
    output: z.object({ revision: z.number().int() }),
    problems: [problems.recordNotFound, problems.builtOn, problems.areaNotFound],
  }),
};
