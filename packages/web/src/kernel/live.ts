/** Live updates: the server says which modules have changed; their answers are asked again. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "./client.ts";
import { queriesTouchedBy } from "./modules.ts";

const firstPause = 1_000;
const longestPause = 30_000;
/** Changes that come close together are asked about once. */
const gathering = 400;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function refresher(queries: QueryClient): (modules: readonly string[]) => void {
  const changed = new Set<string>();
  let isWaiting = false;
  return (modules) => {
    for (const name of modules) changed.add(name);
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      const keys = [...changed].flatMap((name) => queriesTouchedBy(name));
      changed.clear();
      for (const key of keys) void queries.invalidateQueries({ queryKey: key });
    }, gathering);
  };
}

async function listen(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const refresh = refresher(queries);
  let wait = firstPause;
  let wasLost = false;
  while (!signal.aborted) {
    try {
      const events = await client.journal.live({}, { signal });
      // What changed while nobody was listening is unknown: everything on screen is asked again.
      if (wasLost) void queries.invalidateQueries();
      wasLost = false;
      wait = firstPause;
      for await (const { modules } of events) refresh(modules);
    } catch {
      wait = Math.min(wait * 2, longestPause);
    }
    wasLost = true;
    await pause(wait * (0.75 + Math.random() / 2), signal);
  }
}

/** Keeps everything on screen fresh as long as the component stands. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    void listen(queries, stop.signal);
    return () => stop.abort();
  }, [queries]);
}
