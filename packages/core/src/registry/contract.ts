/** Registers: households and residents, and the spreadsheets they come from. */
import { z } from "zod";
import { onArea, onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { defineProblems, FieldProblem, kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";

export const problems = defineProblems("registry", {
  householdNotFound: { status: 404 },
  residentNotFound: { status: 404 },
  areaNotFound: { status: 422 },
  householdNumberTaken: { status: 409, details: z.object({ number: z.string() }) },
  identityNumberTaken: { status: 409, details: z.object({ residentId: Id, name: z.string() }) },
  /** By somebody outside the caller's part of the town, about whom nothing is told. */
  identityNumberTakenElsewhere: { status: 409 },
  identityNumberWrong: { status: 422, details: z.object({ fields: z.array(FieldProblem) }) },
  phoneWrong: { status: 422 },
  householdNotEmpty: { status: 409, details: z.object({ members: z.number().int() }) },
  importNotFound: { status: 404 },
  /** `reason` and `mend` say it in the caller's language. */
  importFileUnreadable: {
    status: 422,
    details: z.object({ code: z.string(), reason: z.string(), mend: z.string() }),
  },
  /** `names` are the columns' names in the caller's language. */
  importColumnsMissing: {
    status: 422,
    details: z.object({ columns: z.array(z.string()), names: z.string() }),
  },
  importNotReady: { status: 409 },
  importOutdated: { status: 409 },
});

export const Sex = z.enum(["male", "female"]);
export const Residence = z.enum(["registered-here", "lives-here", "registered-lives-elsewhere"]);
export const Vulnerability = z.enum([
  "five-guarantees",
  "lives-alone-elderly",
  "orphan",
  "disabled",
  "chronic-illness",
  "pregnant",
  "low-income",
]);
export const Relation = z.enum([
  "head",
  "spouse",
  "child",
  "child-in-law",
  "grandchild",
  "parent",
  "grandparent",
  "sibling",
  "other",
]);

const householdFields = z.object({
  areaId: Id,
  /** The household's number in the register (户号); unique in the town. */
  number: z.string().trim().min(1).max(30),
  /** Villagers' group (村民小组) within the area. */
  group: z.string().trim().max(20).optional(),
  address: z.string().trim().max(120).optional(),
  phone: z.string().trim().max(20).optional(),
});

const residentFields = z.object({
  householdId: Id,
  name: z.string().trim().min(1).max(40),
  /** Given whole on the way in, masked on the way out. */
  identityNumber: z.string().trim().max(40).optional(),
  sex: Sex,
  birthday: Day.optional(),
  phone: z.string().trim().max(20).optional(),
  relation: Relation.default("other"),
  residence: Residence.default("registered-here"),
  occupation: z.string().trim().max(40).optional(),
  vulnerabilities: z.array(Vulnerability).max(7).default([]),
  note: z.string().trim().max(200).optional(),
});

export const HouseholdRow = z.object({
  householdId: Id,
  number: z.string(),
  areaId: Id,
  areaName: z.string(),
  group: z.string().optional(),
  address: z.string().optional(),
  headName: z.string().optional(),
  phoneMasked: z.string().optional(),
  members: z.number().int(),
});

export const ResidentRow = z.object({
  residentId: Id,
  householdId: Id,
  householdNumber: z.string(),
  name: z.string(),
  sex: Sex,
  birthday: Day.optional(),
  /** Whole years on the town's today. */
  age: z.number().int().optional(),
  identityMasked: z.string().optional(),
  phoneMasked: z.string().optional(),
  areaId: Id,
  areaName: z.string(),
  group: z.string().optional(),
  address: z.string().optional(),
  relation: Relation,
  residence: Residence,
  occupation: z.string().optional(),
  vulnerabilities: z.array(Vulnerability),
});
export type ResidentRow = z.infer<typeof ResidentRow>;

export const Resident = ResidentRow.extend({
  note: z.string().optional(),
  /** Grows by one with every change; an edit names the revision it was made from. */
  revision: z.number().int(),
  createdAt: Instant,
  changedAt: Instant,
  removed: z.object({ reason: z.string(), at: Instant }).optional(),
});

/** The columns a register may bring; `ignore` leaves a column out. */
export const importColumns = [
  "householdNumber",
  "area",
  "group",
  "address",
  "name",
  "identityNumber",
  "sex",
  "birthday",
  "phone",
  "relation",
  "residence",
  "occupation",
  "vulnerability",
  "note",
] as const;
export const ImportColumn = z.enum(importColumns);
export type ImportColumn = z.infer<typeof ImportColumn>;

export const ImportFate = z.enum(["new", "changed", "same", "rejected"]);
export const ImportState = z.enum(["reading", "ready", "confirmed", "discarded", "failed"]);

export const Import = z.object({
  importId: Id,
  state: ImportState,
  fileName: z.string(),
  startedAt: Instant,
  confirmedAt: Instant.optional(),
  sheetName: z.string().optional(),
  /** 1-based line of the header row in the sheet. */
  headerLine: z.number().int().optional(),
  columns: z.array(
    z.object({
      index: z.number().int(),
      header: z.string(),
      samples: z.array(z.string()),
      column: ImportColumn.optional(),
    }),
  ),
  missingColumns: z.array(ImportColumn),
  /** read = new + changed + same + rejected, always. */
  counts: z
    .object({
      read: z.number().int(),
      new: z.number().int(),
      changed: z.number().int(),
      same: z.number().int(),
      rejected: z.number().int(),
    })
    .optional(),
  hiddenRows: z.number().int().optional(),
  /** Sheets of the file that are not part of the import, with how many filled rows each has. */
  unreadSheets: z.array(
    z.object({ name: z.string(), rows: z.number().int(), isHidden: z.boolean() }),
  ),
  problem: z.object({ code: z.string(), message: z.string(), mend: z.string() }).optional(),
});
export type Import = z.infer<typeof Import>;

export const ImportRow = z.object({
  /** Where several sheets of one form are read together: which one. */
  sheet: z.string().optional(),
  /** 1-based line in the sheet. */
  line: z.number().int(),
  fate: ImportFate,
  values: z.partialRecord(ImportColumn, z.string()),
  /** Changed rows: what the register holds and what the file says. */
  changes: z.array(z.object({ column: ImportColumn, from: z.string(), to: z.string() })),
  reasons: z.array(
    z.object({ column: ImportColumn.optional(), code: z.string(), text: z.string() }),
  ),
});

/** Who may read about the people in their areas, here and in the modules above. */
export const peopleReaders = onArea(
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "medic",
  "inspector",
  "auditor",
);
const writers = onArea("director", "office", "unit-lead", "grid-worker");

export const registryContract = {
  households: query("/registry/households", {
    summary: "Households by number, head, address or area",
    access: peopleReaders,
    input: PageInput.extend({
      search: z.string().trim().max(60).optional(),
      areaId: Id.optional(),
    }),
    output: pageOf(HouseholdRow),
  }),
  household: query("/registry/households/{householdId}", {
    summary: "One household with its members",
    access: peopleReaders,
    input: z.object({ householdId: Id }),
    output: HouseholdRow.extend({
      revision: z.number().int(),
      createdAt: Instant,
      changedAt: Instant,
      memberRows: z.array(ResidentRow),
    }),
    problems: [problems.householdNotFound],
  }),
  createHousehold: command("POST", "/registry/households", {
    summary: "Enter a household",
    access: writers,
    journal: "registry.household.created",
    input: householdFields,
    output: z.object({ householdId: Id }),
    problems: [problems.areaNotFound, problems.householdNumberTaken, problems.phoneWrong],
  }),
  editHousehold: command("PATCH", "/registry/households/{householdId}", {
    summary: "Put a household right",
    access: writers,
    journal: "registry.household.edited",
    input: householdFields.partial().extend({ householdId: Id, revision: z.number().int().min(1) }),
    output: z.object({ revision: z.number().int() }),
    problems: [
      problems.householdNotFound,
      problems.areaNotFound,
      problems.householdNumberTaken,
      problems.phoneWrong,
      kernelProblems.changedMeanwhile,
    ],
  }),
  removeHousehold: command("DELETE", "/registry/households/{householdId}", {
    summary: "Remove a household that has no members",
    access: onTown("director", "office"),
    journal: "registry.household.removed",
    input: z.object({ householdId: Id }),
    output: z.object({}),
    problems: [problems.householdNotFound, problems.householdNotEmpty],
  }),
  residents: query("/registry/residents", {
    summary: "Residents by name, address, last digits of phone or identity number, and filters",
    access: peopleReaders,
    input: PageInput.extend({
      search: z.string().trim().max(60).optional(),
      areaId: Id.optional(),
      sex: Sex.optional(),
      ageFrom: z.number().int().min(0).max(150).optional(),
      ageTo: z.number().int().min(0).max(150).optional(),
      residence: Residence.optional(),
      vulnerability: Vulnerability.optional(),
    }),
    output: pageOf(ResidentRow),
  }),
  resident: query("/registry/residents/{residentId}", {
    summary: "One resident, sensitive fields masked",
    access: peopleReaders,
    input: z.object({ residentId: Id }),
    output: Resident,
    problems: [problems.residentNotFound],
  }),
  createResident: command("POST", "/registry/residents", {
    summary: "Enter a resident into a household",
    access: writers,
    journal: "registry.resident.created",
    input: residentFields,
    output: z.object({ residentId: Id }),
    problems: [
      problems.householdNotFound,
      problems.identityNumberTaken,
      problems.identityNumberTakenElsewhere,
      problems.identityNumberWrong,
      problems.phoneWrong,
    ],
  }),
  editResident: command("PATCH", "/registry/residents/{residentId}", {
    summary: "Put a resident right; absent fields stay, null empties",
    access: writers,
    journal: "registry.resident.edited",
    input: z.object({
      residentId: Id,
      revision: z.number().int().min(1),
      householdId: Id.optional(),
      name: z.string().trim().min(1).max(40).optional(),
      identityNumber: z.string().trim().max(40).nullable().optional(),
      sex: Sex.optional(),
      birthday: Day.nullable().optional(),
      phone: z.string().trim().max(20).nullable().optional(),
      relation: Relation.optional(),
      residence: Residence.optional(),
      occupation: z.string().trim().max(40).nullable().optional(),
      vulnerabilities: z.array(Vulnerability).max(7).optional(),
      note: z.string().trim().max(200).nullable().optional(),
    }),
    output: z.object({ revision: z.number().int() }),
    problems: [
      problems.residentNotFound,
      problems.householdNotFound,
      problems.identityNumberTaken,
      problems.identityNumberTakenElsewhere,
      problems.identityNumberWrong,
      problems.phoneWrong,
      kernelProblems.changedMeanwhile,
    ],
  }),
  removeResident: command("POST", "/registry/residents/{residentId}/remove", {
    summary: "Take a resident off the register, with the reason; can be taken back",
    access: writers,
    journal: "registry.resident.removed",
    input: z.object({
      residentId: Id,
      reason: z.enum(["moved-away", "died", "entered-by-mistake"]),
    }),
    output: z.object({}),
    problems: [problems.residentNotFound],
  }),
  restoreResident: command("POST", "/registry/residents/{residentId}/restore", {
    summary: "Take a removal back",
    access: writers,
    journal: "registry.resident.restored",
    input: z.object({ residentId: Id }),
    output: z.object({}),
    problems: [
      problems.residentNotFound,
      problems.identityNumberTaken,
      problems.identityNumberTakenElsewhere,
      problems.householdNumberTaken,
    ],
  }),
  reveal: command("POST", "/registry/residents/{residentId}/reveal", {
    summary: "See the whole identity number and phone; the look and its reason are journalled",
    access: onArea("director", "office", "medic", "grid-worker"),
    journal: "registry.resident.revealed",
    shownOnce: ["identityNumber", "phone"],
    input: z.object({ residentId: Id, reason: z.string().trim().min(2).max(100) }),
    output: z.object({
      identityNumber: z.string().nullable().optional(),
      phone: z.string().nullable().optional(),
    }),
    problems: [problems.residentNotFound],
  }),
  startImport: command("POST", "/registry/imports", {
    summary: "Upload a register (xlsx or csv); reads and checks every row, writes none",
    access: onTown("director", "office"),
    journal: "registry.import.started",
    input: z.object({ file: z.file() }),
    output: z.object({ importId: Id }),
    problems: [problems.importFileUnreadable],
  }),
  imports: query("/registry/imports", {
    summary: "Imports, newest first",
    access: onTown("director", "office"),
    input: PageInput,
    output: pageOf(Import),
  }),
  import: query("/registry/imports/{importId}", {
    summary: "One import: state, columns, counts",
    access: onTown("director", "office"),
    input: z.object({ importId: Id }),
    output: Import,
    problems: [problems.importNotFound],
  }),
  importRows: query("/registry/imports/{importId}/rows", {
    summary: "The import's rows with their fates",
    access: onTown("director", "office"),
    input: PageInput.extend({ importId: Id, fate: ImportFate.optional() }),
    output: pageOf(ImportRow),
    problems: [problems.importNotFound],
  }),
  setImportColumns: command("PUT", "/registry/imports/{importId}/columns", {
    summary: "Match columns by hand; every row is checked anew, also when no column is named",
    access: onTown("director", "office"),
    journal: "registry.import.matched",
    input: z.object({
      importId: Id,
      columns: z.array(
        z.object({ index: z.number().int().min(0), column: ImportColumn.nullable() }),
      ),
    }),
    output: z.object({}),
    problems: [problems.importNotFound, problems.importNotReady],
  }),
  confirmImport: command("POST", "/registry/imports/{importId}/confirm", {
    summary: "Write the new and changed rows in one transaction",
    access: onTown("director", "office"),
    journal: "registry.import.confirmed",
    input: z.object({ importId: Id }),
    output: z.object({
      read: z.number().int(),
      new: z.number().int(),
      changed: z.number().int(),
      same: z.number().int(),
      rejected: z.number().int(),
    }),
    problems: [
      problems.importNotFound,
      problems.importNotReady,
      problems.importColumnsMissing,
      problems.importOutdated,
    ],
  }),
  discardImport: command("POST", "/registry/imports/{importId}/discard", {
    summary: "Throw an unconfirmed import away",
    access: onTown("director", "office"),
    journal: "registry.import.discarded",
    input: z.object({ importId: Id }),
    output: z.object({}),
    problems: [problems.importNotFound, problems.importNotReady],
  }),
  rejectedRows: query("/registry/imports/{importId}/rejected", {
    summary: "The rejected rows as a spreadsheet with a column of reasons",
    access: onTown("director", "office"),
    input: z.object({ importId: Id }),
    output: z.file(),
    problems: [problems.importNotFound, problems.importNotReady],
  }),
};
