import { z } from "zod";
import { onArea } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import {
  countsInputOf,
  Exported,
  exportInputOf,
  FilterCounts,
  listPageOf,
  pageInputOf,
} from "../kernel/list-contract.ts";
import { listProblems } from "../kernel/list-problems.ts";
import { kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day } from "../kernel/time.ts";
import { circumstances, circumstancesEdit } from "./circumstances.ts";
import {
  listExporters,
  peopleReaders,
  peopleWriters,
  Relation,
  RemovalReason,
  Residence,
  Resident,
  ResidentListRow,
  Sex,
  Vulnerability,
} from "./people.ts";
import { problems } from "./problems.ts";
import { residentList } from "./resident-list.ts";

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
  ...circumstances,
});

const circumstancesProblems = [
  problems.landlordNotFound,
  problems.proxyNotFound,
  problems.proxyIsSelf,
  problems.proxyPhoneWrong,
] as const;

export const residentProcedures = {
  residents: query("/registry/residents", {
    summary: "Residents by name, pinyin, address, last digits of a number, and every field",
    access: peopleReaders,
    input: pageInputOf(residentList),
    output: listPageOf(ResidentListRow),
  }),
  residentCounts: query("/registry/residents/counts", {
    summary: "How many residents each value of some filters would find, beside the other filters",
    access: peopleReaders,
    input: countsInputOf(residentList),
    output: FilterCounts,
  }),
  exportResidents: command("POST", "/registry/residents/export", {
    summary:
      "Take the list out: as a spreadsheet, as pdf, or printed; purpose and receiver are kept",
    access: listExporters,
    journal: "registry.residents.exported",
    shownOnce: ["file"],
    input: exportInputOf(residentList),
    output: Exported,
    problems: [listProblems.wholeNumbersForbidden, listProblems.tooLongForPaper],
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
    access: peopleWriters,
    journal: "registry.resident.created",
    input: residentFields,
    output: z.object({ residentId: Id }),
    problems: [
      problems.householdNotFound,
      problems.identityNumberTaken,
      problems.identityNumberTakenElsewhere,
      problems.identityNumberWrong,
      problems.phoneWrong,
      ...circumstancesProblems,
    ],
  }),
  editResident: command("PATCH", "/registry/residents/{residentId}", {
    summary: "Put a resident right; absent fields stay, null empties",
    access: peopleWriters,
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
      ...circumstancesEdit,
    }),
    output: z.object({ revision: z.number().int() }),
    problems: [
      problems.residentNotFound,
      problems.residentMerged,
      problems.householdNotFound,
      problems.identityNumberTaken,
      problems.identityNumberTakenElsewhere,
      problems.identityNumberWrong,
      problems.phoneWrong,
      ...circumstancesProblems,
      kernelProblems.changedMeanwhile,
    ],
  }),
  removeResident: command("POST", "/registry/residents/{residentId}/remove", {
    summary: "Take a resident off the register, with the reason; can be taken back",
    access: peopleWriters,
    journal: "registry.resident.removed",
    input: z.object({
      residentId: Id,
      reason: RemovalReason,
    }),
    output: z.object({}),
    problems: [problems.residentNotFound, problems.residentMerged],
  }),
  restoreResident: command("POST", "/registry/residents/{residentId}/restore", {
    summary: "Take a removal back",
    access: peopleWriters,
    journal: "registry.resident.restored",
    input: z.object({ residentId: Id }),
    output: z.object({}),
    problems: [
      problems.residentNotFound,
      problems.residentMerged,
      problems.identityNumberTaken,
      problems.identityNumberTakenElsewhere,
      problems.householdNumberTaken,
    ],
  }),
  reveal: command("POST", "/registry/residents/{residentId}/reveal", {
    summary: "See the whole identity number and phones; the look and its reason are journalled",
    access: onArea("director", "office", "medic", "grid-worker"),
    journal: "registry.resident.revealed",
    shownOnce: ["identityNumber", "phone", "proxyPhone"],
    input: z.object({ residentId: Id, reason: z.string().trim().min(2).max(100) }),
    output: z.object({
      identityNumber: z.string().nullable().optional(),
      /** The person's own, else the household's. */
      phone: z.string().nullable().optional(),
      proxyPhone: z.string().nullable().optional(),
    }),
    problems: [problems.residentNotFound, problems.residentMerged],
  }),
};
