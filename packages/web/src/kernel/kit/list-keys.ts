import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useState } from "react";

/** Clicks meant for a control inside the row are not clicks on the row. */
export function isOwnClick(event: MouseEvent | KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof Element && target.closest("a,button,input,label,[role=button]") !== null;
}

interface RowKeys {
  body: RefObject<HTMLTableSectionElement | null>;
  count: number;
  /** Has a row drawn that may be far from the window. */
  bring: (index: number) => void;
  open: (index: number) => void;
  close: () => void;
  pick: ((index: number, isRange: boolean) => void) | undefined;
}

const pageRows = 12;

/** Goes through a table's rows by keys; one row at a time can be reached by Tab. */
export function useRowKeys({ body, count, bring, open, close, pick }: RowKeys) {
  const [active, setActive] = useState(0);
  const [wanted, setWanted] = useState<number>();
  const rowAt = (index: number) =>
    body.current?.querySelector<HTMLTableRowElement>(`tr[data-index="${index}"]`);
  useEffect(() => {
    if (wanted === undefined) return;
    const row = rowAt(wanted);
    if (!row) return bring(wanted);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    setWanted(undefined);
  });
  const go = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next);
    setWanted(next);
    return next;
  };
  const targets: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    Home: 0,
    End: count - 1,
    PageDown: active + pageRows,
    PageUp: active - pageRows,
  };
  const onKey = (event: KeyboardEvent) => {
    const target = targets[event.key];
    if (target !== undefined) {
      const next = go(target);
      if (event.shiftKey) pick?.(next, true);
    } else if (event.key === "Escape") close();
    else if (isOwnClick(event)) return;
    else if (event.key === "Enter") open(active);
    else if (event.key === " " && pick) pick(active, event.shiftKey);
    else return;
    event.preventDefault();
  };
  return { active: Math.min(active, Math.max(0, count - 1)), setActive, onKey };
}
