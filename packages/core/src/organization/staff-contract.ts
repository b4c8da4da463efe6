import { z } from "zod";
import { onArea, onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { Exported, exportSaid, ticked } from "../kernel/list-contract.ts";
import { listProblems } from "../kernel/list-problems.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { sheetProcedures, sheetUndo } from "../kernel/sheet-contract.ts";
import { sheetProblems } from "../kernel/sheet-problems.ts";
import { problems } from "./problems.ts";

export const StaffKind = z.enum([
  "town-leader",
  "town-cadre",
  "village-cadre",
  "grid-worker",
  "village-doctor",
  "police",
  "militia",
  "volunteer",
  "sent-down-cadre",
  "other",
]);
export const Staff = z.object({
  staffId: Id,
  name: z.string(),
  kind: StaffKind,
  phone: z.string().optional(),
  unitId: Id.optional(),
  areaId: Id.optional(),
  isActive: z.boolean(),
  accountId: Id.optional(),
  /** How many targets within the caller's reach the person answers for. */
  load: z.number().int(),
});
export type Staff = z.infer<typeof Staff>;

const filters = {
  search: z.string().trim().max(40).optional(),
  areaId: Id.optional(),
  unitId: Id.optional(),
  kind: StaffKind.optional(),
  isActive: z.boolean().optional(),
};

const office = onTown("director", "office");
const sheetOf = { path: "/organization/staff", what: "staff", access: office } as const;
const sheet = sheetProcedures({ ...sheetOf, journal: "organization.staff.imported" });

export const staffProcedures = {
  previewStaffImport: sheet.preview,
  rejectedStaffRows: sheet.rejected,
  importStaff: sheet.bringIn,
  staffImports: sheet.brought,
  undoStaffImport: sheetUndo({
    ...sheetOf,
    journal: "organization.staff.importUndone",
    problems: [sheetProblems.builtOn],
  }),
  exportStaff: command("POST", "/organization/staff/export", {
    summary:
      "Take the list of staff out, in the form it can be brought back in; purpose and receiver are kept",
    access: office,
    journal: "organization.staff.exported",
    shownOnce: ["file"],
    input: z.object({
      ...filters,
      ...ticked,
      ...exportSaid,
    }),
    output: Exported,
    problems: [listProblems.wholeNumbersForbidden, listProblems.tooLongForPaper],
  }),
  staff: query("/organization/staff", {
    summary: "Staff by name, kind, unit or area, with how much each answers for",
    access: onArea("director", "office", "unit-lead", "inspector", "auditor"),
    input: PageInput.extend(filters),
    output: pageOf(Staff),
  }),
  staffMember: query("/organization/staff/{staffId}", {
    summary: "One member of staff",
    access: onArea("director", "office", "unit-lead", "inspector", "auditor"),
    input: z.object({ staffId: Id }),
    output: Staff,
    problems: [problems.staffNotFound],
  }),
  addStaff: command("POST", "/organization/staff", {
    summary: "Add a member of staff",
    access: onTown("director", "office"),
    journal: "organization.staff.added",
    input: z.object({
      name: z.string().trim().min(1).max(40),
      kind: StaffKind,
      phone: z.string().trim().max(20).optional(),
      unitId: Id.optional(),
      areaId: Id.optional(),
    }),
    output: z.object({ staffId: Id }),
    problems: [problems.unitNotFound, problems.areaNotFound],
  }),
  editStaff: command("PATCH", "/organization/staff/{staffId}", {
    summary: "Put right a member of staff, or end or resume the service",
    access: onTown("director", "office"),
    journal: "organization.staff.edited",
    input: z.object({
      staffId: Id,
      name: z.string().trim().min(1).max(40).optional(),
      kind: StaffKind.optional(),
      phone: z.string().trim().max(20).optional(),
      unitId: Id.nullable().optional(),
      areaId: Id.nullable().optional(),
      isActive: z.boolean().optional(),
    }),
    output: z.object({}),
    problems: [problems.staffNotFound, problems.unitNotFound, problems.areaNotFound],
  }),
};
