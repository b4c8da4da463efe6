import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import type { PagedRows } from "./paged.ts";

/** Fetches the next page as the end of the list comes near, or when asked. */
export function More({ list }: { list: PagedRows<unknown, unknown> }) {
  const end = useRef<HTMLDivElement>(null);
  const { hasMore, isLoadingMore, loadMore } = list;
  const next = useRef(loadMore);
  next.current = loadMore;
  useEffect(() => {
    const mark = end.current;
    if (!mark || !hasMore || isLoadingMore) return;
    const watch = new IntersectionObserver(
      (entries) => void (entries.some((entry) => entry.isIntersecting) && next.current()),
      { rootMargin: "600px" },
    );
    watch.observe(mark);
    return () => watch.disconnect();
  }, [hasMore, isLoadingMore]);
  if (!hasMore) return null;
  return (
    <div className="lf-list-more" ref={end}>
      <Button onClick={loadMore} loading={isLoadingMore}>
        {m["web.list.more"]()}
      </Button>
    </div>
  );
}
