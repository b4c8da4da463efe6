/** A described list in words, as the kit's list page needs it. */
import type { ColumnOf, FilterOf, List, ListField, SortOf } from "@lianfang/core/kernel/list.ts";
import { type FilterKind, isUnderstood } from "@lianfang/core/kernel/list-filters.ts";
import type { UseQueryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { Filters } from "./filters.ts";

type Fields = Readonly<Record<string, ListField>>;
export type AnyList = List<Fields, string, string, string>;

export interface FilterCount {
  filter: string;
  value: string;
  count: number;
}

/** What a page says of its list; see `registry/resident-book.ts`. */
export interface ListWords<Of extends AnyList> {
  list: Of;
  /** Names of the fields, as headings and labels. */
  fields: Record<FilterOf<Of> | ColumnOf<Of>, () => string>;
  /** Values of closed lists. */
  options: Partial<Record<FilterOf<Of>, Readonly<Record<string, () => string>>>>;
  /** The orders, and which column's heading asks for each. */
  sorts: Record<SortOf<Of>, { label: () => string; column?: ColumnOf<Of>; startAt?: () => string }>;
  /** The filters of the panel, in groups. */
  groups: readonly { label: () => string; filters: readonly FilterOf<Of>[] }[];
  /** Offered as chips above the list, with their counts. */
  quick: readonly { filter: FilterOf<Of>; value: string; label: () => string }[];
  /** Asks how many rows each value would find: `api.registry.residentCounts.queryOptions`. */
  counts: (
    input: Filters & { of: string },
  ) => UseQueryOptions<{ counts: FilterCount[] }, Error, { counts: FilterCount[] }>;
}

/** The same for the kit, which does not know the list's names. */
export interface ListBook {
  list: AnyList;
  field(name: string): string;
  option(filter: string, value: string): string;
  kindOf(filter: string): FilterKind | undefined;
  sorts: readonly {
    name: string;
    label: string;
    column?: string | undefined;
    startAt?: string | undefined;
  }[];
  groups: readonly { label: string; filters: readonly string[] }[];
  quick: readonly { filter: string; value: string; label: string }[];
  counts: ListWords<AnyList>["counts"];
}

export function bookOf<Of extends AnyList>(words: ListWords<Of>): ListBook {
  const { list } = words;
  const fields: Readonly<Record<string, () => string>> = words.fields;
  const options: Readonly<Record<string, Readonly<Record<string, () => string>> | undefined>> =
    words.options;
  const sorts: Readonly<
    Record<string, { label: () => string; column?: string; startAt?: () => string }>
  > = words.sorts;
  return {
    list,
    field: (name) => fields[name]?.() ?? name,
    option: (filter, value) => options[filter]?.[value]?.() ?? value,
    kindOf: (filter) => list.fields[filter]?.filter,
    sorts: list.sorts.map((name) => ({
      name,
      label: sorts[name]?.label() ?? name,
      column: sorts[name]?.column,
      startAt: sorts[name]?.startAt?.(),
    })),
    groups: words.groups.map(({ label, filters }) => ({ label: label(), filters })),
    quick: words.quick.map((one) => ({ ...one, label: one.label() })),
    counts: words.counts,
  };
}

/** Of a list that is not described: nothing is known of it but what its page says. */
export const undescribed: ListBook = {
  list: {
    name: "",
    fields: {},
    filters: [],
    columns: [],
    usualColumns: [],
    sorts: [],
    filterShape: {},
    Sort: z.string(),
    Column: z.string(),
  },
  field: (name) => name,
  option: (_filter, value) => value,
  kindOf: () => undefined,
  sorts: [],
  groups: [],
  quick: [],
  counts: () => ({ queryKey: ["nothing"], queryFn: async () => ({ counts: [] }) }),
};

/** The filters the address sets; what is no text of its filter's is left out. */
export function settingsIn({ list, kindOf }: Pick<ListBook, "list" | "kindOf">, asked: Filters) {
  const set = list.filters.flatMap((name) => {
    const text = asked[name];
    const kind = kindOf(name);
    return text && kind && isUnderstood(kind, text) ? [[name, text] as const] : [];
  });
  return Object.fromEntries(set);
}

/** For `input` of a list page: the question the address asks of a described list. */
export function askedOf<Of extends AnyList>(list: Of) {
  const kindOf = (filter: string) => list.fields[filter]?.filter;
  return (asked: Filters) => {
    const sort = list.Sort.safeParse(asked.sort);
    return {
      // Every filter of the list is an optional text, and no others are set.
      ...(settingsIn({ list, kindOf }, asked) as { [Name in FilterOf<Of>]?: string }),
      limit: 50,
      search: asked.search,
      from: asked.from,
      // What the list's own schema let through is one of its orders.
      sort: sort.success ? (sort.data as SortOf<Of> | `-${SortOf<Of>}`) : undefined,
    };
  };
}
