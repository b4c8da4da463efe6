/** What every form of the phone does with its record: keep it, or mend another. */
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { Note } from "./parts/notes.tsx";
import { type OutboxEntry, usePhone } from "./phone.ts";

export interface Saving {
  isBusy: boolean;
  /** There was no room for it. */
  isFull: boolean;
  /** @returns whether it is safe on this phone; a second tap meanwhile keeps nothing */
  save(input: Record<string, unknown>): Promise<boolean>;
  /** Keeps one of many: the form stays for the next. @returns the record's id, once it is safe */
  keep(input: Record<string, unknown>): Promise<string | undefined>;
}

/**
 * @param procedure a command its contract declares `offline`
 * @param entry the record to be mended, instead of a new one
 */
export function useSaving(procedure: string, entry: OutboxEntry | undefined): Saving {
  const phone = usePhone();
  const [isBusy, setBusy] = useState(false);
  const [isFull, setFull] = useState(false);
  const write = async (input: Record<string, unknown>) => {
    if (isBusy) return undefined;
    setBusy(true);
    setFull(false);
    try {
      return await (entry ? phone.mend(entry.id, input) : phone.save(procedure, input));
    } catch {
      setFull(true);
      setBusy(false);
      return undefined;
    }
  };
  const keep = async (input: Record<string, unknown>) => {
    const id = await write(input);
    setBusy(false);
    return id;
  };
  const save = async (input: Record<string, unknown>) => (await write(input)) !== undefined;
  return { isBusy, isFull, save, keep };
}

interface RecordNotesProps {
  problem: OutboxEntry["problem"];
  isFull?: boolean;
}

/** Why a record was refused, and that there is no room for another. */
export function RecordNotes({ problem, isFull = false }: RecordNotesProps) {
  return (
    <>
      {problem ? (
        <Note tone="red" title={problem.message}>
          {problem.mend}
        </Note>
      ) : null}
      {isFull ? (
        <Note tone="red" isUrgent title={m["field.noRoom"]()}>
          {m["field.noRoom.text"]()}
        </Note>
      ) : null}
    </>
  );
}
