/** Somebody at a screen: calls the public API over HTTP and holds the session cookie. */
import { contract } from "@lianfang/core/contract.ts";
import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { v7 as uuidv7 } from "uuid";

export type Api = ContractRouterClient<typeof contract>;

export interface Actor {
  api: Api;
}

/** @param address the server's, `http://host:port` */
export function actorAt(address: string): Actor {
  let cookie = "";
  const link = new OpenAPILink(contract, {
    url: `${address}/api`,
    headers: () => (cookie ? { cookie } : {}),
    async fetch(request, init) {
      const response = await fetch(request, init);
      for (const set of response.headers.getSetCookie()) cookie = set.split(";")[0] ?? cookie;
      return response;
    },
  });
  return { api: createORPCClient(link) };
}

/** What every write carries: an id of its own. */
export function write(): { id: string } {
  return { id: uuidv7() };
}

/** Runs the work for each item, at most `width` at a time, in the items' order of starting. */
export async function eachOf<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
  width = 8,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}

/** Every row of a key-paged list. */
export async function allRows<Row>(
  page: (after: string | undefined) => Promise<{ rows: Row[]; next?: string | undefined }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const answer = await page(after);
    rows.push(...answer.rows);
    after = answer.next;
  } while (after);
  return rows;
}
