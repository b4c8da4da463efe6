/** Phones and what is held for review, as the office reads them. */
import type { Grant } from "@lianfang/core/kernel/access.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type {
  DeviceRow,
  DeviceState,
  QuarantineRow,
  QuarantineState,
} from "@lianfang/core/sync/contract.ts";
import { protocolVersion } from "@lianfang/core/sync/protocol.ts";
import type { QuarantineReason } from "@lianfang/core/sync/rules.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import "./tables.ts";

type Device = z.infer<typeof DeviceRow>;
type Record = z.infer<typeof QuarantineRow>;

interface DeviceFilter extends PageInput {
  state?: z.infer<typeof DeviceState> | undefined;
  search?: string | undefined;
  isHolding?: boolean | undefined;
}

interface RecordFilter extends PageInput {
  state: z.infer<typeof QuarantineState>;
  reason?: QuarantineReason | undefined;
  deviceId?: string | undefined;
}

const grantsOfAccount = sql<
  Grant[]
>`(select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'role', role, 'scopeKind', scope_kind,
    'scopeId', case when scope_kind <> 'town' then scope_id end)) order by role, scope_id), '[]')
  from account_grant held
  where held.town_id = sync_device.town_id and held.account_id = sync_device.account_id)`.as(
  "grants",
);

export function syncLists({ db, town: { townId } }: QueryContext) {
  const inReview = sql<number>`(select count(*)::int from sync_quarantine waits
    where waits.town_id = sync_device.town_id and waits.device_id = sync_device.device_id
      and waits.state = 'open')`;
  const devices = () =>
    db
      .selectFrom("sync_device")
      .innerJoin("account", (join) =>
        join
          .onRef("account.town_id", "=", "sync_device.town_id")
          .onRef("account.account_id", "=", "sync_device.account_id"),
      )
      .selectAll("sync_device")
      .select(["account.display_name", grantsOfAccount, inReview.as("in_review")])
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
    async devices(filter: DeviceFilter): Promise<Page<Device>> {
      const { after, limit, state, search, isHolding } = filter;
      let query = devices()
        .orderBy("last_seen_at", "desc")
        .orderBy("device_id", "desc")
        .limit(limit + 1);
      if (state === "in-use") query = query.where("lost_at", "is", null);
      if (state === "lost")
        query = query.where("lost_at", "is not", null).where("wiped_at", "is", null);
      if (state === "wiped") query = query.where("wiped_at", "is not", null);
      if (search) {
        const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
        query = query.where(
          sql<boolean>`(lower(account.display_name) like ${pattern} or lower(label) like ${pattern})`,
        );
      }
      if (isHolding) query = query.where(sql<boolean>`(unsent > 0 or ${inReview} > 0)`);
      if (after) {
        const [at, id] = decodeCursor(after, 2);
        query = query.where(
          sql<boolean>`(last_seen_at, device_id) < (${at}::timestamptz, ${id}::uuid)`,
        );
      }
      const rows = await query.execute();
      return toPage(rows, limit, (row) => [row.last_seen_at, row.device_id], shownDevice);
    },

    async records(filter: RecordFilter): Promise<Page<Record>> {
      const { after, limit, state, reason, deviceId } = filter;
      let query = records()
        .where("record.state", "=", state)
        .orderBy("record.received_at")
        .orderBy("record.record_id")
        .limit(limit + 1);
      if (reason) query = query.where("record.reason", "=", reason);
      if (deviceId) query = query.where("record.device_id", "=", deviceId);
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

    /** What was written first under an id, by its journal row. */
    firstWrite: (id: string) =>
      db
        .selectFrom("journal")
        .leftJoin("account", (join) =>
          join
            .onRef("account.town_id", "=", "journal.town_id")
            .onRef("account.account_id", "=", "journal.actor_id"),
        )
        .select(["entry", "happened_at", "received_at", "account.display_name"])
        .where("journal.town_id", "=", townId)
        .where("journal.id", "=", id)
        .executeTakeFirst(),
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
      unsent: row.unsent ?? undefined,
      inReview: row.in_review,
      grants: row.grants,
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
      conflictsWith: row.conflicts_with ?? undefined,
      decidedBy: row.decider ?? undefined,
      decidedAt: row.decided_at ?? undefined,
      decision: row.decision ?? undefined,
    };
  }
}
