import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { type ReactNode, useState } from "react";

export interface Selection {
  keys: ReadonlySet<string>;
  toggle: (key: string) => void;
  toggleAll: (keys: readonly string[]) => void;
  clear: () => void;
}

/** Which rows are ticked. */
export function useSelection(): Selection {
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

interface BulkBarProps {
  count: number;
  clear: () => void;
  children: ReactNode;
}

/** What to do with the rows ticked; stands at the lower edge while any is. */
export function BulkBar({ count, clear, children }: BulkBarProps) {
  if (count === 0) return null;
  return (
    <div className="lf-bulk" role="toolbar" aria-label={m["web.list.bulk"]()}>
      <span>{m["web.list.picked"]({ count })}</span>
      {children}
      <Button type="text" onClick={clear}>
        {m["web.cancel"]()}
      </Button>
    </div>
  );
}
