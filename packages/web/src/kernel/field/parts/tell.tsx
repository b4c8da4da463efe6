/** A word that something is done, read aloud and gone by itself. */
import { useEffect, useSyncExternalStore } from "react";
import { listenersOf } from "../../listeners.ts";

interface Told {
  text: string;
  tone: "good" | "bad";
}

const shownMs = { good: 2_500, bad: 6_000 };
let told: Told | undefined;
const listeners = listenersOf();

function become(next: Told | undefined): void {
  told = next;
  listeners.tell();
}

/** With a short shake of the phone for hands in gloves; a longer one when it is bad. */
export function tell(text: string, tone: Told["tone"] = "good"): void {
  globalThis.navigator.vibrate?.(tone === "good" ? 40 : [80, 60, 80]);
  become({ text, tone });
}

export function Telling() {
  const now = useSyncExternalStore(listeners.subscribe, () => told);
  useEffect(() => {
    if (!now) return;
    const timer = setTimeout(() => become(undefined), shownMs[now.tone]);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <div className="lf-f-telling" role="status">
      {now ? (
        <p className={`lf-f-told lf-f-told-${now.tone}`}>
          <span aria-hidden>{now.tone === "good" ? "✓" : "!"}</span> {now.text}
        </p>
      ) : null}
    </div>
  );
}
