/** Temperature readings: append-only, a correction is another reading. */
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { Reading } from "@lianfang/core/observation/contract.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { anyIdOf, within } from "../registry/store.ts";
import "../registry/tables.ts";
import "./tables.ts";

export interface NewReading {
  readingId: string;
  orderId: string;
  celsius: number;
  isFever: boolean;
  policyVersionId: string;
  symptoms: string[];
  note: string | undefined;
  takenAt: Instant;
  corrects?: { readingId: string; reason: string };
}

/** A reading with the names of who took it and what replaced it. */
export type ShownReading = z.infer<typeof Reading>;

export function readingStore(context: QueryContext) {
  const { db, town, now, actor, reach } = context;
  const { townId } = town;

  return {
    async insert(reading: NewReading): Promise<void> {
      await db
        .insertInto("observation_reading")
        .values({
          town_id: townId,
          reading_id: reading.readingId,
          order_id: reading.orderId,
          celsius: reading.celsius,
          is_fever: reading.isFever,
          policy_version_id: reading.policyVersionId,
          symptoms: reading.symptoms,
          note: reading.note ?? null,
          taken_at: reading.takenAt,
          received_at: now,
          taken_by: actor.is === "account" ? actor.accountId : null,
          corrects: reading.corrects?.readingId ?? null,
          correction_reason: reading.corrects?.reason ?? null,
        })
        .execute();
    },

    /** One reading of somebody within the reach, and whether another has replaced it. */
    find: (readingId: string) =>
      db
        .selectFrom("observation_reading as reading")
        .innerJoin("observation_order", (join) =>
          join
            .onRef("observation_order.town_id", "=", "reading.town_id")
            .onRef("observation_order.order_id", "=", "reading.order_id"),
        )
        .innerJoin("known_resident as resident", (join) =>
          join
            .onRef("resident.town_id", "=", "observation_order.town_id")
            .onRef("resident.known_as", "=", "observation_order.resident_id"),
        )
        .leftJoin("observation_reading as newer", (join) =>
          join
            .onRef("newer.town_id", "=", "reading.town_id")
            .onRef("newer.corrects", "=", "reading.reading_id"),
        )
        .selectAll("reading")
        .select(["resident.area_id", "newer.reading_id as replaced_by"])
        .where("reading.town_id", "=", townId)
        .where("reading.reading_id", "=", readingId)
        .$if(!reach.all, (query) => query.where("resident.area_id", "=", within(reach)))
        .executeTakeFirst(),

    /** All readings of an order, replaced ones too, earliest first. */
    async ofOrder(orderId: string): Promise<ShownReading[]> {
      const rows = await readings(context)
        .where("reading.order_id", "=", orderId)
        .orderBy("reading.taken_at")
        .orderBy("reading.reading_id")
        .execute();
      return rows.map(shown);
    },

    /** What was read of a person under all orders, latest first, without what was replaced. */
    async ofPerson(
      residentId: string,
      { after, limit }: PageInput,
    ): Promise<Page<ShownReading & { orderId: string }>> {
      const rows = await readings(context)
        .innerJoin("observation_order", (join) =>
          join
            .onRef("observation_order.town_id", "=", "reading.town_id")
            .onRef("observation_order.order_id", "=", "reading.order_id"),
        )
        .where("observation_order.resident_id", "=", anyIdOf(townId, residentId))
        .where("newer.reading_id", "is", null)
        .$if(after !== undefined, (query) => {
          const [at, id] = decodeCursor(after ?? "", 2);
          return query.where(
            sql<boolean>`(reading.taken_at, reading.reading_id) < (${at}::timestamptz, ${id}::uuid)`,
          );
        })
        .orderBy("reading.taken_at", "desc")
        .orderBy("reading.reading_id", "desc")
        .limit(limit + 1)
        .execute();
      return toPage(
        rows,
        limit,
        (row) => [row.taken_at, row.reading_id],
        (row) => ({ ...shown(row), orderId: row.order_id }),
      );
    },
  };
}

function readings({ db, town }: QueryContext) {
  return db
    .selectFrom("observation_reading as reading")
    .leftJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "reading.town_id")
        .onRef("account.account_id", "=", "reading.taken_by"),
    )
    .leftJoin("observation_reading as newer", (join) =>
      join
        .onRef("newer.town_id", "=", "reading.town_id")
        .onRef("newer.corrects", "=", "reading.reading_id"),
    )
    .select([
      "reading.reading_id",
      "reading.order_id",
      "reading.celsius",
      "reading.is_fever",
      "reading.taken_at",
      "reading.received_at",
      "reading.symptoms",
      "reading.note",
      "reading.correction_reason",
      "account.display_name",
      "newer.reading_id as replaced_by",
    ])
    .where("reading.town_id", "=", town.townId);
}

type ReadingRow = Awaited<ReturnType<ReturnType<typeof readings>["executeTakeFirstOrThrow"]>>;

function shown(row: ReadingRow): ShownReading {
  return {
    readingId: row.reading_id,
    celsius: row.celsius,
    isFever: row.is_fever,
    takenAt: row.taken_at,
    receivedAt: row.received_at,
    takenBy: row.display_name ?? undefined,
    symptoms: row.symptoms,
    note: row.note ?? row.correction_reason ?? undefined,
    correctedBy: row.replaced_by ?? undefined,
  };
}
