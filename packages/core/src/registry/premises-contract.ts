import { z } from "zod";
import { onArea, onTown } from "../kernel/access.ts";
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
import { PageInput, pageOf } from "../kernel/page.ts";
import { kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { sheetProcedures, sheetUndo } from "../kernel/sheet-contract.ts";
import { Day } from "../kernel/time.ts";
import { listExporters, peopleReaders, peopleWriters } from "./people.ts";
import {
  Premises,
  PremisesKind,
  PremisesListRow,
  PremisesOfPerson,
  PremisesPerson,
  PremisesRemoval,
  PremisesRole,
  PremisesState,
  premisesReaders,
} from "./premises.ts";
import { premisesList } from "./premises-list.ts";
import { problems } from "./problems.ts";

const largest = 10_000_000;

const premisesFields = z.object({
  kind: PremisesKind,
  name: z.string().trim().min(1).max(60),
  areaId: Id,
  address: z.string().trim().max(120).optional(),
  /** Unified social credit code (GB 32100-2015). */
  creditCode: z.string().trim().max(40).optional(),
  inChargeName: z.string().trim().max(40).optional(),
  /** Given whole on the way in, masked on the way out. */
  inChargePhone: z.string().trim().max(20).optional(),
  floorAreaM2: z.number().int().min(1).max(largest).optional(),
  capacity: z.number().int().min(1).max(largest).optional(),
  state: PremisesState.default("open"),
  /** The town's today when absent; nothing for one open as usual. */
  stateSince: Day.optional(),
  note: z.string().trim().max(200).optional(),
});

const wrong = [
  problems.areaNotFound,
  problems.creditCodeWrong,
  problems.phoneWrong,
  problems.stateInFuture,
] as const;

const sheetOf = {
  path: "/registry/premises",
  what: "premises",
  access: onTown("director", "office"),
} as const;
const sheet = sheetProcedures({ ...sheetOf, journal: "registry.premises.imported" });

export const premisesProcedures = {
  previewPremisesImport: sheet.preview,
  rejectedPremisesRows: sheet.rejected,
  importPremises: sheet.bringIn,
  premisesImports: sheet.brought,
  undoPremisesImport: sheetUndo({
    ...sheetOf,
    journal: "registry.premises.importUndone",
    problems: [problems.builtOn, problems.recordNotFound],
  }),
  premisesList: query("/registry/premises", {
    summary:
      "Premises by name, pinyin, address, credit code, last digits of a telephone, and every field",
    access: premisesReaders,
    input: pageInputOf(premisesList),
    output: listPageOf(PremisesListRow),
  }),
  premisesCounts: query("/registry/premises/counts", {
    summary: "How many premises each value of some filters would find, beside the other filters",
    access: premisesReaders,
    input: countsInputOf(premisesList),
    output: FilterCounts,
  }),
  exportPremises: command("POST", "/registry/premises/export", {
    summary:
      "Take the list out: as a spreadsheet, as pdf, or printed; purpose and receiver are kept",
    access: listExporters,
    journal: "registry.premises.exported",
    shownOnce: ["file"],
    input: exportInputOf(premisesList),
    output: Exported,
    problems: [listProblems.wholeNumbersForbidden, listProblems.tooLongForPaper],
  }),
  premises: query("/registry/premises/{premisesId}", {
    summary: "One premises, telephone masked",
    access: premisesReaders,
    input: z.object({ premisesId: Id }),
    output: Premises,
    problems: [problems.premisesNotFound],
  }),
  createPremises: command("POST", "/registry/premises", {
    summary: "Enter premises",
    access: peopleWriters,
    journal: "registry.premises.created",
    input: premisesFields,
    output: z.object({ premisesId: Id }),
    problems: wrong,
  }),
  editPremises: command("PATCH", "/registry/premises/{premisesId}", {
    summary: "Put premises right; absent fields stay, null empties",
    access: peopleWriters,
    journal: "registry.premises.edited",
    input: z.object({
      premisesId: Id,
      revision: z.number().int().min(1),
      kind: PremisesKind.optional(),
      name: z.string().trim().min(1).max(60).optional(),
      areaId: Id.optional(),
      address: z.string().trim().max(120).nullable().optional(),
      creditCode: z.string().trim().max(40).nullable().optional(),
      inChargeName: z.string().trim().max(40).nullable().optional(),
      inChargePhone: z.string().trim().max(20).nullable().optional(),
      floorAreaM2: z.number().int().min(1).max(largest).nullable().optional(),
      capacity: z.number().int().min(1).max(largest).nullable().optional(),
      state: PremisesState.optional(),
      stateSince: Day.optional(),
      note: z.string().trim().max(200).nullable().optional(),
    }),
    output: z.object({ revision: z.number().int() }),
    problems: [problems.premisesNotFound, ...wrong, kernelProblems.changedMeanwhile],
  }),
  setPremisesState: command("POST", "/registry/premises/state", {
    summary: "Close premises, or let them open again, many at once",
    access: peopleWriters,
    journal: "registry.premises.stateSet",
    input: z.object({
      premisesIds: z.array(Id).min(1).max(500),
      state: PremisesState,
      stateSince: Day.optional(),
    }),
    /** On how many that is new. */
    output: z.object({ changed: z.number().int() }),
    problems: [problems.premisesNotFound, problems.stateInFuture],
  }),
  removePremises: command("POST", "/registry/premises/{premisesId}/remove", {
    summary: "Take premises off the register, with the reason; can be taken back",
    access: peopleWriters,
    journal: "registry.premises.removed",
    input: z.object({ premisesId: Id, reason: PremisesRemoval }),
    output: z.object({}),
    problems: [problems.premisesNotFound],
  }),
  restorePremises: command("POST", "/registry/premises/{premisesId}/restore", {
    summary: "Take a removal back",
    access: peopleWriters,
    journal: "registry.premises.restored",
    input: z.object({ premisesId: Id }),
    output: z.object({}),
    problems: [problems.premisesNotFound],
  }),
  revealPremises: command("POST", "/registry/premises/{premisesId}/reveal", {
    summary: "See the whole telephone number of who is in charge; the look is journalled",
    access: onArea("director", "office", "unit-lead", "medic", "grid-worker", "patrol"),
    journal: "registry.premises.revealed",
    shownOnce: ["phone"],
    input: z.object({ premisesId: Id, reason: z.string().trim().min(2).max(100) }),
    output: z.object({ phone: z.string().nullable() }),
    problems: [problems.premisesNotFound],
  }),
  premisesPeople: query("/registry/premises/{premisesId}/people", {
    summary: "Who of the register is at the premises, in the roles' order",
    access: peopleReaders,
    input: PageInput.extend({
      premisesId: Id,
      role: PremisesRole.optional(),
      /** Everybody but those who are only this. */
      besides: PremisesRole.optional(),
    }),
    output: pageOf(PremisesPerson).extend({
      /** How many more live outside the caller's reach. */
      elsewhere: z.number().int(),
    }),
    problems: [problems.premisesNotFound],
  }),
  premisesOfResident: query("/registry/residents/{residentId}/premises", {
    summary: "Where somebody works, learns, lodges or rents, in whatever village",
    access: peopleReaders,
    input: z.object({ residentId: Id }),
    output: z.object({ rows: z.array(PremisesOfPerson) }),
    problems: [problems.residentNotFound],
  }),
  addPremisesPeople: command("POST", "/registry/premises/{premisesId}/people", {
    summary: "Put people down as working, learning, lodging or renting at premises",
    access: peopleWriters,
    journal: "registry.premises.peopleAdded",
    input: z.object({
      premisesId: Id,
      residentIds: z.array(Id).min(1).max(200),
      role: PremisesRole,
      since: Day.optional(),
    }),
    /** Who is there in the role already is not added again. */
    output: z.object({ added: z.number().int() }),
    problems: [problems.premisesNotFound, problems.residentNotFound, problems.stateInFuture],
  }),
  endPremisesPeople: command("POST", "/registry/premises/people/end", {
    summary: "Say that people are at premises no longer",
    access: peopleWriters,
    journal: "registry.premises.peopleEnded",
    input: z.object({ linkIds: z.array(Id).min(1).max(200) }),
    output: z.object({ ended: z.number().int() }),
    problems: [problems.premisesNotFound],
  }),
};
