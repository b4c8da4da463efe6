/** What phones sent without being allowed to (any more): sealed, until somebody has looked at it. */

import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { QuarantineReason } from "@lianfang/core/sync/rules.ts";
import { sql } from "kysely";
import { anyOf } from "../kernel/database/any-of.ts";
import { type Db, json } from "../kernel/database/database.ts";
import "./tables.ts";

export interface Quarantined {
  recordId: string;
  deviceId: string;
  accountId: string;
  procedure: string;
  digest: Buffer;
  sealedInput: Buffer;
  happenedAt: Instant;
  receivedAt: Instant;
  reason: QuarantineReason;
  /** Of a conflict: the id the phone gave it, which stands for something else. */
  conflictsWith?: string;
}

export function quarantineStore(db: Db, townId: string) {
  return {
    /** Of some ids those that are held here, with the digest they are held under. */
    async digestsOf(ids: readonly string[]): Promise<Map<string, Buffer>> {
      const rows = await db
        .selectFrom("sync_quarantine")
        .select(["record_id", "digest"])
        .where("town_id", "=", townId)
        .where("record_id", "=", anyOf(ids))
        .execute();
      return new Map(rows.map(({ record_id, digest }) => [record_id, digest]));
    },

    /** Notes on the phone as well that it has something here. A repeat changes nothing. */
    async keep(records: readonly Quarantined[]): Promise<void> {
      const rows = records.map(({ digest, sealedInput, ...record }) => ({
        ...record,
        digest: digest.toString("hex"),
        sealedInput: sealedInput.toString("hex"),
      }));
      await sql`
        with kept as (
          insert into sync_quarantine (town_id, record_id, device_id, account_id, procedure, digest,
            input, happened_at, received_at, reason, conflicts_with)
          select ${townId}, "recordId", "deviceId", "accountId", procedure, decode(digest, 'hex'),
            decode("sealedInput", 'hex'), "happenedAt", "receivedAt", reason, "conflictsWith"
          from jsonb_to_recordset(${json(rows)}) as record ("recordId" uuid, "deviceId" uuid,
            "accountId" uuid, procedure text, digest text, "sealedInput" text,
            "happenedAt" timestamptz, "receivedAt" timestamptz, reason text,
            "conflictsWith" uuid)
          on conflict do nothing
          returning device_id)
        update sync_device set has_quarantined = true
        where town_id = ${townId} and device_id in (select device_id from kept)
          and not has_quarantined`.execute(db);
    },

    /** For a decision: nobody else decides before the transaction ends. */
    hold: (recordId: string) =>
      db
        .selectFrom("sync_quarantine")
        .selectAll()
        .where("town_id", "=", townId)
        .where("record_id", "=", recordId)
        .forUpdate()
        .executeTakeFirst(),

    async decide(
      recordId: string,
      state: "applied" | "discarded",
      by: { accountId: string | undefined; now: Instant; reason?: string },
    ): Promise<void> {
      await db
        .updateTable("sync_quarantine")
        .set({
          state,
          decided_by: by.accountId ?? null,
          decided_at: by.now,
          decision: by.reason ?? null,
        })
        .where("town_id", "=", townId)
        .where("record_id", "=", recordId)
        .execute();
    },

    /**
     * Lets go of what a phone sent in conflict and mends itself; whoever decides at the same time is
     * waited for. @returns false when it has been taken in
     */
    async letGoOfConflict(deviceId: string, mended: string, now: Instant): Promise<boolean> {
      const ofConflict = db
        .updateTable("sync_quarantine")
        .where("town_id", "=", townId)
        .where("device_id", "=", deviceId)
        .where("conflicts_with", "=", mended);
      await ofConflict
        .where("state", "=", "open")
        .set({ state: "mended", decided_at: now })
        .execute();
      const taken = await db
        .selectFrom("sync_quarantine")
        .select("record_id")
        .where("town_id", "=", townId)
        .where("device_id", "=", deviceId)
        .where("conflicts_with", "=", mended)
        .where("state", "=", "applied")
        .executeTakeFirst();
      return taken === undefined;
    },

    account: (accountId: string) =>
      db
        .selectFrom("account")
        .select(["account_id as accountId", "display_name as displayName"])
        .select("user_name as userName")
        .where("town_id", "=", townId)
        .where("account_id", "=", accountId)
        .executeTakeFirstOrThrow(),
  };
}
