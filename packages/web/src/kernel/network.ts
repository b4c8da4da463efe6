/** Whether the server answers: shown as a quiet line, never a blocker. */
import { useSyncExternalStore } from "react";
import { listenersOf } from "./listeners.ts";

let reachable = true;
const { subscribe, tell } = listenersOf();

/** Notes that a call was answered, or that none came. */
export function noteAnswer(answered: boolean): void {
  if (answered === reachable) return;
  reachable = answered;
  tell();
}

export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}
