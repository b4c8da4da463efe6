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

async function listen(queries: QueryClient, signal: AbortSignal, isFirst: boolean): Promise<void> {
  const refresh = refresher(queries);
  let wait = firstPause;
  let wasLost = !isFirst;
  while (!signal.aborted) {
    try {
      const events = await client.journal.live({}, { signal });
      // What changed while nobody was listening is unknown: everything on screen is asked again.
      if (wasLost) void queries.invalidateQueries();
      wait = firstPause;
      for await (const { modules } of events) refresh(modules);
    } catch {
      wait = Math.min(wait * 2, longestPause);
    }
    wasLost = true;
    await pause(wait * (0.75 + Math.random() / 2), signal);
  }
}

/** How long a page may stay out of sight before it hangs up. */
const patienceOutOfSight = 30_000;

/**
 * Listens while the page can be seen. Browsers keep few connections to one server, and an office
 * has many tabs: those in the background must not hold theirs.
 */
function listenInSight(queries: QueryClient): () => void {
  let line: AbortController | undefined;
  let isFirst = true;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const hangUp = () => {
    line?.abort();
    line = undefined;
  };
  const look = () => {
    clearTimeout(leaving);
    if (document.hidden) {
      leaving = setTimeout(hangUp, patienceOutOfSight);
      return;
    }
    if (line) return;
    line = new AbortController();
    void listen(queries, line.signal, isFirst);
    isFirst = false;
  };
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    document.removeEventListener("visibilitychange", look);
    clearTimeout(leaving);
    hangUp();
  };
}

/** Keeps everything on screen fresh as long as the component stands. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => listenInSight(queries), [queries]);
}
