import type { Page } from "@lianfang/core/kernel/page.ts";
import { m } from "@lianfang/messages/messages.js";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useShortcut } from "../shell/keys.ts";
import { digitsOrMore } from "./count.ts";
import { Empty, type EmptyText } from "./empty.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { type Filters, useFilters, useSetFilters } from "./filters.ts";
import { type ListBook, undescribed } from "./list-book.ts";
import { BulkBar, countOf, type Picked, pickedOf, useSelection } from "./list-bulk.tsx";
import { ListCards } from "./list-cards.tsx";
import { ListFilters } from "./list-filters.tsx";
import { More } from "./list-more.tsx";
import { type Openable, OpenedRow, useOpening } from "./list-opening.tsx";
import { ListPosition } from "./list-position.tsx";
import { type ColumnSort, ListTable, type ListTableProps } from "./list-table.tsx";
import { ListTools } from "./list-tools.tsx";
import type { Column, Filter } from "./list-types.ts";
import { type ListColumns, useListViews } from "./list-view-state.ts";
import { Lines } from "./loading.tsx";
import { PageHead, type PageHeadProps } from "./page-head.tsx";
import { type PagedQuery, type PagedRows, usePaged } from "./paged.ts";
import { Trouble } from "./problem-note.tsx";
import { useIsPhone } from "./screen-size.ts";
import "./list.css";

interface NewActions {
  /** The page that makes a new one, or the dialog; `n` opens it. */
  newTo?: { to: string; label: string } | undefined;
  onNew?: { open: () => void; label: string } | undefined;
  actions?: ReactNode;
}

/** What a described list shows: for printing and exporting exactly that. */
export interface ListShown<Row> {
  asked: Filters;
  columns: readonly Column<Row>[];
  total: number | undefined;
  /** Every row, as the list stands now. */
  fetchAll: () => Promise<Row[]>;
}

export interface ListPageProps<Input, Row, Answer extends Page<Row>, Failure>
  extends NewActions,
    Openable<Row> {
  title: string;
  /** Where this list belongs, when the menu does not name it. */
  back?: PageHeadProps["back"];
  intro?: ReactNode;
  /** `api.registry.residents` */
  query: PagedQuery<Input, Row, Answer, Failure>;
  /** The question the address asks; every filter is a text. Of a described list: `askedOf(list)`. */
  input: (filters: Filters) => Omit<Input, "after">;
  /**
   * Describes the list: all its filters, columns, orders and views. Then `columns` are all there are,
   * keyed as the list names them, and `filters` only what stands beside the search.
   */
  book?: ListBook;
  /** Names the search box; without it there is none. The address calls it `search`. */
  searchLabel?: string;
  filters?: readonly Filter[] | ((first: Answer | undefined) => readonly Filter[]);
  columns: readonly Column<Row>[];
  /** Above the rows: figures, a notice. */
  above?: (first: Answer | undefined) => ReactNode;
  /** What to do with the rows ticked, and how many those are. */
  bulk?: (picked: Picked, count: number, clear: () => void, shown: ListShown<Row>) => ReactNode;
  /** Beside the list's tools: printing and exporting what is shown. */
  outputs?: (shown: ListShown<Row>) => ReactNode;
  /** Shown while there is nothing at all; a filter that finds nothing says so by itself. */
  empty: EmptyText;
}

function Actions({ newTo, onNew, actions }: NewActions) {
  const navigate = useNavigate();
  useShortcut("n", onNew?.open ?? (newTo ? () => void navigate({ to: newTo.to }) : undefined));
  return (
    <>
      {actions}
      {newTo ? (
        <Link to={newTo.to} className="lf-button-primary">
          {newTo.label}
        </Link>
      ) : null}
      {onNew ? (
        <Button type="primary" onClick={onNew.open}>
          {onNew.label}
        </Button>
      ) : null}
    </>
  );
}

interface RowsProps<Row> extends ListTableProps<Row> {
  list: PagedRows<Row, unknown>;
  empty: EmptyText;
  isFiltered: boolean;
}

function Rows<Row>({ list, empty, isFiltered, ...shape }: RowsProps<Row>) {
  const isPhone = useIsPhone();
  if (list.error) return <Trouble error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <Lines count={8} />;
  if (list.rows.length > 0) {
    const before = shape.before ?? 0;
    return (
      <>
        {isPhone ? <ListCards {...shape} /> : <ListTable {...shape} />}
        {isPhone ? (
          <ListPosition first={before + 1} last={before + list.rows.length} total={list.total} />
        ) : null}
        <More list={list} />
      </>
    );
  }
  if (!isFiltered) return <Empty {...empty} />;
  return <Empty title={m["web.list.nothingFound"]()} text={m["web.list.nothingFound.text"]()} />;
}

const rowsAtOnce = 200;

/** Every row of a list, page after page. */
async function allRows<
  Input extends { after?: string | undefined },
  Row,
  Answer extends Page<Row>,
  Failure,
