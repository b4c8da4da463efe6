import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import type { PagedRows } from "./paged.ts";

/** Below the lines of a card: the next page, where there is one. */
export function MoreButton({ list }: { list: PagedRows<unknown, unknown> }) {
  if (!list.hasMore) return null;
  return (
    <Button type="link" loading={list.isLoadingMore} onClick={list.loadMore}>
      {m["web.list.more"]()}
    </Button>
  );
}
