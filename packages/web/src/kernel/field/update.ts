/** The app's service worker: starts without a network, and offers a new version when there is one. */
import { useSyncExternalStore } from "react";
import { listenersOf } from "../listeners.ts";
import { keepDrafts } from "./draft.ts";

const checkedEveryMs = 30 * 60_000;

let waiting: ServiceWorker | undefined;
const { subscribe, tell } = listenersOf();

function offer(worker: ServiceWorker | null): void {
  if (!worker) return;
  waiting = worker;
  tell();
}

/** Registers the service worker. A new version waits until somebody takes it. */
export async function keepForOffline(): Promise<void> {
  const workers = globalThis.navigator.serviceWorker;
  if (!workers || import.meta.env.DEV) return;
  const hadOne = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (hadOne) void keepDrafts().finally(() => globalThis.location.reload());
  });
  const registration = await workers.register("/field-worker.js", { scope: "/field" });
  if (hadOne) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const fresh = registration.installing;
    fresh?.addEventListener("statechange", () => {
      if (fresh.state === "installed" && workers.controller) offer(fresh);
    });
  });
  setInterval(() => void registration.update().catch(() => {}), checkedEveryMs);
  // What is heavy and used later is fetched once the first page is there.
  void workers.ready.then(({ active }) => active?.postMessage("fetch-the-rest"));
}

/** The new version takes over, and every open page starts with it. */
export function takeUpdate(): void {
  waiting?.postMessage("take-over");
}

export function useUpdate(): boolean {
  return useSyncExternalStore(subscribe, () => waiting !== undefined);
}
