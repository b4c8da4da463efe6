/** A phone's storage as it should be, in memory: each write whole or not at all. */
import type { PulledRecord } from "@lianfang/core/kernel/pulled.ts";
import type { HeldSet, Meta, OutboxRecord, StoreChange } from "@lianfang/core/sync/phone/world.ts";
import { rangesAfter } from "@lianfang/core/sync/ranges.ts";

export interface Held extends HeldSet {
  records: PulledRecord[];
}

export interface Contents {
  meta: Meta;
  outbox: OutboxRecord[];
  sets: Held[];
}

export const emptyContents = (): Contents => ({ meta: {}, outbox: [], sets: [] });

/** What is in the store after some changes. */
export function changed(before: Contents, changes: readonly StoreChange[]): Contents {
  return changes.reduce(changedBy, before);
}

function changedBy(before: Contents, change: StoreChange): Contents {
  const { meta, outbox, sets } = before;
  switch (change.do) {
    case "add":
      return { ...before, outbox: [...outbox, change.record] };
    case "drop":
      return { ...before, outbox: outbox.filter(({ id }) => id !== change.id) };
    case "settle": {
      const { id, state, problem, answer } = change;
      const settled = (record: OutboxRecord): OutboxRecord =>
        record.id === id ? { ...record, state, problem, answer } : record;
      return { ...before, outbox: outbox.map(settled) };
    }
    case "note":
      return { ...before, meta: { ...meta, ...change.meta } };
    case "forget":
      return {
        ...before,
        sets: change.set === undefined ? [] : sets.filter(({ name }) => name !== change.set),
      };
    case "clear":
      return emptyContents();
    case "take":
      return { ...before, sets: taken(sets, change) };
  }
}

function taken(sets: readonly Held[], { set, change }: Extract<StoreChange, { do: "take" }>) {
  const held = sets.find(({ name }) => name === set.name);
  const outside = (held?.records ?? []).filter(
    ({ key }) => key <= change.after || (change.upTo !== null && key > change.upTo),
  );
  const records = [...outside, ...change.records].sort((a, b) => (a.key < b.key ? -1 : 1));
  const ranges = rangesAfter(held?.ranges ?? [], change);
  return [...sets.filter(({ name }) => name !== set.name), { ...set, ranges, records }];
}
