import type { SourceFile } from "./imports.ts";

/**
 * Circles of imports: one for each group of files that all reach each other.
 * @returns each as a path of files that ends where it began
 */
export function cyclesIn(files: readonly SourceFile[]): string[][] {
  const edges = new Map(
    files.map(({ file, imports }) => [file, imports.flatMap(({ target }) => target ?? [])]),
  );
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const { file } of files) {
    if (done.has(file)) continue;
    const cycle = walk(file, edges, done);
    if (cycle) cycles.push(cycle);
  }
  return cycles;
}

/** Goes depth first, with a stack of its own, and gives the first circle it closes. */
function walk(
  start: string,
  edges: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): string[] | undefined {
  const path = [start];
  const rest = [[...(edges.get(start) ?? [])]];
  let cycle: string[] | undefined;
  while (path.length > 0) {
    const next = rest.at(-1)?.pop();
    if (next === undefined) {
      done.add(path.pop() ?? "");
      rest.pop();
    } else if (path.includes(next)) {
      cycle ??= [...path.slice(path.indexOf(next)), next];
    } else if (!done.has(next)) {
      path.push(next);
      rest.push([...(edges.get(next) ?? [])]);
    }
  }
  return cycle;
}
