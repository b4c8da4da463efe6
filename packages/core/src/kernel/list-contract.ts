/** What every described list is asked, and how it answers. */
import { z } from "zod";
import { Id } from "./ids.ts";
import type { Fields, List } from "./list.ts";
import { severalIn } from "./list-filters.ts";
import { PageInput, pageOf } from "./page.ts";

const longestSearch = 60;
const longestStart = 40;

type AnyList = Pick<
  List<Fields, string, string, string>,
  "filterShape" | "Sort" | "Column" | "filters" | "columns"
>;

/** What chooses the rows of a list, in one page or all. */
export function choiceOf<Of extends AnyList>(list: Of) {
  const shape: Of["filterShape"] = list.filterShape;
  return z.object({
    search: z.string().trim().max(longestSearch).optional(),
    ...shape,
  });
}

/** So many rows can be named one by one. */
const mostPicked = 5_000;

/** Rows that somebody ticked: some of those chosen, or all of them but some. */
export const ticked = {
  only: z.array(Id).min(1).max(mostPicked).optional(),
  except: z.array(Id).max(mostPicked).optional(),
};

export function pickedOf<Of extends AnyList>(list: Of) {
  return choiceOf(list).extend(ticked);
}

export function pageInputOf<Of extends AnyList>(list: Of) {
  const Sort: Of["Sort"] = list.Sort;
  const shape: Of["filterShape"] = list.filterShape;
  return PageInput.extend({
    search: z.string().trim().max(longestSearch).optional(),
    ...shape,
    sort: Sort.optional(),
    /** Begins at the first row from here on: a number, or the first letters, as the order has it. */
    from: z.string().trim().max(longestStart).optional(),
  });
}

export function listPageOf<Row extends z.ZodType>(row: Row) {
  return pageOf(row).extend({
    /** How many rows come before the first of this answer; told where it began `from` somewhere. */
    before: z.number().int().optional(),
  });
}

export function countsInputOf<Of extends AnyList>(list: Of) {
  const isFilter = (text: string) => severalIn(text).every((one) => list.filters.includes(one));
  return choiceOf(list).extend({
    /** Names of the filters to count by, joined by commas. */
    of: z.string().max(400).refine(isFilter),
  });
}

/** What a list is taken out of the system for. */
export const ExportPurpose = z.enum([
  "visits",
  "report",
  "medical",
  "supplies",
  "handover",
  "inspection",
  "archive",
  "other",
]);
export type ExportPurpose = z.infer<typeof ExportPurpose>;

/** Who gets it. */
export const ReceiverKind = z.enum([
  "own-office",
  "village",
  "town-unit",
  "county",
  "health",
  "police",
  "other",
]);
export type ReceiverKind = z.infer<typeof ReceiverKind>;

/**
 * - `xlsx`: a spreadsheet
 * - `pdf`: paper, laid out by the server
 * - `print`: nothing but the entry in the journal; the browser prints what it shows
 */
export const ExportForm = z.enum(["xlsx", "pdf", "print"]);
export type ExportForm = z.infer<typeof ExportForm>;

/** What is said whenever a list is taken out. */
export const exportSaid = {
  form: ExportForm,
  /** Identity and telephone numbers whole: for a spreadsheet, and for who may reveal them. */
  isWhole: z.boolean().default(false),
  purpose: ExportPurpose,
  /** Demanded for the purpose `other`. */
  purposeText: z.string().trim().max(60).optional(),
  receiverKind: ReceiverKind,
  receiver: z.string().trim().min(2).max(60),
};

export function exportInputOf<Of extends AnyList>(list: Of) {
  const Sort: Of["Sort"] = list.Sort;
  const Column: Of["Column"] = list.Column;
  return pickedOf(list).extend({
    sort: Sort.optional(),
    columns: z.array(Column).min(1).max(list.columns.length),
    ...exportSaid,
  });
}

export const Exported = z.object({
  /** Given once: whoever needs it again exports again, and says so again. Absent for `print`. */
  file: z.file().nullable().optional(),
});

export const FilterCounts = z.object({
  counts: z.array(z.object({ filter: z.string(), value: z.string(), count: z.number().int() })),
});
