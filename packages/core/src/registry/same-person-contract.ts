/** The same person twice: found on entry and by a sweep, merged side by side. */
import { z } from "zod";
import { onArea } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day } from "../kernel/time.ts";
import { FieldSource } from "./merge.ts";
import { peopleWriters, Resident, ResidentRow, Sex } from "./people.ts";
import { problems } from "./problems.ts";
import { likenessReasons } from "./same-person.ts";

const LikenessReason = z.enum(likenessReasons);

const Likeness = z.object({
  /** From 0 to 100. */
  score: z.number().int(),
  /** What speaks for it, then what against it. */
  reasons: z.array(LikenessReason),
});

export const SamePerson = Likeness.extend({
  person: ResidentRow,
  /** Why somebody is no longer on the register. */
  removed: z.string().optional(),
});
export type SamePerson = z.infer<typeof SamePerson>;

export const DuplicatePair = Likeness.extend({ one: ResidentRow, other: ResidentRow });
export type DuplicatePair = z.infer<typeof DuplicatePair>;

/** Fields that are taken over together, of the one record or of the other. */
export const MergeField = z.object({
  /** The first field's name, which stands for all of them. */
  group: z.string(),
  /** Masked where sensitive, absent where nothing is known. */
  values: z.array(
    z.object({ field: z.string(), one: z.string().optional(), other: z.string().optional() }),
  ),
  /** Lists can be joined. */
  mayJoin: z.boolean(),
  suggested: FieldSource,
});
export type MergeField = z.infer<typeof MergeField>;

export const MergePreview = z.object({
  one: Resident,
  other: Resident,
  likeness: Likeness.optional(),
  /** Which of the two is the fuller: it should stay. */
  suggested: z.enum(["one", "other"]),
  /** Those in which the two differ. */
  fields: z.array(MergeField),
  /** What modules keep of either, and what will be the survivor's. */
  ties: z.array(z.object({ name: z.string(), one: z.number().int(), other: z.number().int() })),
});
export type MergePreview = z.infer<typeof MergePreview>;

/** Somebody as far as a form has been filled in. */
export const TypedPerson = z.object({
  name: z.string().trim().max(40).default(""),
  identityNumber: z.string().trim().max(40).optional(),
  sex: Sex.optional(),
  birthday: Day.optional(),
  phone: z.string().trim().max(20).optional(),
  householdId: Id.optional(),
  areaId: Id.optional(),
  group: z.string().trim().max(20).optional(),
  address: z.string().trim().max(120).optional(),
  /** Whose record is being put right. */
  besides: Id.optional(),
});
export type TypedPerson = z.infer<typeof TypedPerson>;

const pair = z.object({ oneId: Id, otherId: Id });

export const samePersonProcedures = {
  samePerson: query("/registry/same-person", {
    summary: "Whom of the register somebody may be, by what is typed so far",
    method: "POST",
    access: onArea("director", "office", "unit-lead", "grid-worker", "medic"),
    input: TypedPerson,
    output: z.object({
      people: z.array(SamePerson),
      /** The identity number is somebody's outside the caller's part of the town. */
      isElsewhere: z.boolean(),
    }),
  }),
  duplicates: query("/registry/duplicates", {
    summary: "Pairs of residents who may be one person, the likeliest first",
    access: peopleWriters,
    input: PageInput.extend({ areaId: Id.optional() }),
    output: pageOf(DuplicatePair),
  }),
  sayDifferent: command("POST", "/registry/duplicates/different", {
    summary: "Remember that two residents are two people",
    access: peopleWriters,
    journal: "registry.pair.different",
    input: pair,
    output: z.object({}),
    problems: [problems.residentNotFound],
  }),
  sayPossible: command("POST", "/registry/duplicates/possible", {
    summary: "Take back that two residents are two people",
    access: peopleWriters,
    journal: "registry.pair.possible",
    input: pair,
    output: z.object({}),
    problems: [problems.residentNotFound],
  }),
  mergePreview: query("/registry/residents/{oneId}/merge/{otherId}", {
    summary: "Two residents side by side, field by field, and what is kept of either",
    access: peopleWriters,
    input: pair,
    output: MergePreview,
    problems: [problems.residentNotFound, problems.sameRecord],
  }),
  mergeResidents: command("POST", "/registry/residents/{residentId}/merge", {
    summary: "Make another record part of this one; undone from its history",
    access: peopleWriters,
    journal: "registry.resident.merged",
    input: z.object({
      residentId: Id,
      revision: z.number().int().min(1),
      otherId: Id,
      otherRevision: z.number().int().min(1),
      /** Groups of fields whose values are not this record's, see `MergeField`. */
      fields: z.record(z.string().max(60), FieldSource).default({}),
    }),
    output: z.object({ revision: z.number().int() }),
    problems: [
      problems.residentNotFound,
      problems.residentMerged,
      problems.sameRecord,
      problems.identityNumberWrong,
      kernelProblems.changedMeanwhile,
    ],
  }),
};
