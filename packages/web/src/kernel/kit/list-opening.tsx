import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import type { ReactNode } from "react";
import { useFilters, useSetFilters } from "./filters.ts";
import { useIsWide } from "./screen-size.ts";

export interface Openable<Row> {
  rowKey: (row: Row) => string;
  /** The row's own page. */
  to?: ((row: Row) => string) | undefined;
  /**
   * Shown beside the list on a wide screen when a row is opened. Elsewhere the row's page opens,
   * or, where it has none, the panel is drawn over the list.
   */
  panel?: ((row: Row, close: () => void) => ReactNode) | undefined;
  /** Names the panel. */
  panelTitle?: ((row: Row) => string) | undefined;
  /** For a list whose rows have neither: what a click does. */
  onOpen?: ((row: Row) => void) | undefined;
}

/** How a row opens, and which one is open: the address says so. */
export function useOpening<Row>(rows: readonly Row[], props: Openable<Row>) {
  const { rowKey, to, panel, onOpen } = props;
  const navigate = useNavigate();
  const isWide = useIsWide();
  const { open: openKey } = useFilters();
  const setFilters = useSetFilters();
  const hasPanel = panel !== undefined && (isWide || !to);
  const opened = hasPanel ? rows.find((row) => rowKey(row) === openKey) : undefined;
  const open = (row: Row) => {
    const key = rowKey(row);
    if (hasPanel && key !== openKey) setFilters({ open: key });
    else if (to) void navigate({ to: to(row) });
    else onOpen?.(row);
  };
  const canOpen = to !== undefined || onOpen !== undefined || hasPanel;
  return {
    opened,
    openKey: opened ? rowKey(opened) : undefined,
    open: canOpen ? open : undefined,
    close: () => setFilters({ open: "" }),
    isBeside: isWide,
  };
}

interface PanelProps<Row> {
  row: Row;
  isBeside: boolean;
  close: () => void;
  panel: NonNullable<Openable<Row>["panel"]>;
  title: string;
}

/** The opened row beside the list, or drawn over it where there is no room. */
export function OpenedRow<Row>({ row, isBeside, close, panel, title }: PanelProps<Row>) {
  if (!isBeside) {
    return (
      <Drawer open title={title} placement="bottom" size="85%" onClose={close}>
        {panel(row, close)}
      </Drawer>
    );
  }
  return (
    <aside className="lf-list-panel" aria-label={title}>
      <div className="lf-card-head">
        <h2>{title}</h2>
        <div className="lf-card-actions">
          <Button type="text" size="small" onClick={close}>
            {m["web.close"]()}
          </Button>
        </div>
      </div>
      {panel(row, close)}
    </aside>
  );
}
