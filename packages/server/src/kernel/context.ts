import type { Grant, Reach } from "@lianfang/core/kernel/access.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { Clock } from "./clock.ts";
import type { Connectors } from "./connectors.ts";
import type { Db } from "./database/database.ts";
import type { FigureBook } from "./figures/figures.ts";
import type { Live } from "./live.ts";
import type { Town } from "./session/town.ts";
import type { Tie } from "./ties.ts";
import type { InstanceKeys } from "./vault/keys.ts";
import type { VaultKeeper } from "./vault/vault.ts";

export type { Town };

export type Locale = "zh-CN" | "en";

/** Who acts. The system acts under its own name, with a reason, never under somebody else's. */
export type Actor =
  | {
      is: "account";
      accountId: string;
      displayName: string;
      userName: string;
      grants: Grant[];
      /** Set when the call came by a token of the account instead of a session. */
      token?: { tokenId: string; name: string } | undefined;
    }
  | { is: "system"; why: string };

/** What the whole process shares. */
export interface Kernel {
  db: Db;
  clock: Clock;
  keys: InstanceKeys;
  vaults: VaultKeeper;
  live: Live;
  figures: FigureBook;
  /** What modules keep of the register's records. */
  ties: readonly Tie[];
  connectors: Connectors;
  /** Folder for the instance's own files. */
  dataFolder: string;
  /** Only in a demo: its sign-in cards. The towns founded in a demo are drills. */
  demo: { cards: readonly DemoCard[] } | undefined;
}

export interface DemoCard {
  role: string;
  userName: string;
  password: string;
  displayName: string;
  scopeName: string;
}

/** What anybody may use, signed in or not. */
export interface PublicContext {
  kernel: Kernel;
  db: Db;
  now: Instant;
  locale: Locale;
  /** The caller's address as far as it is known; for throttling only, never stored in clear. */
  address: string;
  session: SessionCookie;
  /** The phone's id, where a call comes from a phone's outbox. */
  device?: string | undefined;
  /** Aborts when the caller has gone away, where the transport knows. */
  signal?: AbortSignal | undefined;
}

export interface QueryContext extends PublicContext {
  town: Town;
  actor: Actor;
  /** The part of the town this call may see and touch. */
  reach: Reach;
  /**
   * Set where somebody accepts what a phone sent and could no longer do: the maker acted for what they
   * belonged to then, and those who decide have looked at it.
   */
  isReviewed?: true | undefined;
  /**
   * Tells of people whose records go out where the answer doesn't show it: in a file, in the clear.
   * Whom an answer tells of by id is counted without that.
   */
  readPeople(ids: Iterable<string>): void;
}

export interface JournalSubject {
  kind: string;
  ids: readonly string[];
  areaId?: string | undefined;
  /** Facts for reactions and history. Never personal data: the journal outlives erasure. */
  details?: Record<string, unknown> | undefined;
}

interface Writing {
  /** The write's id; the thing it makes takes it as its own. */
  id: string;
  happenedAt: Instant | undefined;
  /** Says what the write was about, once. */
  about(subject: JournalSubject): void;
  /** Runs when the write is over, done or refused, and holds no connection; the answer waits for it. */
  afterwards(work: () => Promise<void>): void;
}

export interface CommandContext extends QueryContext, Writing {}

export interface PublicCommandContext extends PublicContext, Writing {
  /**
   * Says for which town and account the write is. A repeated write stops here and is answered as
   * the first time, unless it is `repeatable`.
   */
  enter(
    townId: string,
    accountId: string | undefined,
    options?: { repeatable?: boolean },
  ): Promise<void>;
}

/** Sets or clears the session cookie of the answer; without effect for callers without cookies. */
export interface SessionCookie {
  token: string | undefined;
  /** A phone's own secret, shown beside the cookie with every request; sessions opened now need it. */
  proof?: string | undefined;
  set(token: string): void;
  clear(): void;
}
