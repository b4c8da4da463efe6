/** What is being typed survives a lock, a new version and a dead battery: it is kept, sealed. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type FieldPhone, usePhone } from "./phone.ts";

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
  const writer = useMemo(() => writerOf(phone, `draft:${name}`), [phone, name]);

  useEffect(() => {
    let isGone = false;
    keepers.add(writer.settled);
    void phone.kept(`draft:${name}`).then((kept) => {
      if (isGone) return;
      if (typeof kept === "object" && kept !== null && !latest.current)
        setValues((now) => ({ ...now, ...kept }));
      setReady(true);
    });
    return () => {
      isGone = true;
      keepers.delete(writer.settled);
    };
  }, [phone, name, writer]);

  const change = useCallback(
    (changes: Partial<Values>) => {
      latest.current = { ...(latest.current ?? values), ...changes };
      setValues(latest.current);
      writer.write(latest.current);
    },
    [values, writer],
  );
  const clear = useCallback(async () => {
    latest.current = undefined;
    writer.write(undefined);
    await writer.settled();
  }, [writer]);
  return { values, change, clear, isReady };
}

interface Writer {
  write(value: unknown): void;
  /** Resolves once what was written last is kept. */
  settled(): Promise<void>;
}

/** At once, one after the other; what is overtaken while one is being written is left out. */
function writerOf(phone: FieldPhone, name: string): Writer {
  let next: { value: unknown } | undefined;
  let writing: Promise<void> | undefined;
  const run = async () => {
    while (next) {
      const { value } = next;
      next = undefined;
      // Without room for a draft the form still works.
      await phone.keep(name, value).catch(() => {});
    }
    writing = undefined;
  };
  return {
    write(value) {
      next = { value };
      writing ??= run();
    },
    settled: async () => writing,
  };
}
