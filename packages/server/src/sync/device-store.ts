/** Phones that have been in contact. */

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { ScopeSeen } from "@lianfang/core/sync/rules.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { type Db, json } from "../kernel/database/database.ts";
import { gathered } from "../kernel/database/gathered.ts";
import type { InstanceKeys } from "../kernel/vault/keys.ts";
import { type Standing, standingFrom, standingOn } from "./history-store.ts";
import "./tables.ts";

export interface HeldDevice {
  townId: string;
  deviceId: string;
  accountId: string;
  accountState: "invited" | "active" | "suspended";
  keyHash: Buffer;
  label: string;
  appVersion: string;
  protocol: number;
  lastSeenAt: Instant;
  skewMs: number;
  unsent: number | undefined;
  scopeSeen: ScopeSeen;
  hasQuarantined: boolean;
  lostAt: Instant | undefined;
  wipedAt: Instant | undefined;
  /** Where its town's history stood when it was looked up. */
  standing: Standing | undefined;
}

/** What a phone says about itself at every contact. */
export interface DeviceNews {
  label: string;
  appVersion: string;
  protocol: number;
  lastSeenAt: Instant;
  skewMs: number;
  unsent: number | undefined;
}

/**
 * The phone's key, and what is kept of it. Always the same for the same phone: a first contact that
 * comes twice must not take away the key the phone was given by the first answer.
 */
export function keyOf(
  { master }: InstanceKeys,
  townId: string,
  deviceId: string,
): { key: string; hash: Buffer } {
  const purpose = `sync-device:${townId}:${deviceId}`;
  const key = createHmac("sha256", master).update(purpose).digest("base64url");
  return { key, hash: hashOfKey(key) };
}

const hashOfKey = (key: string): Buffer => createHash("sha256").update(key).digest();

export function opens(device: HeldDevice, key: string | undefined): boolean {
  return key !== undefined && timingSafeEqual(hashOfKey(key), device.keyHash);
}

/** Phones of any town by their ids; those asked for at the same moment are read together. */
const readers = new WeakMap<Db, (deviceId: string) => Promise<HeldDevice[] | undefined>>();

/** A phone's id is one town's; another town may have put the same into its own. */
export async function devicesNamed(db: Db, deviceId: string): Promise<HeldDevice[]> {
  const read = readers.get(db) ?? gathered((ids) => devicesById(db, ids));
  readers.set(db, read);
  return (await read(deviceId)) ?? [];
}

async function devicesById(db: Db, ids: readonly string[]): Promise<Map<string, HeldDevice[]>> {
  const rows = await db
    .selectFrom("sync_device")
    .innerJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "sync_device.town_id")
        .onRef("account.account_id", "=", "sync_device.account_id"),
    )
    .selectAll("sync_device")
    .select(["account.state", standingOn("sync_device.town_id").as("standing")])
    .where("device_id", "=", anyOf(ids))
    .execute();
  const devices = rows.map((row) => ({
    townId: row.town_id,
    deviceId: row.device_id,
    accountId: row.account_id,
    accountState: row.state,
    keyHash: row.key_hash,
    label: row.label,
    appVersion: row.app_version,
    protocol: row.protocol,
    lastSeenAt: row.last_seen_at,
    skewMs: row.skew_ms,
    unsent: row.unsent ?? undefined,
    scopeSeen: row.scope_seen,
    hasQuarantined: row.has_quarantined,
    lostAt: row.lost_at ?? undefined,
    wipedAt: row.wiped_at ?? undefined,
    standing: row.standing ? standingFrom(row.standing) : undefined,
  }));
  return Map.groupBy(devices, ({ deviceId }) => deviceId);
}

/** Notes of contacts are no writes of the town's: they leave no journal row. */
export function deviceStore(db: Db, townId: string) {
  const ofDevice = (deviceId: string) =>
    db.updateTable("sync_device").where("town_id", "=", townId).where("device_id", "=", deviceId);
  return {
    /** A phone known already keeps its account and is given the new key. */
    async register(
      deviceId: string,
      accountId: string,
      keyHash: Buffer,
      news: DeviceNews,
    ): Promise<void> {
      const { label, appVersion, protocol, lastSeenAt, skewMs, unsent = null } = news;
      const said = {
        key_hash: keyHash,
        label,
        app_version: appVersion,
        protocol,
        last_seen_at: lastSeenAt,
        skew_ms: skewMs,
        unsent,
        wiped_at: null,
      };
      await db
        .insertInto("sync_device")
        .values({
          town_id: townId,
          device_id: deviceId,
          account_id: accountId,
          registered_at: lastSeenAt,
          ...said,
        })
        .onConflict((conflict) => conflict.columns(["town_id", "device_id"]).doUpdateSet(said))
        .execute();
    },
    async note(deviceId: string, news: DeviceNews): Promise<void> {
      await ofDevice(deviceId)
        .set({
          label: news.label,
          app_version: news.appVersion,
          protocol: news.protocol,
          last_seen_at: news.lastSeenAt,
          skew_ms: news.skewMs,
          unsent: news.unsent ?? null,
          // Whoever is still in contact was not wiped after all.
          wiped_at: null,
        })
        .execute();
    },
    async noteScope(deviceId: string, seen: ScopeSeen): Promise<void> {
      await ofDevice(deviceId)
        .set({ scope_seen: json(seen) })
        .execute();
    },
    async noteWiped(deviceId: string, now: Instant): Promise<void> {
      await ofDevice(deviceId)
        .where("wiped_at", "is", null)
        .set({ wiped_at: now, unsent: 0 })
        .execute();
    },
    /** @returns whether it was not lost before; undefined when there is no such phone */
    async lose(deviceId: string, by: string | undefined, now: Instant) {
      const row = await db
        .selectFrom("sync_device")
        .select(["lost_at"])
        .where("town_id", "=", townId)
        .where("device_id", "=", deviceId)
        .forUpdate()
        .executeTakeFirst();
      if (!row || row.lost_at) return row && false;
      await ofDevice(deviceId)
        .set({ lost_at: now, lost_by: by ?? null })
        .execute();
      return true;
    },
  };
}
