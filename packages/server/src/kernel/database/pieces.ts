/** So many of them at a time, as they go into one statement; the last piece may be smaller. */
export function* inPieces<Item>(items: Iterable<Item>, atOnce: number): Generator<Item[]> {
  let piece: Item[] = [];
  for (const item of items) {
    piece.push(item);
    if (piece.length < atOnce) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
