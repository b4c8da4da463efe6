import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useSyncExternalStore } from "react";
import { listenersOf } from "../listeners.ts";
import "./tell.css";

interface Told {
  key: number;
  text: string;
  undo?: (() => void) | undefined;
}

let told: readonly Told[] = [];
let nextKey = 1;
const listeners = listenersOf();

function become(next: readonly Told[]): void {
  told = next;
  listeners.tell();
}

/**
 * Says quietly that something is done: 已登记。
 * @param undo offered beside it for a few seconds, where it can be undone
 */
export function tell(text: string, undo?: () => void): void {
  const key = nextKey++;
  become([...told, { key, text, undo }]);
  setTimeout(() => become(told.filter((one) => one.key !== key)), undo ? 8_000 : 4_000);
}

/** Where {@link tell} is seen and heard. One stands in the desk's frame. */
export function Tellings() {
  const lines = useSyncExternalStore(listeners.subscribe, () => told);
  const undo = (one: Told) => {
    become(told.filter(({ key }) => key !== one.key));
    one.undo?.();
  };
  return (
    <div className="lf-tellings" role="status" aria-live="polite">
      {lines.map((one) => (
        <div key={one.key} className="lf-telling">
          <span>{one.text}</span>
          {one.undo ? (
            <Button size="small" onClick={() => undo(one)}>
              {m["web.undo"]()}
            </Button>
          ) : null}
        </div>
      ))}
    </div>
  );
}
