/** Somebody at a screen: calls the public API over HTTP and stays signed in. */
import { contract } from "@lianfang/core/contract.ts";
import { type Instant, minutesBetween } from "@lianfang/core/kernel/time.ts";
import { createORPCClient, ORPCError } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import type { WriteIds } from "./write-ids.ts";

export type Api = ContractRouterClient<typeof contract>;

/** Where the town's server is, and what its clocks show. */
export interface Place {
  /** `http://host:port` */
  address: string;
  now(): Instant;
  /** The fields of a write that is made now. */
  write: WriteIds;
}

export interface Actor {
  api: Api;
  /** What is no procedure of the API, as phones' contacts: `post("sync/push", body)`. */
  post(path: string, body: unknown): Promise<unknown>;
  /** Signs in with these from now on, whenever the session has ended. */
  remember(account: OwnAccount): void;
}

export interface OwnAccount {
  userName: string;
  password: string;
}

interface Session {
  cookie: string;
  openedAt: Instant | undefined;
  usedAt: Instant | undefined;
}

/** Sessions end after two hours without a request and twelve in all; ours never come so far. */
const idleMinutes = 110;
const absoluteMinutes = 11 * 60;

/** Somebody nobody knows yet; known once founded, activated or signed in. */
export function actorAt(place: Place): Actor {
  const session: Session = { cookie: "", openedAt: undefined, usedAt: undefined };
  const door = clientOf(place, session, async () => {});
  let own: OwnAccount | undefined;
  let entering: Promise<void> | undefined;
  const enter = async ({ userName, password }: OwnAccount): Promise<void> => {
    await door.accounts.signIn({ ...place.write("sign-in", userName), userName, password });
    session.openedAt = place.now();
  };
  const stayIn = async (): Promise<void> => {
    // While one call signs in, the others wait: the old session may be over.
    if (entering) return entering;
    if (!own || isLive(session, place.now())) return;
    entering = enter(own).finally(() => {
      entering = undefined;
    });
    await entering;
  };
  return {
    api: clientOf(place, session, stayIn),
    post: (path, body) => posted(place, session, { path, body, before: stayIn }),
    remember(account) {
      own = account;
      session.openedAt = place.now();
      session.usedAt = place.now();
    },
  };
}

function isLive({ openedAt, usedAt }: Session, now: Instant): boolean {
  if (openedAt === undefined || usedAt === undefined) return false;
  return (
    minutesBetween(openedAt, now) < absoluteMinutes && minutesBetween(usedAt, now) < idleMinutes
  );
}

function clientOf(place: Place, session: Session, before: () => Promise<void>): Api {
  const link = new OpenAPILink(contract, {
    url: `${place.address}/api`,
    headers: () => (session.cookie ? { cookie: session.cookie } : {}),
    async fetch(request, init) {
      const response = await fetch(request, init);
      for (const set of response.headers.getSetCookie()) session.cookie = set.split(";")[0] ?? "";
      return response;
    },
    interceptors: [
      async ({ next, path }) => {
        await before();
        session.usedAt = place.now();
        return next().catch((error: unknown) => {
          throw told(error, path);
        });
      },
    ],
  });
  return createORPCClient(link);
}

interface Posting {
  path: string;
  body: unknown;
  before: () => Promise<void>;
}

async function posted(place: Place, session: Session, { path, body, before }: Posting) {
  await before();
  session.usedAt = place.now();
  const response = await fetch(`${place.address}/api/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(session.cookie && { cookie: session.cookie }),
    },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path}: ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** A refusal with what was refused and why: the actors' lines are written, so it is a fault of ours. */
function told(error: unknown, path: readonly string[]): unknown {
  if (!(error instanceof ORPCError)) return error;
  const why = JSON.stringify(error.data ?? null);
  return new Error(`${path.join(".")}: ${error.code}: ${error.message} ${why}`, { cause: error });
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
