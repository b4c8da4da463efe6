/** What recording many readings at once reads and writes; whom each caller reaches is judged after. */

import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import { anyOf } from "../kernel/database/any-of.ts";
import { json } from "../kernel/database/database.ts";
import type { Reading } from "../kernel/endpoint/batched.ts";
import type { NewReading } from "./reading-store.ts";
import "../registry/tables.ts";
import "./tables.ts";

export interface HeldOrder {
  residentId: string;
  areaId: string;
  startsAt: Instant;
  endedAt: Instant | undefined;
}

type ReadingRow = Omit<NewReading, "corrects"> & {
  takenBy: string | undefined;
  receivedAt: Instant;
};

export function readingBatchStore({ db, town: { townId } }: Reading) {
  return {
    /** Orders of the town, by id: they neither end nor go before the transaction ends. */
    async orders(orderIds: readonly string[]): Promise<Map<string, HeldOrder>> {
      const rows = await db
        .selectFrom("observation_order")
        .innerJoin("known_resident as resident", (join) =>
          join
            .onRef("resident.town_id", "=", "observation_order.town_id")
            .onRef("resident.known_as", "=", "observation_order.resident_id"),
        )
        .select(["order_id", "observation_order.resident_id", "resident.area_id"])
        .select(["starts_at", "ended_at"])
        .where("observation_order.town_id", "=", townId)
        .where("order_id", "=", anyOf([...new Set(orderIds)]))
        // Whoever locks several locks them in one order.
        .orderBy("order_id")
        .forShare("observation_order")
        .execute();
      return new Map(
        rows.map((row) => [
          row.order_id,
          {
            residentId: row.resident_id,
            areaId: row.area_id,
            startsAt: row.starts_at,
            endedAt: row.ended_at ?? undefined,
          },
        ]),
      );
    },

    async insert(readings: readonly ReadingRow[]): Promise<void> {
      await sql`
        insert into observation_reading (town_id, reading_id, order_id, celsius, is_fever,
          policy_version_id, symptoms, note, taken_at, received_at, taken_by)
        select ${townId}, "readingId", "orderId", celsius, "isFever", "policyVersionId", symptoms,
          note, "takenAt", "receivedAt", "takenBy"
        from jsonb_to_recordset(${json(readings)}) as reading ("readingId" uuid, "orderId" uuid,
          celsius numeric, "isFever" boolean, "policyVersionId" uuid, symptoms text[], note text,
          "takenAt" timestamptz, "receivedAt" timestamptz, "takenBy" uuid)`.execute(db);
    },
  };
}
