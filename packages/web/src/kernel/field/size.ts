/** Large text: kept on this phone, for every page of the app. */
import { useSyncExternalStore } from "react";

const storageKey = "lianfang.largeText";
const listeners = new Set<() => void>();

const isLarge = (): boolean => globalThis.localStorage?.getItem(storageKey) === "yes";

/** To be called once before anything is drawn. */
export function showSize(): void {
  document.documentElement.dataset.size = isLarge() ? "large" : "normal";
}

export function chooseSize(large: boolean): void {
  globalThis.localStorage?.setItem(storageKey, large ? "yes" : "no");
  showSize();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useLargeText(): boolean {
  return useSyncExternalStore(subscribe, isLarge);
}
