/** What is being typed survives a lock, a new version and a dead battery: it is kept, sealed. */
import { useCallback, useEffect, useRef, useState } from "react";
import { usePhone } from "./phone.ts";

const settleMs = 250;

const keepers = new Set<() => Promise<void>>();

/** Before the key leaves the memory or the page is started anew: what was just typed is kept. */
export async function keepDrafts(): Promise<void> {
  await Promise.all([...keepers].map((keep) => keep()));
}

export interface Draft<Values> {
  values: Values;
  change: (changes: Partial<Values>) => void;
  /** To be called once it is saved or given up. */
  clear: () => Promise<void>;
  /** What was typed before has been looked for. */
  isReady: boolean;
}

/**
 * @param name of the form and what it is about
 * @param initial where nothing was typed before
 */
export function useDraft<Values extends object>(name: string, initial: Values): Draft<Values> {
  const phone = usePhone();
  const [values, setValues] = useState(initial);
  const [isReady, setReady] = useState(false);
  const latest = useRef<Values>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback(async () => {
    if (!timer.current) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    // Without room for a draft the form still works.
    if (latest.current) await phone.keep(`draft:${name}`, latest.current).catch(() => {});
  }, [phone, name]);

  useEffect(() => {
    let isGone = false;
    keepers.add(keep);
    void phone.kept(`draft:${name}`).then((kept) => {
      if (isGone) return;
      if (typeof kept === "object" && kept !== null && !latest.current)
        setValues((now) => ({ ...now, ...kept }));
      setReady(true);
    });
    return () => {
      isGone = true;
      keepers.delete(keep);
      if (timer.current) void keep();
    };
  }, [phone, name, keep]);

  const change = useCallback(
    (changes: Partial<Values>) => {
      setValues((now) => {
        latest.current = { ...now, ...changes };
        return latest.current;
      });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keep(), settleMs);
    },
    [keep],
  );
  const clear = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = undefined;
    await phone.keep(`draft:${name}`, undefined);
  }, [phone, name]);
  return { values, change, clear, isReady };
}
