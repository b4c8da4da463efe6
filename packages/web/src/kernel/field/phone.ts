/** The unlocked phone as the screens see it. Who makes it is the sync module's matter. */
import type { Me } from "@lianfang/core/accounts/contract.ts";
import type { Access } from "@lianfang/core/kernel/access.ts";
import { reachOf } from "@lianfang/core/kernel/access.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from "react";

/** A command in the outbox. */
export interface OutboxEntry {
  id: string;
  /** `<module>.<procedure>` */
  procedure: string;
  /** By this phone's clock. */
  happenedAt: Instant;
  input: Readonly<Record<string, unknown>>;
  /**
   * Waiting to be sent; refused or in conflict, with the reason; or acknowledged, and kept until it
   * is in a backup.
   */
  state: "waiting" | "refused" | "conflict" | "acknowledged";
  problem?: { code: string; message: string; mend: string; details?: unknown } | undefined;
  /** The command's own answer, once it is acknowledged. */
  answer?: unknown;
}

export interface HeldRecord {
  key: string;
  content: unknown;
}

export type Network = "online" | "offline" | "sign-in" | "unknown";

export interface PhoneStatus {
  waiting: number;
  refused: number;
  conflicts: number;
  acknowledged: number;
  quarantined: number;
  /** By this phone's clock. */
  lastContactAt: Instant | undefined;
  /** This phone's clock minus the server's. */
  skewMs: number;
  network: Network;
  isSyncing: boolean;
  mustUpdate: boolean;
  /** Another account's records are on the phone, or another tab is sending. */
  trouble: "another-owner" | "no-room" | "later" | undefined;
}

export interface FieldPhone {
  me: Me;
  /**
   * Keeps a command for sending. Once it resolves the record is safe on this phone.
   * @param procedure a command its contract declares `offline`
   * @param input without `id` and `happenedAt`
   * @returns the record's id
   * @throws when there is no room
   */
  save(procedure: string, input: Record<string, unknown>): Promise<string>;
  /** Puts another record in the place of one that was refused or in conflict. */
  mend(id: string, input: Record<string, unknown>): Promise<string>;
  /** Sends a refused record once more as it is. */
  retry(id: string): Promise<void>;
  /** Drops a record that was refused or in conflict. */
  discard(id: string): Promise<void>;
  /** One contact with the server now. */
  sync(): Promise<void>;
  /** Somebody has just signed in again: the new session is kept. */
  signedIn(): Promise<void>;
  /** The key leaves the memory; what was typed is kept, sealed. */
  lock(): void;
  /** Deletes everything; where something is unsent only when that is confirmed. @returns whether it did */
  signOut(confirmed: boolean): Promise<boolean>;
  /** Something small of a screen's own, sealed like everything: a draft, a choice. */
  keep(name: string, value: unknown): Promise<void>;
  kept(name: string): Promise<unknown>;
  /** Calls on every change; the getters below give the same object until something changes. */
  subscribe(listener: () => void): () => void;
  status(): PhoneStatus;
  outbox(): readonly OutboxEntry[];
  /** What the phone holds of a set, by key; read from storage at the first call. */
  held(set: string): readonly HeldRecord[];
  /** Whether a set has more than the phone may hold. */
  isCapped(set: string): boolean;
}

export const PhoneContext = createContext<FieldPhone | undefined>(undefined);

export function usePhone(): FieldPhone {
  const phone = useContext(PhoneContext);
  if (!phone) throw new Error("usePhone before the phone is unlocked");
  return phone;
}

export function useMe(): Me {
  return usePhone().me;
}

/** Whether the holder of the phone may use something at all. What to show, never what to permit. */
export function useMay(access: Access): boolean {
  return mayUse(access, useMe());
}

export function mayUse(access: Access, me: Me): boolean {
  return access.who !== "held" || reachOf(access, me.grants, () => []) !== undefined;
}

export function useStatus(): PhoneStatus {
  const phone = usePhone();
  return useSyncExternalStore(phone.subscribe, phone.status);
}

export function useOutbox(): readonly OutboxEntry[] {
  const phone = usePhone();
  return useSyncExternalStore(phone.subscribe, phone.outbox);
}

/**
 * What the phone holds of a set, in its own form; records that don't have that form are left out.
 * @param read a schema's `safeParse`, or the like; the same function each time
 */
export function useHeld<Content>(
  set: string,
  read: (content: unknown) => Content | undefined,
): readonly Content[] {
  const phone = usePhone();
  const records = useSyncExternalStore(
    phone.subscribe,
    useCallback(() => phone.held(set), [phone, set]),
  );
  return useMemo(
    () => records.flatMap(({ content }) => read(content) ?? []) as Content[],
    [records, read],
  );
}
