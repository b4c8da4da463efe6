/** Phones and what is held for review, as the office reads them. */
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type {
  DeviceRow,
  DeviceState,
  QuarantineRow,
  QuarantineState,
} from "@lianfang/core/sync/contract.ts";
import { protocolVersion } from "@lianfang/core/sync/protocol.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import "./tables.ts";

type Device = z.infer<typeof DeviceRow>;
type Record = z.infer<typeof QuarantineRow>;

export function syncLists({ db, town: { townId } }: QueryContext) {
  const devices = () =>
    db
      .selectFrom("sync_device")
      .innerJoin("account", (join) =>
        join
          .onRef("account.town_id", "=", "sync_device.town_id")
          .onRef("account.account_id", "=", "sync_device.account_id"),
      )
      .selectAll("sync_device")
      .select("account.display_name")
      .where("sync_device.town_id", "=", townId);
  const records = () =>
    db
      .selectFrom("sync_quarantine as record")
      .innerJoin("sync_device", (join) =>
        join
          .onRef("sync_device.town_id", "=", "record.town_id")
          .onRef("sync_device.device_id", "=", "record.device_id"),
      )
      .innerJoin("account", (join) =>
        join
          .onRef("account.town_id", "=", "record.town_id")
          .onRef("account.account_id", "=", "record.account_id"),
      )
      .leftJoin("account as decider", (join) =>
        join
          .onRef("decider.town_id", "=", "record.town_id")
          .onRef("decider.account_id", "=", "record.decided_by"),
      )
      .selectAll("record")
      .select(["sync_device.label", "account.display_name", "decider.display_name as decider"])
      .where("record.town_id", "=", townId);

  return {
    async devices(
      filter: PageInput & { state?: z.infer<typeof DeviceState> | undefined },
    ): Promise<Page<Device>> {
      const { after, limit, state } = filter;
      let query = devices()
        .orderBy("last_seen_at", "desc")
        .orderBy("device_id", "desc")
        .limit(limit + 1);
      if (state === "in-use") query = query.where("lost_at", "is", null);
      if (state === "lost")
        query = query.where("lost_at", "is not", null).where("wiped_at", "is", null);
      if (state === "wiped") query = query.where("wiped_at", "is not", null);
      if (after) {
        const [at, id] = decodeCursor(after, 2);
        query = query.where(
          sql<boolean>`(last_seen_at, device_id) < (${at}::timestamptz, ${id}::uuid)`,
        );
      }
      const rows = await query.execute();
      return toPage(rows, limit, (row) => [row.last_seen_at, row.device_id], shownDevice);
    },

    async records(
      filter: PageInput & { state: z.infer<typeof QuarantineState> },
    ): Promise<Page<Record>> {
      const { after, limit, state } = filter;
      let query = records()
        .where("record.state", "=", state)
        .orderBy("record.received_at")
        .orderBy("record.record_id")
        .limit(limit + 1);
      if (after) {
        const [at, id] = decodeCursor(after, 2);
        query = query.where(
          sql<boolean>`(record.received_at, record.record_id) > (${at}::timestamptz, ${id}::uuid)`,
        );
      }
      const rows = await query.execute();
      return toPage(rows, limit, (row) => [row.received_at, row.record_id], shownRecord);
    },

    async record(recordId: string): Promise<{ shown: Record; sealed: Buffer } | undefined> {
      const row = await records().where("record.record_id", "=", recordId).executeTakeFirst();
      return row && { shown: shownRecord(row), sealed: row.input };
    },
  };

  type DeviceFound = Awaited<ReturnType<ReturnType<typeof devices>["executeTakeFirstOrThrow"]>>;
  function shownDevice(row: DeviceFound): Device {
    return {
      deviceId: row.device_id,
      label: row.label,
      accountId: row.account_id,
      accountName: row.display_name,
      appVersion: row.app_version,
      isOutdated: row.protocol < protocolVersion,
      registeredAt: row.registered_at,
      lastSeenAt: row.last_seen_at,
      skewSeconds: Math.round(row.skew_ms / 1_000),
      state: row.wiped_at ? "wiped" : row.lost_at ? "lost" : "in-use",
      lostAt: row.lost_at ?? undefined,
      wipedAt: row.wiped_at ?? undefined,
    };
  }

  type RecordFound = Awaited<ReturnType<ReturnType<typeof records>["executeTakeFirstOrThrow"]>>;
  function shownRecord(row: RecordFound): Record {
    return {
      recordId: row.record_id,
      procedure: row.procedure,
      deviceId: row.device_id,
      deviceLabel: row.label,
      accountId: row.account_id,
      accountName: row.display_name,
      happenedAt: row.happened_at,
      receivedAt: row.received_at,
      reason: row.reason,
      state: row.state,
      decidedBy: row.decider ?? undefined,
      decidedAt: row.decided_at ?? undefined,
      decision: row.decision ?? undefined,
    };
  }
}
