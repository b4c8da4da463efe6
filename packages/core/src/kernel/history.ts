/** What is made by hand step by step, with what was before: steps back and forth. Pure. */
export interface History<State> {
  now: State;
  past: readonly State[];
  future: readonly State[];
}

const mostPast = 100;

export function begun<State>(now: State): History<State> {
  return { now, past: [], future: [] };
}

/** A step on; what had been taken back is gone. A step that changes nothing is none. */
export function stepped<State>(history: History<State>, next: State): History<State> {
  if (next === history.now) return history;
  return { now: next, past: [...history.past, history.now].slice(-mostPast), future: [] };
}

export function undone<State>(history: History<State>): History<State> {
  const { now, past, future } = history;
  const before = past.at(-1);
  if (before === undefined) return history;
  return { now: before, past: past.slice(0, -1), future: [now, ...future] };
}

export function redone<State>(history: History<State>): History<State> {
  const { now, past, future } = history;
  const [next, ...rest] = future;
  return next === undefined ? history : { now: next, past: [...past, now], future: rest };
}
