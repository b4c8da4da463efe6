/** Large text: kept on this phone, for every page of the app. */
import { useSyncExternalStore } from "react";
import { listenersOf } from "../listeners.ts";

const storageKey = "lianfang.largeText";
const { subscribe, tell } = listenersOf();

const isLarge = (): boolean => globalThis.localStorage?.getItem(storageKey) === "yes";

/** To be called once before anything is drawn. */
export function showSize(): void {
  document.documentElement.dataset.size = isLarge() ? "large" : "normal";
}

export function chooseSize(large: boolean): void {
  globalThis.localStorage?.setItem(storageKey, large ? "yes" : "no");
  showSize();
  tell();
}

export function useLargeText(): boolean {
  return useSyncExternalStore(subscribe, isLarge);
}
