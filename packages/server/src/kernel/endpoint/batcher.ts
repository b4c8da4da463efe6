/** Gathers calls of one command in one town until they are committed together. */
import type { WriteOutcome } from "./commit.ts";
import { type BatchKind, type BatchWrite, commitBatch, type Ended } from "./commit-batch.ts";

/** So long the first of a batch waits for others. */
const gatherMs = 1;
const mostRows = 500;
/** While one batch is flushed to disk another is judged; more would only part what comes together. */
const mostUnderWay = 2;

interface Waiting {
  kind: BatchKind;
  write: BatchWrite;
  end(ended: Ended): void;
}

interface Queue {
  waiting: Waiting[];
  underWay: number;
  timer: NodeJS.Timeout | undefined;
  /** Ids that wait or are under way: a repeat is looked at when the first is settled. */
  ids: Map<string, Promise<Ended>>;
}

export type Batcher = (kind: BatchKind, write: BatchWrite) => Promise<WriteOutcome<unknown>>;

export function openBatcher(): Batcher {
  const queues = new Map<string, Queue>();

  const flush = async (key: string, queue: Queue): Promise<void> => {
    clearTimeout(queue.timer);
    queue.timer = undefined;
    const batch = queue.waiting.splice(0, mostRows);
    const [first] = batch;
    if (!first) return;
    queue.underWay += 1;
    const ended = await commitBatch(
      first.kind,
      batch.map(({ write }) => write),
    );
    queue.underWay -= 1;
    for (const [at, { write, end }] of batch.entries()) {
      queue.ids.delete(write.request.id);
      end(ended[at] ?? { error: new Error("a write was lost from its batch") });
    }
    if (queue.waiting.length > 0) void flush(key, queue);
    else if (queue.underWay === 0 && queue.ids.size === 0) queues.delete(key);
  };

  const enqueue = (key: string, queue: Queue, kind: BatchKind, write: BatchWrite) =>
    new Promise<Ended>((end) => {
      queue.waiting.push({ kind, write, end });
      if (queue.underWay >= mostUnderWay) return;
      if (queue.waiting.length >= mostRows) void flush(key, queue);
      else queue.timer ??= setTimeout(() => void flush(key, queue), gatherMs);
    });

  return async (kind, write) => {
    const key = `${write.request.entry} ${kind.town.townId}`;
    const { id } = write.request;
    for (;;) {
      const queue = queues.get(key) ?? {
        waiting: [],
        underWay: 0,
        timer: undefined,
        ids: new Map(),
      };
      queues.set(key, queue);
      const double = queue.ids.get(id);
      if (double) {
        await double;
        continue;
      }
      const ending = enqueue(key, queue, kind, write);
      queue.ids.set(id, ending);
      const ended = await ending;
      if ("error" in ended) throw ended.error;
      return ended.outcome;
    }
  };
}
