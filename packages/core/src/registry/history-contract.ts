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
  /** The field as the register names it; texts stand under `registry.field.<name>`. */
  field: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
});

export const RegisterChange = z.object({
  /** The record's revision after the change. */
  revision: z.number().int(),
  what: ChangeKind,
  /** The journal entry of the write that made the change, and what it was about. */
  entry: z.string(),
  writeId: z.uuid(),
  importId: Id.optional(),
  /** Of a merge: the other record, by its name where it is within reach. */
  with: z.object({ residentId: Id, name: z.string().optional() }).optional(),
  actorName: z.string().optional(),
  happenedAt: Instant.optional(),
  receivedAt: Instant,
  fields: z.array(FieldChange),
  /** Nothing has been built on it: the record can be put back as it was before. */
  canUndo: z.boolean(),
});
export type RegisterChange = z.infer<typeof RegisterChange>;

export const historyProcedures = {
  history: query("/registry/history/{kind}/{subjectId}", {
    summary: "Every change of a household or resident, newest first, field by field",
    access: peopleReaders,
    input: PageInput.extend({ kind: SubjectKind, subjectId: Id }),
    output: pageOf(RegisterChange),
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
