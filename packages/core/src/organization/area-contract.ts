/** The tree of areas: town, villages and communities, grids. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { command, query } from "../kernel/procedure.ts";
import { problems } from "./problems.ts";

export const AreaKind = z.enum(["town", "village", "community", "grid"]);
export const Area = z.object({
  areaId: Id,
  parentId: Id.optional(),
  kind: AreaKind,
  name: z.string(),
  nameEn: z.string(),
  /** Whether the name is a number given at founding and may yet be put right. */
  isNumbered: z.boolean(),
});
export type Area = z.infer<typeof Area>;

/** What lies in areas, in the order in which it is told. */
export const AreaRecordKind = z.enum([
  "area",
  "household",
  "resident",
  "premises",
  "unit",
  "staff",
  "account",
  "name",
  "other",
]);
export const AreaRecordCount = z.object({ kind: AreaRecordKind, count: z.number().int() });
export type AreaRecordCount = z.infer<typeof AreaRecordCount>;

const areaName = z.string().trim().min(1).max(40);
const areaNameEn = z.string().trim().max(60);
const placing = [problems.areaNotFound, problems.areaNameTaken, problems.areaKindMisplaced];

export const areaProcedures = {
  areas: query("/organization/areas", {
    summary: "The area tree, parents before children",
    access: signedIn,
    input: z.object({}),
    output: z.object({ areas: z.array(Area) }),
  }),
  addArea: command("POST", "/organization/areas", {
    summary: "Add a village, community or grid",
    access: onTown("director", "office"),
    journal: "organization.area.added",
    input: z.object({
      parentId: Id,
      kind: AreaKind.exclude(["town"]),
      name: areaName,
      nameEn: areaNameEn.optional(),
    }),
    output: z.object({ areaId: Id }),
    problems: placing,
  }),
  editArea: command("PATCH", "/organization/areas/{areaId}", {
    summary: "Rename an area, change its kind, move it under another or in the order",
    access: onTown("director", "office"),
    journal: "organization.area.edited",
    input: z.object({
      areaId: Id,
      name: areaName.optional(),
      /** Follows the name when only that is given. */
      nameEn: areaNameEn.optional(),
      kind: AreaKind.exclude(["town"]).optional(),
      parentId: Id.optional(),
      /** The sibling it comes before; null puts it last. */
      beforeId: Id.nullable().optional(),
    }),
    output: z.object({}),
    problems: placing,
  }),
  removeArea: command("DELETE", "/organization/areas/{areaId}", {
    summary: "Remove an area that nothing belongs to",
    access: onTown("director"),
    journal: "organization.area.removed",
    input: z.object({ areaId: Id }),
    output: z.object({}),
    problems: [problems.areaNotFound, problems.areaInUse],
  }),
  previewMerge: query("/organization/areas/{areaId}/merge-preview", {
    summary: "What a merge of one area into another would move",
    access: onTown("director"),
    input: z.object({ areaId: Id, intoId: Id }),
    output: z.object({
      records: z.array(AreaRecordCount),
      /** Areas below, with the name each would have. */
      below: z.array(z.object({ areaId: Id, name: z.string(), becomes: z.string() })),
      /** Names that come off, because the survivor has its own at their level. */
      namesEnded: z.number().int(),
      /**
       * What becomes of the boundaries: nothing is drawn; the survivor's holds both; it stays as it
       * is and has to be drawn anew.
       */
      boundary: z.enum(["none", "joined", "redraw"]),
      /** Accounts that would reach the survivor as a whole and don't now. */
      accountsGaining: z.array(z.object({ displayName: z.string(), userName: z.string() })),
    }),
    problems: [problems.areaNotFound, problems.mergeMisplaced, problems.areaNameTaken],
  }),
  mergeAreas: command("POST", "/organization/areas/{areaId}/merge", {
    summary: "Make an area part of another: all that lies in it moves, and it ends",
    access: onTown("director"),
    journal: "organization.area.merged",
    input: z.object({ areaId: Id, intoId: Id }),
    output: z.object({ records: z.array(AreaRecordCount) }),
    problems: [
      problems.areaNotFound,
      problems.mergeMisplaced,
      problems.areaNameTaken,
      problems.areaInUse,
    ],
  }),
};
