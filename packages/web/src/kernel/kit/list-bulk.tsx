import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { digits } from "../numbers.ts";

/** Which rows are ticked: some by their keys, or all that the filters show but for some. */
export interface Selection {
  isAll: boolean;
  /** The keys ticked; where all are, those that are not. */
  keys: ReadonlySet<string>;
  has: (key: string) => boolean;
  /** Ticks a row or takes the tick off; with a range, also all rows since the last one touched. */
  toggle: (key: string, isRange?: boolean) => void;
  /** All rows loaded, or none. */
  toggleAll: (loaded: readonly string[]) => void;
  /** Everything the filters show, loaded or not. */
  takeAll: () => void;
  clear: () => void;
}

/** What is ticked, as it is sent: keys, or everything but some. */
export type Picked = { keys: string[] } | { except: string[] };

/** The same as the server's lists take it. */
export interface Ticked {
  only?: string[];
  except?: string[];
}

export function tickedOf(picked: Picked): Ticked {
  return "keys" in picked ? { only: picked.keys } : { except: picked.except };
}

interface State {
  isAll: boolean;
  keys: ReadonlySet<string>;
  /** What the list was asked when the rows were ticked. */
  question: string;
}

const none: ReadonlySet<string> = new Set();

/**
 * @param order keys of the rows loaded, in the list's order
 * @param question what the list is asked; another question has other rows, and nothing is ticked
 */
export function useSelection(order: readonly string[] = [], question = ""): Selection {
  const [state, setState] = useState<State>({ isAll: false, keys: none, question });
  const last = useRef<string | undefined>(undefined);
  const isCurrent = state.question === question;
  const isAll = isCurrent && state.isAll;
  const keys = isCurrent ? state.keys : none;
  const has = (key: string) => keys.has(key) !== isAll;
  const become = (next: ReadonlySet<string>, all = isAll) =>
    setState({ isAll: all, keys: next, question });

  const toggle = (key: string, isRange = false) => {
    const wanted = !has(key);
    const next = new Set(keys);
    for (const one of isRange ? between(order, last.current, key) : [key]) {
      if (wanted === isAll) next.delete(one);
      else next.add(one);
    }
    last.current = key;
    become(next);
  };
  return {
    isAll,
    keys,
    has,
    toggle,
    toggleAll: (loaded) => become(isAll || loaded.every(has) ? none : new Set(loaded), false),
    takeAll: () => become(none, true),
    clear: () => become(none, false),
  };
}

function between(order: readonly string[], from: string | undefined, to: string): string[] {
  const start = from === undefined ? -1 : order.indexOf(from);
  const end = order.indexOf(to);
  if (start < 0 || end < 0) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}

export function pickedOf({ isAll, keys }: Selection): Picked {
  return isAll ? { except: [...keys] } : { keys: [...keys] };
}

/** How many rows are ticked, of all that the filters find. */
export function countOf({ isAll, keys }: Selection, total: number): number {
  return isAll ? total - keys.size : keys.size;
}

interface BulkBarProps {
  count: number;
  clear: () => void;
  /** Offered once all rows loaded are ticked: ticks those not loaded too. */
  more?: { count: number; take: () => void } | undefined;
  children: ReactNode;
}

/** What to do with the rows ticked; stands at the lower edge while any is. */
export function BulkBar({ count, clear, more, children }: BulkBarProps) {
  if (count === 0) return null;
  return (
    <div className="lf-bulk" role="toolbar" aria-label={m["web.list.bulk"]()}>
      <span role="status">{m["web.list.picked"]({ count: digits(count) })}</span>
      {more ? (
        <button type="button" className="lf-plain-button" onClick={more.take}>
          {m["lists.takeAll"]({ count: digits(more.count) })}
        </button>
      ) : null}
      {children}
      <Button type="text" onClick={clear}>
        {m["web.cancel"]()}
      </Button>
    </div>
  );
}
