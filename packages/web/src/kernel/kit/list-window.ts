import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";

const rowHeight = 41;
/** Up to here all rows are drawn: a browser's own search finds them, and so do papers. */
const drawnWhole = 150;
const drawnBeyond = 15;

/** Which of a table's rows to draw, and which can be seen. The page itself scrolls. */
export function useRowWindow(body: RefObject<HTMLTableSectionElement | null>, count: number) {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const place = body.current?.getBoundingClientRect();
    if (place) setTop(Math.round(place.top + window.scrollY));
  }, [body]);
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: drawnBeyond,
    scrollMargin: top,
    rangeExtractor: (range) =>
      range.count <= drawnWhole ? [...Array(range.count).keys()] : defaultRangeExtractor(range),
  });
  const items = rows.getVirtualItems();
  const [first] = items;
  const last = items.at(-1);
  return {
    indexes: items.map(({ index }) => index),
    above: first ? first.start - top : 0,
    below: last ? rows.getTotalSize() - (last.end - top) : 0,
    measure: rows.measureElement,
    bring: (index: number) => rows.scrollToIndex(index, { align: "auto" }),
    /** The first and last row that can be seen. */
    first: rows.range?.startIndex ?? 0,
    last: Math.min(rows.range?.endIndex ?? 0, Math.max(0, count - 1)),
  };
}
