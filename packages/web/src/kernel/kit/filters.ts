/** A list's filters live in the address, so that a view can be sent, kept and come back to. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export type Filters = Readonly<Record<string, string | undefined>>;

/** What the address asks for; every value is a text. */
export function useFilters(): Filters {
  return useSearch({ strict: false });
}

/** Changes some filters and leaves the others; an empty value takes one away. */
export function useSetFilters(): (change: Filters) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      void navigate({
        to: ".",
        replace: true,
        search: (before: Filters) => {
          const merged = Object.entries({ ...before, ...change }).filter(([, value]) => value);
          return Object.fromEntries(merged);
        },
      } as Parameters<typeof navigate>[0]);
    },
    [navigate],
  );
}
