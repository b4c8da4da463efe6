import { useSyncExternalStore } from "react";

function useMedia(question: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(question);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => window.matchMedia(question).matches,
  );
}

/** Narrow enough for a thumb: tables become cards, the rail a bar. */
export function useIsPhone(): boolean {
  return useMedia("(max-width: 767px)");
}

/** Wide enough for a panel beside a list. */
export function useIsWide(): boolean {
  return useMedia("(min-width: 1200px)");
}