>(
  { query, input }: Pick<ListPageProps<Input, Row, Answer, Failure>, "query" | "input">,
  asked: Filters,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const question = {
      ...input({ ...asked, from: "" }),
      limit: rowsAtOnce,
      ...(after && { after }),
    };
    // A question of the list with a cursor and another limit is one of its questions.
    const page = await query.call(question as unknown as Input, { context: {} });
    rows.push(...page.rows);
    after = page.next;
  } while (after);
  return rows;
}

/** Parameters of the address that don't narrow a list. */
const shapes: readonly string[] = ["open", "view", "columns", "sort", "from"];

const isFiltered = (asked: Filters): boolean =>
  Object.entries(asked).some(([name, value]) => value && !shapes.includes(name));

/** What the address asks of the list, whatever is opened or shown of it. */
function questionOf({ open: _, columns: __, view: ___, ...question }: Filters): string {
  return JSON.stringify(Object.entries(question).sort());
}

/** The columns chosen, in their order; of an undescribed list all. */
function chosenColumns<Row>(
  columns: readonly Column<Row>[],
  { list }: ListBook,
  { chosen }: ListColumns,
): readonly Column<Row>[] {
  if (list.columns.length === 0) return columns;
  return chosen.flatMap((key) => columns.find((column) => column.key === key) ?? []);
}

/** Headings by which a described list is sorted. */
function useColumnSorts({ sorts }: ListBook, asked: Filters) {
  const setFilters = useSetFilters();
  const current = asked.sort ?? sorts[0]?.name;
  return (column: string): ColumnSort | undefined => {
    const sort = sorts.find((one) => one.column === column);
    if (!sort) return undefined;
    const isUp = current === sort.name;
    const isDown = current === `-${sort.name}`;
    const next = isUp ? `-${sort.name}` : sort.name;
    return {
      state: isUp ? "ascending" : isDown ? "descending" : "none",
      toggle: () => setFilters({ sort: next === sorts[0]?.name ? "" : next, from: "" }),
    };
  };
}

/** Title and count, search, filters in the address, the rows, more as one scrolls. */
export function ListPage<
  Input extends { after?: string | undefined },
  Row,
  Answer extends Page<Row> & { before?: number | undefined },
  Failure,
>(props: ListPageProps<Input, Row, Answer, Failure>) {
  const { title, rowKey, panel, filters = [], book = undescribed } = props;
  const asked = useFilters();
  const list = usePaged(props.query, props.input(asked));
  const views = useListViews(book, asked);
  const columns = chosenColumns(props.columns, book, views);
  const sortOf = useColumnSorts(book, asked);
  const selection = useSelection(list.rows.map(rowKey), questionOf(asked));
  const opening = useOpening(list.rows, props);
  const { opened, isBeside, close } = opening;
  const { total } = list;
  const count = countOf(selection, total ?? list.rows.length);
  const shown = { asked, columns, total, fetchAll: () => allRows(props, asked) };
  return (
    <div className="lf-page">
      <PageHead
        title={title}
        back={props.back}
        intro={props.intro}
        aside={total === undefined ? null : <b>{digitsOrMore(total)}</b>}
        actions={<Actions {...props} />}
      />
      <ListFilters
        searchLabel={props.searchLabel}
        filters={typeof filters === "function" ? filters(list.first) : filters}
        asked={asked}
        tools={
          props.book ? (
            <ListTools
              book={book}
              asked={asked}
              views={views}
              total={total}
              outputs={props.outputs?.(shown)}
            />
          ) : (
            props.outputs?.(shown)
          )
        }
      />
      {props.book ? <FilterChips book={book} asked={asked} /> : null}
      {props.above?.(list.first)}
      <div className={opened && isBeside ? "lf-list lf-list-split" : "lf-list"}>
        <section className="lf-list-rows" aria-label={title}>
          <Rows
            list={list}
            empty={props.empty}
            isFiltered={isFiltered(asked)}
            caption={title}
            columns={columns}
            rows={list.rows}
            rowKey={rowKey}
            to={props.to}
            onOpen={opening.open}
            openKey={opening.openKey}
            onClose={close}
            selection={props.bulk ? selection : undefined}
            isStale={list.isStale}
            total={total}
            before={list.first?.before}
            sortOf={sortOf}
          />
        </section>
        {opened && panel ? (
          <OpenedRow
            row={opened}
            isBeside={isBeside}
            close={close}
            panel={panel}
            title={props.panelTitle?.(opened) ?? title}
          />
        ) : null}
      </div>
      {props.bulk ? (
        <BulkBar
          count={count}
          clear={selection.clear}
          more={
            !selection.isAll && total !== undefined && count >= list.rows.length && count < total
              ? { count: total, take: selection.takeAll }
              : undefined
          }
        >
          {props.bulk(pickedOf(selection), count, selection.clear, {
            ...shown,
            total: count,
            fetchAll: async () =>
              (await shown.fetchAll()).filter((row) => selection.has(rowKey(row))),
          })}
        </BulkBar>
      ) : null}
    </div>
  );
}
