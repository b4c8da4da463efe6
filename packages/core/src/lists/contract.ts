/** How people look at lists: views under a name, their own or the office's, and chosen columns. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { defineProblems, kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";

export const problems = defineProblems("lists", {
  viewNotFound: { status: 404 },
  viewNameTaken: { status: 409, details: z.object({ name: z.string() }) },
  tooManyViews: { status: 409, details: z.object({ most: z.number().int() }) },
});

/** `<module>.<list>`, as `defineList` names it. */
const ListName = z
  .string()
  .max(60)
  .regex(/^[a-z]+\.[a-zA-Z]+$/);
const mostColumns = 60;
const Columns = z.array(z.string().max(40)).min(1).max(mostColumns);

const viewFields = {
  name: z.string().trim().min(1).max(40),
  /** Texts by the names of the list's filters; never a search, which would name people. */
  filters: z
    .record(z.string().max(40), z.string().max(200))
    .refine((filters) => !("search" in filters) && Object.keys(filters).length <= mostColumns),
  sort: z.string().max(40).optional(),
  columns: Columns,
};

export const View = z.object({
  viewId: Id,
  ...viewFields,
  isShared: z.boolean(),
  isMine: z.boolean(),
  /** Who saved it. */
  by: z.string(),
  revision: z.number().int(),
});
export type View = z.infer<typeof View>;

export const listsContract = {
  views: query("/lists/{list}/views", {
    summary: "The views of a list: one's own, and for the town's office those it shares",
    access: signedIn,
    input: z.object({ list: ListName }),
    output: z.object({
      views: z.array(View),
      /** The columns the caller chose; absent for the usual ones. */
      columns: Columns.optional(),
      /** The view the list opens with. */
      defaultViewId: Id.optional(),
    }),
  }),
  exportProgress: query("/lists/export-progress", {
    summary:
      "How far the export or the list brought in is that the caller has started; empty while there is none",
    access: signedIn,
    input: z.object({}),
    output: z.object({ done: z.number().int().optional(), total: z.number().int().optional() }),
  }),
  saveView: command("POST", "/lists/{list}/views", {
    summary: "Save a view of a list under a name",
    access: signedIn,
    journal: "lists.view.saved",
    input: z.object({ list: ListName, ...viewFields }),
    output: z.object({ viewId: Id }),
    problems: [problems.viewNameTaken, problems.tooManyViews],
  }),
  editView: command("PATCH", "/lists/views/{viewId}", {
    summary: "Change a view of one's own, or one the office shares; absent fields stay",
    access: signedIn,
    journal: "lists.view.edited",
    input: z.object({
      viewId: Id,
      revision: z.number().int().min(1),
      name: viewFields.name.optional(),
      filters: viewFields.filters.optional(),
      /** Null for the usual order. */
      sort: z.string().max(40).nullable().optional(),
      columns: Columns.optional(),
    }),
    output: z.object({ revision: z.number().int() }),
    problems: [problems.viewNotFound, problems.viewNameTaken, kernelProblems.changedMeanwhile],
  }),
  shareView: command("POST", "/lists/views/{viewId}/share", {
    summary: "Share a view with the town's office, or take it back",
    access: onTown("director", "office"),
    journal: "lists.view.shared",
    input: z.object({ viewId: Id, isShared: z.boolean() }),
    output: z.object({}),
    problems: [problems.viewNotFound],
  }),
  removeView: command("DELETE", "/lists/views/{viewId}", {
    summary: "Remove a view of one's own, or one the office shares",
    access: signedIn,
    journal: "lists.view.removed",
    input: z.object({ viewId: Id }),
    output: z.object({}),
    problems: [problems.viewNotFound],
  }),
  chooseColumns: command("PUT", "/lists/{list}/columns", {
    summary: "Keep which columns the caller sees of a list; null for the usual ones",
    access: signedIn,
    journal: "lists.columns.chosen",
    input: z.object({ list: ListName, columns: Columns.nullable() }),
    output: z.object({}),
  }),
  openWith: command("PUT", "/lists/{list}/default", {
    summary: "The view with which a list opens for the caller; null for none",
    access: signedIn,
    journal: "lists.default.set",
    input: z.object({ list: ListName, viewId: Id.nullable() }),
    output: z.object({}),
    problems: [problems.viewNotFound],
  }),
};
