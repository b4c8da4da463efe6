/** The views of a list and the columns it has: what is saved, what the address says, what is usual. */
import type { View } from "@lianfang/core/lists/contract.ts";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "../client.ts";
import { type Command, useCommand } from "../command.ts";
import { type Filters, useSetFilters } from "./filters.ts";
import { type ListBook, settingsIn } from "./list-book.ts";

export interface ListViews {
  views: readonly View[];
  /** The view the address names. */
  active: View | undefined;
  /** The address asks for something else than the active view does. */
  isChanged: boolean;
  defaultViewId: string | undefined;
  /** Goes to a view; to all rows as they usually come when there is none. */
  open: (view: View | undefined) => void;
  /** What a view saved now would hold. */
  shown: { filters: Record<string, string>; sort?: string; columns: string[] };
}

export interface ListColumns {
  chosen: readonly string[];
  /** Null for the usual ones. */
  choose: (columns: readonly string[] | null) => void;
}

/** Says that all rows are wanted, and not the view the list opens with. */
const everything = "all";

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function addressOf(book: ListBook, view: View | undefined): Filters {
  const none = Object.fromEntries(book.list.filters.map((name) => [name, ""]));
  return {
    ...none,
    ...view?.filters,
    search: "",
    from: "",
    columns: "",
    sort: view?.sort ?? "",
    view: view?.viewId ?? everything,
  };
}

function useSaved(list: string) {
  const answer = useQuery({
    ...api.lists.views.queryOptions({ input: { list } }),
    enabled: list !== "",
  });
  return { ...answer.data, isKnown: answer.data !== undefined };
}

/** Opens the list with somebody's own view, once, when the address asks for nothing. */
function useDefault(book: ListBook, asked: Filters, view: View | undefined, isKnown: boolean) {
  const setFilters = useSetFilters();
  const isDone = useRef(false);
  const asksNothing = Object.values(asked).every((value) => !value);
  useEffect(() => {
    if (isDone.current || !isKnown) return;
    isDone.current = true;
    if (view && asksNothing) setFilters(addressOf(book, view));
  });
}

/** @param book of which list; of an undescribed one there are no views */
export function useListViews(book: ListBook, asked: Filters): ListViews & ListColumns {
  const setFilters = useSetFilters();
  const { name, columns: known, usualColumns } = book.list;
  const saved = useSaved(name);
  const keep: Command<{ id: string; list: string; columns: string[] | null }, object> = useCommand(
    api.lists.chooseColumns,
  );
  const views = saved.views ?? [];
  const active = views.find(({ viewId }) => viewId === asked.view);
  const wanted = asked.columns?.split(",") ?? active?.columns ?? saved.columns ?? usualColumns;
  const found = wanted.filter((column) => known.includes(column));
  const chosen = found.length > 0 ? found : usualColumns;
  useDefault(
    book,
    asked,
    views.find(({ viewId }) => viewId === saved.defaultViewId),
    saved.isKnown,
  );
  const shown = {
    filters: settingsIn(book, asked),
    ...(asked.sort && { sort: asked.sort }),
    columns: [...chosen],
  };
  const isChanged =
    active !== undefined &&
    !(
      isSame(sorted(shown.filters), sorted(active.filters)) &&
      isSame(shown.sort, active.sort) &&
      isSame(shown.columns, active.columns)
    );
  return {
    views,
    active,
    isChanged,
    defaultViewId: saved.defaultViewId,
    open: (view) => setFilters(addressOf(book, view)),
    shown,
    chosen,
    choose: (columns) => {
      // In a view the choice is the view's, until it is saved; else it is the person's own.
      if (active) setFilters({ columns: (columns ?? active.columns).join(",") });
      else void keep.send({ list: name, columns: columns && [...columns] });
    },
  };
}

function sorted(filters: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(filters).sort(([one], [other]) => (one < other ? -1 : 1));
}
