/** How generously this process uses memory. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Has the heap tidied up when it has grown by a quarter. Left to itself V8 lets it grow to a multiple
 * of what is in use while much is made at once, as when a register of 50,000 people comes in, and
 * gives little of it back. Its nursery can only be set on the command line: see `npm start`.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=25");
}

const muchBytes = 64 * 1024 * 1024;

/**
 * Does something large, and has what it leaves behind given back when it has ended: V8 would keep it for
 * what comes next, and the next large thing would come on top of what does not fit into it. Where much
 * was left, it takes the process 0.2 s.
 */
export async function givingBack<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = process.memoryUsage.rss();
  try {
    return await work();
  } finally {
    if (process.memoryUsage.rss() > before + muchBytes) collect();
  }
}

let collector: ((how: object) => void) | undefined;

function collect(): void {
  if (!collector) {
    // Contexts made while it is exposed have it; those that are there already, as this one, don't.
    setFlagsFromString("--expose-gc");
    collector = runInNewContext("gc") as typeof collector;
    setFlagsFromString("--no-expose-gc");
  }
  collector?.({ type: "major", execution: "sync", flavor: "last-resort" });
}
