/** The town's side: a directive is issued, watched, withdrawn; never edited. */
import { z } from "zod";
import { onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { Exported, exportSaid } from "../kernel/list-contract.ts";
import { listProblems } from "../kernel/list-problems.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { StaffKind } from "../organization/staff-contract.ts";
import { UnitKind } from "../organization/unit-contract.ts";
import {
  ActKind,
  DirectiveHead,
  DirectivePaper,
  DirectiveState,
  longestText,
  Reason,
  UnitAct,
  UnitProgress,
} from "./directive.ts";
import { issuers } from "./issuers.ts";
import { problems } from "./problems.ts";

const readers = onTown("director", "office", "inspector", "auditor");
const mostUnits = 500;

/** How many units have come how far. `overdue` have not confirmed though the time is over. */
export const Progress = z.object({
  units: z.number().int(),
  confirmed: z.number().int(),
  /** Among the confirmed. */
  late: z.number().int(),
  overdue: z.number().int(),
  finished: z.number().int(),
});

export const DirectiveRow = DirectiveHead.extend({ progress: Progress });
export type DirectiveRow = z.infer<typeof DirectiveRow>;

/** A unit a directive may be addressed to. */
export const Recipient = z.object({
  unitId: Id,
  name: z.string(),
  nameEn: z.string(),
  kind: UnitKind,
  parentId: Id.optional(),
  /** People in service in it. */
  members: z.number().int(),
  /** Of them and of those who hold a role on it, how many can sign in and confirm. */
  accounts: z.number().int(),
});
export type Recipient = z.infer<typeof Recipient>;

const filters = {
  search: z.string().trim().max(40).optional(),
  state: DirectiveState.optional(),
  /** Whether units have let the time for confirming pass. */
  isOverdue: z.boolean().optional(),
  /** Whether units have not finished yet. */
  isUnfinished: z.boolean().optional(),
};

export const issuingProcedures = {
  recipients: query("/directives/recipients", {
    summary: "Units a directive may be addressed to, and how many people of each can confirm it",
    access: issuers,
    input: z.object({}),
    output: z.object({ units: z.array(Recipient) }),
  }),
  issue: command("POST", "/directives", {
    summary: "Issue a directive to units, all at once; it replaces another where one is named",
    access: issuers,
    journal: "directives.directive.issued",
    input: z.object({
      title: z.string().trim().min(2).max(80),
      text: z.string().trim().min(2).max(longestText),
      /** `all`: every unit with somebody in it, who confirms on a device or by ringing the office. */
      recipients: z.discriminatedUnion("to", [
        z.object({ to: z.literal("all") }),
        z.object({ to: z.literal("units"), unitIds: z.array(Id).min(1).max(mostUnits) }),
      ]),
      confirmBy: Instant,
      finishBy: Instant.optional(),
      replaces: Id.optional(),
    }),
    output: z.object({ directiveId: Id, number: z.string(), units: z.number().int() }),
    problems: [
      problems.directiveNotFound,
      problems.directiveEnded,
      problems.nobodyToReach,
      problems.confirmByTooSoon,
      problems.finishBeforeConfirm,
    ],
  }),
  withdraw: command("POST", "/directives/{directiveId}/withdraw", {
    summary: "Withdraw a directive, with the reason; it stays to be read",
    access: issuers,
    journal: "directives.directive.withdrawn",
    input: z.object({ directiveId: Id, reason: Reason }),
    output: z.object({}),
    problems: [problems.directiveNotFound, problems.directiveEnded],
  }),
  directives: query("/directives", {
    summary: "Directives, the latest first, with how many units have come how far",
    access: readers,
    input: PageInput.extend(filters),
    output: pageOf(DirectiveRow),
  }),
  exportDirectives: command("POST", "/directives/export", {
    summary: "Take the list of directives out, with purpose and receiver",
    access: readers,
    journal: "directives.list.exported",
    shownOnce: ["file"],
    input: z.object({ ...filters, ...exportSaid }),
    output: Exported,
    problems: [listProblems.wholeNumbersForbidden, listProblems.tooLongForPaper],
  }),
  directive: query("/directives/{directiveId}", {
    summary: "One directive, and how each unit stands with it: those who let the time pass first",
    access: readers,
    input: z.object({ directiveId: Id }),
    output: DirectivePaper.extend({ progress: Progress, units: z.array(UnitProgress) }),
    problems: [problems.directiveNotFound],
  }),
  acts: query("/directives/{directiveId}/acts", {
    summary: "What units did with a directive, taken back or not, the latest first",
    access: readers,
    input: PageInput.extend({
      directiveId: Id,
      unitId: Id.optional(),
      kind: ActKind.optional(),
    }),
    output: pageOf(UnitAct),
    problems: [problems.directiveNotFound],
  }),
  file: query("/directives/{directiveId}/file", {
    summary: "The directive as a paper with how each unit stands, or the units as a spreadsheet",
    access: readers,
    input: z.object({
      directiveId: Id,
      format: z.enum(["pdf", "docx", "xlsx"]),
      language: z.enum(["zh-CN", "en"]).default("zh-CN"),
    }),
    output: z.file(),
    problems: [problems.directiveNotFound],
  }),
  waitedFor: query("/directives/{directiveId}/waited-for", {
    summary: "Whom to ring up: people of the units that have not confirmed, with their numbers",
    access: issuers,
    input: z.object({ directiveId: Id }),
    output: z.object({
      units: z.array(
        z.object({
          unitId: Id,
          people: z.array(
            z.object({
              staffId: Id,
              name: z.string(),
              kind: StaffKind,
              phone: z.string().optional(),
            }),
          ),
        }),
      ),
    }),
    problems: [problems.directiveNotFound],
  }),
};
