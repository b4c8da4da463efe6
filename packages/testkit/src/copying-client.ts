/**
 * A client that keeps a copy of the residents, as `docs/api.md` tells it: nothing but fetch, a
 * token and a cursor. Read it as an example; the tests hold the API to it.
 */

import { z } from "zod";

const Change = z.looseObject({
  is: z.enum(["present", "removed", "gone"]),
  residentId: z.string(),
  name: z.string().optional(),
  revision: z.number().optional(),
});
type Change = z.infer<typeof Change>;

const Page = z.object({ changes: z.array(Change), next: z.string(), isMore: z.boolean() });
type Page = z.infer<typeof Page>;

export interface Copy {
  /** Residents by id, as they were when last read. */
  residents: ReadonlyMap<string, Change>;
  /** Reads on from where it stopped, until there is no more. */
  readOn(): Promise<void>;
}

export function copyOfResidents(address: string, token: string, limit = 200): Copy {
  const residents = new Map<string, Change>();
  let cursor: string | undefined;

  return {
    residents,
    async readOn() {
      for (let isMore = true; isMore; ) {
        const question = new URLSearchParams({ limit: String(limit) });
        if (cursor !== undefined) question.set("after", cursor);
        const page = await ask(`${address}/api/registry/changes/residents?${question}`, token);
        for (const change of page.changes) {
          if (change.is === "present") residents.set(change.residentId, change);
          else residents.delete(change.residentId);
        }
        // Kept together with the copy: whoever stops here goes on from here.
        cursor = page.next;
        isMore = page.isMore;
      }
    },
  };
}

const mostTries = 5;

async function ask(url: string, token: string): Promise<Page> {
  for (let round = 1; ; round += 1) {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    if (answer.ok) return Page.parse(await answer.json());
    const isPassing = answer.status === 429 || answer.status >= 500;
    if (!isPassing || round === mostTries) throw new Error(`${answer.status} from ${url}`);
    const seconds = Number(answer.headers.get("retry-after") ?? round);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  }
}
