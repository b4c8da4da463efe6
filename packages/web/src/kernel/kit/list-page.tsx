import type { Page } from "@lianfang/core/kernel/page.ts";
import { m } from "@lianfang/messages/messages.js";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useShortcut } from "../shell/keys.ts";
import { digitsOrMore } from "./count.ts";
import { Empty, type EmptyText } from "./empty.tsx";
import { type Filters, useFilters, useSetFilters } from "./filters.ts";
import { ListCards } from "./list-cards.tsx";
import { ListFilters } from "./list-filters.tsx";
import { ListTable, type Selection } from "./list-table.tsx";
import type { Column, Filter } from "./list-types.ts";
import { Lines } from "./loading.tsx";
import { PageHead } from "./page-head.tsx";
import { type PagedQuery, type PagedRows, usePaged } from "./paged.ts";
import { Trouble } from "./problem-note.tsx";
import { useIsPhone, useIsWide } from "./screen-size.ts";
import "./list.css";

export interface ListPageProps<Input, Row, Answer extends Page<Row>, Failure> {
  title: string;
  intro?: ReactNode;
  /** `api.registry.residents` */
  query: PagedQuery<Input, Row, Answer, Failure>;
  /** The question the address asks; every filter is a text. */
  input: (filters: Filters) => Omit<Input, "after">;
  /** Names the search box; without it there is none. The address calls it `search`. */
  searchLabel?: string;
  filters?: readonly Filter[] | ((first: Answer | undefined) => readonly Filter[]);
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** The row's own page. */
  to?: (row: Row) => string;
  /** Shown beside the list on a wide screen when a row is opened; elsewhere its page opens. */
  panel?: (row: Row, close: () => void) => ReactNode;
  /** For a list whose rows have no page: what a click does. */
  onOpen?: (row: Row) => void;
  /** The page that makes a new one; `n` opens it. */
  newTo?: { to: string; label: string } | undefined;
  actions?: ReactNode;
  /** Above the rows: figures, a notice. */
  above?: (first: Answer | undefined) => ReactNode;
  /** What to do with the rows ticked. */
  bulk?: (rows: readonly Row[], clear: () => void) => ReactNode;
  /** Shown while there is nothing at all; a filter that finds nothing says so by itself. */
  empty: EmptyText;
}

function More({ list }: { list: PagedRows<unknown, unknown> }) {
  const end = useRef<HTMLDivElement>(null);
  const { hasMore, isLoadingMore, loadMore } = list;
  const next = useRef(loadMore);
  next.current = loadMore;
  useEffect(() => {
    const mark = end.current;
    if (!mark || !hasMore || isLoadingMore) return;
    const watch = new IntersectionObserver(
      (entries) => void (entries.some((entry) => entry.isIntersecting) && next.current()),
      { rootMargin: "600px" },
    );
    watch.observe(mark);
    return () => watch.disconnect();
  }, [hasMore, isLoadingMore]);
  if (!hasMore) return null;
  return (
    <div className="lf-list-more" ref={end}>
      <Button onClick={loadMore} loading={isLoadingMore}>
        {m["web.list.more"]()}
      </Button>
    </div>
  );
}

function useSelection(): Selection & { clear: () => void } {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) => {
    const next = new Set(keys);
    if (!next.delete(key)) next.add(key);
    setKeys(next);
  };
  const toggleAll = (all: readonly string[]) =>
    setKeys(all.every((key) => keys.has(key)) ? new Set() : new Set(all));
  return { keys, toggle, toggleAll, clear: () => setKeys(new Set()) };
}

/** A row opens beside the list where there is room, on its own page where there isn't. */
function useOpening<Row>(
  rows: readonly Row[],
  props: Pick<ListPageProps<never, Row, Page<Row>, never>, "rowKey" | "to" | "panel" | "onOpen">,
) {
  const navigate = useNavigate();
  const isWide = useIsWide();
  const { open: openKey } = useFilters();
  const setFilters = useSetFilters();
  const hasPanel = isWide && props.panel !== undefined;
  const opened = hasPanel ? rows.find((row) => props.rowKey(row) === openKey) : undefined;
  const goTo = (row: Row) => void (props.to && navigate({ to: props.to(row) }));
  const open = (row: Row) => {
    const key = props.rowKey(row);
    if (hasPanel && key !== openKey) setFilters({ open: key });
    else if (props.to) goTo(row);
    else props.onOpen?.(row);
  };
  const close = () => setFilters({ open: "" });
  const canOpen = props.to !== undefined || props.onOpen !== undefined || hasPanel;
  return { opened, open: canOpen ? open : undefined, close };
}

/** Title and count, search, filters in the address, the rows, more as one scrolls. */
export function ListPage<
  Input extends { after?: string | undefined },
  Row,
  Answer extends Page<Row>,
  Failure,
>(props: ListPageProps<Input, Row, Answer, Failure>) {
  const { columns, rowKey, to } = props;
  const asked = useFilters();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const list = usePaged(props.query, props.input(asked));
  const selection = useSelection();
  const opening = useOpening(list.rows, props);
  const { newTo } = props;
  useShortcut("n", newTo ? () => void navigate({ to: newTo.to }) : undefined);

  const filters =
    typeof props.filters === "function" ? props.filters(list.first) : (props.filters ?? []);
  const isFiltered = Object.entries(asked).some(([name, value]) => name !== "open" && value);
  const picked = list.rows.filter((row) => selection.keys.has(rowKey(row)));
  const actions = (
    <>
      {props.actions}
      {newTo ? (
        <Link to={newTo.to} className="lf-button-primary">
          {newTo.label}
        </Link>
      ) : null}
    </>
  );

  const shape = { columns, rows: list.rows, rowKey, to, onOpen: opening.open };
  return (
    <div className="lf-page">
      <PageHead
        title={props.title}
        intro={props.intro}
        aside={list.total === undefined ? null : <b>{digitsOrMore(list.total)}</b>}
        actions={actions}
      />
      <ListFilters searchLabel={props.searchLabel} filters={filters} asked={asked} />
      {props.above?.(list.first)}
      <div className={opening.opened ? "lf-list lf-list-split" : "lf-list"}>
        <section className="lf-list-rows" aria-label={props.title}>
          {list.error ? (
            <Trouble error={list.error} onRetry={list.retry} />
          ) : list.isPending ? (
            <Lines count={8} />
          ) : list.rows.length === 0 ? (
            isFiltered ? (
              <Empty
                title={m["web.list.nothingFound"]()}
                text={m["web.list.nothingFound.text"]()}
              />
            ) : (
              <Empty {...props.empty} />
            )
          ) : isPhone ? (
            <ListCards {...shape} />
          ) : (
            <ListTable
              {...shape}
              caption={props.title}
              openKey={opening.opened ? rowKey(opening.opened) : undefined}
              onClose={opening.close}
              selection={props.bulk ? selection : undefined}
              isStale={list.isStale}
            />
          )}
          {list.rows.length > 0 && !list.error ? <More list={list} /> : null}
        </section>
        {opening.opened && props.panel ? (
          <aside className="lf-list-panel">{props.panel(opening.opened, opening.close)}</aside>
        ) : null}
      </div>
      {props.bulk && picked.length > 0 ? (
        <div className="lf-bulk" role="toolbar" aria-label={m["web.list.bulk"]()}>
          <span>{m["web.list.picked"]({ count: picked.length })}</span>
          {props.bulk(picked, selection.clear)}
          <Button type="text" onClick={selection.clear}>
            {m["web.cancel"]()}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
