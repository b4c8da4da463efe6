/** Command: the board, the named figures, the evening's bulletin. */
import { z } from "zod";
import { onArea, onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { defineProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";

export const problems = defineProblems("command", {
  figureUnknown: { status: 404 },
  figureAddsNothingUp: { status: 422 },
  bulletinNotFound: { status: 404 },
  bulletinExists: { status: 409, details: z.object({ bulletinId: Id }) },
  bulletinIssued: { status: 409 },
  cutOffInFuture: { status: 422 },
  dayBeforeResponse: { status: 422 },
});

/** A figure's value at a cut-off, beside the value a day before. */
export const FigureValue = z.object({
  figureId: z.string(),
  value: z.number(),
  before: z.number().optional(),
});
export type FigureValue = z.infer<typeof FigureValue>;

/** One row behind a figure. `value` is what the row adds to it. */
export const FigureRow = z.object({
  subjectKind: z.enum([
    "household",
    "resident",
    "premises",
    "arrival",
    "order",
    "reading",
    "alert",
    "area",
    "unit",
    "staff",
    "checkpoint",
    "crossing",
    "pass",
    "directive",
    "round",
  ]),
  subjectId: z.string(),
  label: z.string(),
  areaId: Id.optional(),
  areaName: z.string().optional(),
  at: Instant.optional(),
  value: z.number(),
});

/** Something on the board that needs somebody now. */
export const Need = z.object({
  need: z.enum([
    "missed-readings",
    "open-fever",
    "awaiting-order",
    "release-due",
    "unassigned",
    "bulletin",
    "bulk-reading",
    "overdue-confirmations",
  ]),
  count: z.number().int(),
  lines: z.array(z.object({ label: z.string(), detail: z.string() })),
});

export const BulletinState = z.enum(["draft", "issued"]);
export const BulletinRow = z.object({
  bulletinId: Id,
  day: Day,
  /** 1 for the response's first bulletin. */
  issueNumber: z.number().int(),
  state: BulletinState,
  cutOffAt: Instant,
  issuedAt: Instant.optional(),
  issuedBy: z.string().optional(),
});

export const Bulletin = BulletinRow.extend({
  figures: z.array(FigureValue),
  byArea: z.array(
    z.object({ areaId: Id, areaName: z.string(), figures: z.record(z.string(), z.number()) }),
  ),
  remarks: z.object({ zh: z.string(), en: z.string() }),
  revision: z.number().int(),
  /** Digest of the frozen content; once issued. */
  digest: z.string().optional(),
  /** The journal's head when it was issued: printed at its foot. */
  journalHead: z.string().optional(),
});
export type Bulletin = z.infer<typeof Bulletin>;

const watchers = onArea(
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "medic",
  "inspector",
  "auditor",
);

export const commandContract = {
  board: query("/command/board", {
    summary: "What needs somebody now, the town's figures against yesterday, what is due",
    access: watchers,
    input: z.object({}),
    output: z.object({
      now: Instant,
      day: Day,
      /** 1 on the response's first day. */
      responseDay: z.number().int(),
      needs: z.array(Need),
      figures: z.array(FigureValue),
      windows: z.array(
        z.object({
          windowId: z.string(),
          from: z.string(),
          to: z.string(),
          due: z.number().int(),
          done: z.number().int(),
          missed: z.number().int(),
        }),
      ),
      /** Today's visits at people's doors and patrols of places; those of which the rules owe any. */
      rounds: z.array(
        z.object({
          kind: z.enum(["visits", "patrols"]),
          due: z.number().int(),
          done: z.number().int(),
        }),
      ),
      areas: z.array(
        z.object({
          areaId: Id,
          name: z.string(),
          observed: z.number().int(),
          readingsDue: z.number().int(),
          readingsDone: z.number().int(),
          openAlerts: z.number().int(),
          hasAnswerer: z.boolean(),
        }),
      ),
      feed: z.array(
        z.object({
          /** The write's id; the system's own are of version 8. */
          id: z.uuid(),
          entry: z.string(),
          at: Instant,
          actorName: z.string().optional(),
          areaName: z.string().optional(),
        }),
      ),
      bulletin: BulletinRow.optional(),
      /** Where the town has checkpoints. */
      checkpoints: z
        .object({
          /** The cut-off of the last report that was issued; the day's beginning before the first. */
          since: Instant,
          isSinceReport: z.boolean(),
          /** As of now. */
          standing: z.array(FigureValue),
          /** What came in since. */
          moved: z.array(FigureValue),
        })
        .optional(),
    }),
  }),
  figures: query("/command/figures", {
    summary: "All figures the house can count, at a cut-off",
    access: onArea("director", "office", "unit-lead", "inspector", "auditor", "county-viewer"),
    input: z.object({ at: Instant.optional() }),
    output: z.object({ at: Instant, figures: z.array(FigureValue) }),
  }),
  figureRows: query("/command/figures/{figureId}/rows", {
    summary: "The rows behind a figure at a cut-off",
    access: onArea("director", "office", "unit-lead", "inspector", "auditor"),
    input: PageInput.extend({
      figureId: z.string().max(80),
      at: Instant.optional(),
      /** What came in after this instant; of figures that add up over time. */
      since: Instant.optional(),
      areaId: Id.optional(),
    }),
    output: pageOf(FigureRow).extend({
      figureId: z.string(),
      at: Instant,
      since: Instant.optional(),
      value: z.number(),
    }),
    problems: [problems.figureUnknown, problems.figureAddsNothingUp],
  }),
  unassigned: query("/command/unassigned", {
    summary: "Targets that must be watched and have nobody's name on them",
    access: onArea("director", "office", "unit-lead", "inspector", "auditor"),
    input: PageInput,
    output: pageOf(FigureRow),
  }),
  bulletins: query("/command/bulletins", {
    summary: "Bulletins, newest first",
    access: onTown("director", "office", "inspector", "auditor", "county-viewer"),
    input: PageInput,
    output: pageOf(BulletinRow),
  }),
  bulletin: query("/command/bulletins/{bulletinId}", {
    summary: "One bulletin; a draft's figures are counted as of its cut-off",
    access: onTown("director", "office", "inspector", "auditor", "county-viewer"),
    input: z.object({ bulletinId: Id }),
    output: Bulletin,
    problems: [problems.bulletinNotFound],
  }),
  compose: command("POST", "/command/bulletins", {
    summary: "Compose a day's bulletin as of the cut-off",
    access: onTown("director", "office"),
    journal: "command.bulletin.composed",
    input: z.object({
      day: Day,
      /** The clock's bulletin time of that day when absent; never in the future. */
      cutOffAt: Instant.optional(),
    }),
    output: z.object({ bulletinId: Id }),
    problems: [problems.bulletinExists, problems.cutOffInFuture, problems.dayBeforeResponse],
  }),
  editRemarks: command("PATCH", "/command/bulletins/{bulletinId}", {
    summary: "Edit a draft's remarks, or move its cut-off",
    access: onTown("director", "office"),
    journal: "command.bulletin.edited",
    input: z.object({
      bulletinId: Id,
      revision: z.number().int().min(1),
      remarks: z.object({ zh: z.string().max(4000), en: z.string().max(8000) }).optional(),
      cutOffAt: Instant.optional(),
    }),
    output: z.object({ revision: z.number().int() }),
    problems: [problems.bulletinNotFound, problems.bulletinIssued, problems.cutOffInFuture],
  }),
  issueBulletin: command("POST", "/command/bulletins/{bulletinId}/issue", {
    summary: "Issue: freezes figures and remarks for good",
    access: onTown("director"),
    journal: "command.bulletin.issued",
    input: z.object({ bulletinId: Id, revision: z.number().int().min(1) }),
    output: z.object({ digest: z.string() }),
    problems: [problems.bulletinNotFound, problems.bulletinIssued, problems.cutOffInFuture],
  }),
  bulletinFile: query("/command/bulletins/{bulletinId}/file", {
    summary: "The bulletin as docx or pdf in the official style",
    access: onTown("director", "office", "inspector", "auditor", "county-viewer"),
    input: z.object({
      bulletinId: Id,
      format: z.enum(["docx", "pdf"]).default("docx"),
      language: z.enum(["zh-CN", "en"]).default("zh-CN"),
    }),
    output: z.file(),
    problems: [problems.bulletinNotFound],
  }),
};
