/** Whether the server answers: shown as a quiet line, never a blocker. */
import { useSyncExternalStore } from "react";

let reachable = true;
const listeners = new Set<() => void>();

/** Notes that a call was answered, or that none came. */
export function noteAnswer(answered: boolean): void {
  if (answered === reachable) return;
  reachable = answered;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}
