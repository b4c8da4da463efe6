import type { Page } from "@lianfang/core/kernel/page.ts";
import { m } from "@lianfang/messages/messages.js";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useShortcut } from "../shell/keys.ts";
import { digitsOrMore } from "./count.ts";
import { Empty, type EmptyText } from "./empty.tsx";
import { type Filters, useFilters } from "./filters.ts";
import { BulkBar, useSelection } from "./list-bulk.tsx";
import { ListCards } from "./list-cards.tsx";
import { ListFilters } from "./list-filters.tsx";
import { More } from "./list-more.tsx";
import { type Openable, OpenedRow, useOpening } from "./list-opening.tsx";
import { ListTable, type ListTableProps } from "./list-table.tsx";
import type { Column, Filter } from "./list-types.ts";
import { Lines } from "./loading.tsx";
import { PageHead } from "./page-head.tsx";
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

export interface ListPageProps<Input, Row, Answer extends Page<Row>, Failure>
  extends NewActions,
    Openable<Row> {
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
  /** Above the rows: figures, a notice. */
  above?: (first: Answer | undefined) => ReactNode;
  /** What to do with the rows ticked. */
  bulk?: (rows: readonly Row[], clear: () => void) => ReactNode;
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
    return (
      <>
        {isPhone ? <ListCards {...shape} /> : <ListTable {...shape} />}
        <More list={list} />
      </>
    );
  }
  if (!isFiltered) return <Empty {...empty} />;
  return <Empty title={m["web.list.nothingFound"]()} text={m["web.list.nothingFound.text"]()} />;
}

/** Title and count, search, filters in the address, the rows, more as one scrolls. */
export function ListPage<
  Input extends { after?: string | undefined },
  Row,
  Answer extends Page<Row>,
  Failure,
>(props: ListPageProps<Input, Row, Answer, Failure>) {
  const { title, rowKey, panel, filters = [] } = props;
  const asked = useFilters();
  const list = usePaged(props.query, props.input(asked));
  const selection = useSelection();
  const opening = useOpening(list.rows, props);
  const picked = list.rows.filter((row) => selection.keys.has(rowKey(row)));
  const { opened, isBeside, close } = opening;
  return (
    <div className="lf-page">
      <PageHead
        title={title}
        intro={props.intro}
        aside={list.total === undefined ? null : <b>{digitsOrMore(list.total)}</b>}
        actions={<Actions {...props} />}
      />
      <ListFilters
        searchLabel={props.searchLabel}
        filters={typeof filters === "function" ? filters(list.first) : filters}
        asked={asked}
      />
      {props.above?.(list.first)}
      <div className={opened && isBeside ? "lf-list lf-list-split" : "lf-list"}>
        <section className="lf-list-rows" aria-label={title}>
          <Rows
            list={list}
            empty={props.empty}
            isFiltered={Object.entries(asked).some(([name, value]) => name !== "open" && value)}
            caption={title}
            columns={props.columns}
            rows={list.rows}
            rowKey={rowKey}
            to={props.to}
            onOpen={opening.open}
            openKey={opening.openKey}
            onClose={close}
            selection={props.bulk ? selection : undefined}
            isStale={list.isStale}
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
        <BulkBar count={picked.length} clear={selection.clear}>
          {props.bulk(picked, selection.clear)}
        </BulkBar>
      ) : null}
    </div>
  );
}
