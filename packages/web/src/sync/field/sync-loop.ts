/** When the phone speaks with the server: at the start, with the network, after a save, and so on. */
import type { Phone, SyncReport } from "@lianfang/core/sync/phone/phone.ts";

const everyMs = 3 * 60_000;
/** What the town makes of what was sent, as an alert, comes a little later. */
const afterSavingMs = 20_000;
/** Saves that follow each other go together. */
const gatherMs = 400;

export interface SyncLoop {
  /** One contact now; another right after, where one is under way. */
  now(): Promise<void>;
  /** Soon: something was saved. */
  soon(): void;
  stop(): void;
}

export interface SyncLoopParts {
  phone: Phone;
  onBegin(): void;
  onEnd(report: SyncReport): Promise<void>;
}

export function startSyncLoop({ phone, onBegin, onEnd }: SyncLoopParts): SyncLoop {
  let running: Promise<void> | undefined;
  let again = false;
  let hasSaved = false;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const plan = (ms: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void now(), ms);
  };
  const run = async () => {
    do {
      again = false;
      onBegin();
      const report = await phone.sync();
      await onEnd(report);
      plan(report.nextInMs ?? (hasSaved ? afterSavingMs : everyMs));
      hasSaved &&= report.stopped !== undefined;
    } while (again && !isStopped);
  };
  const now = (): Promise<void> => {
    if (isStopped) return Promise.resolve();
    if (running) again = true;
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
  const wake = () => {
    if (document.visibilityState === "visible") void now();
  };
  globalThis.addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
  void now();
  return {
    now,
    soon() {
      hasSaved = true;
      plan(gatherMs);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      globalThis.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
    },
  };
}
