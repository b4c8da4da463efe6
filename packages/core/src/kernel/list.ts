/**
 * A list described once: what it may be narrowed by, which columns it has, in which orders it comes.
 * The contract, the conditions in the database, the filters on the screen, saved views and exports
 * all follow from it.
 */
import { z } from "zod";
import { type FilterKind, filterText } from "./list-filters.ts";

/**
 * - `word`, `words`: values of closed lists
 * - `masked`: sealed, with its middle hidden
 * - `instant`: shown as the town's day
 */
export type ColumnKind = "text" | "number" | "day" | "instant" | "word" | "words" | "masked";

export interface ListField {
  filter?: FilterKind;
  column?: ColumnKind;
}

export type Fields = Readonly<Record<string, ListField>>;

type NamesWith<Of extends Fields, Part extends keyof ListField> = {
  [Name in keyof Of]: Of[Name] extends Required<Pick<ListField, Part>> ? Name : never;
}[keyof Of] &
  string;

export interface List<
  Of extends Fields = Fields,
  Sort extends string = string,
  Filter extends string = NamesWith<Of, "filter">,
  Column extends string = NamesWith<Of, "column">,
> {
  /** `<module>.<list>` */
  name: string;
  fields: Of;
  filters: readonly Filter[];
  columns: readonly Column[];
  /** Shown until somebody chooses others. */
  usualColumns: readonly Column[];
  /** The first is the usual one. */
  sorts: readonly Sort[];
  /** For a query's input: each filter, all of them optional. */
  filterShape: { [Name in Filter]: z.ZodOptional<z.ZodType<string, string>> };
  /** `name`, or `-name` from the end. */
  Sort: z.ZodType<Sort | `-${Sort}`, Sort | `-${Sort}`>;
  Column: z.ZodType<Column, Column>;
}

export type FilterOf<Of> = Of extends List<Fields, string, infer Filter, string> ? Filter : never;
export type ColumnOf<Of> = Of extends List<Fields, string, string, infer Column> ? Column : never;
export type SortOf<Of> = Of extends List<Fields, infer Sort, string, string> ? Sort : never;

/** What a list is narrowed by: texts of the forms their kinds tell. */
export type FiltersOf<Of> = { [Name in FilterOf<Of>]?: string | undefined };

/** An order by name and direction. */
export interface Order<Sort extends string> {
  by: Sort;
  isFromEnd: boolean;
}

export function defineList<const Of extends Fields, const Sort extends string>(given: {
  name: string;
  fields: Of;
  usualColumns: readonly NamesWith<Of, "column">[];
  sorts: readonly [Sort, ...Sort[]];
}): List<Of, Sort> {
  // An object written out with these keys has no others.
  const names = Object.keys(given.fields) as (keyof Of & string)[];
  const filters = names.filter((name) => given.fields[name]?.filter) as NamesWith<Of, "filter">[];
  const columns = names.filter((name) => given.fields[name]?.column) as NamesWith<Of, "column">[];
  const orders = given.sorts.flatMap((sort) => [sort, `-${sort}` as const]);
  return {
    ...given,
    filters,
    columns,
    filterShape: shapeOf(given.fields, filters),
    Sort: z.enum(orders),
    Column: z.enum(columns),
  };
}

function shapeOf<Name extends string>(fields: Fields, filters: readonly Name[]) {
  const entries = filters.flatMap((name) => {
    const filter = fields[name]?.filter;
    return filter ? [[name, filterText(filter).optional()] as const] : [];
  });
  // Every filter has its entry.
  return Object.fromEntries(entries) as {
    [Each in Name]: z.ZodOptional<z.ZodType<string, string>>;
  };
}

/** Which order a text of the list's `Sort` asks for; the usual one when there is none. */
export function orderIn<Sort extends string>(
  { sorts }: { sorts: readonly Sort[] },
  text: string | undefined,
): Order<Sort> {
  const by = sorts.find((sort) => text === sort || text === `-${sort}`);
  const [usual] = sorts;
  if (by) return { by, isFromEnd: text === `-${by}` };
  if (!usual) throw new Error("a list without an order");
  return { by: usual, isFromEnd: false };
}
