/** Orders as their feed shows them. */

import { documentNumber } from "@lianfang/core/kernel/document-number.ts";
import type { Feed, FeedInput } from "@lianfang/core/kernel/feed.ts";
import type { ChangedOrder } from "@lianfang/core/observation/contract.ts";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { readFeed } from "../kernel/feed/store.ts";
import { orders } from "./order-store.ts";

type Change = z.input<typeof ChangedOrder>;

export function changedOrders(context: QueryContext, input: FeedInput): Promise<Feed<Change>> {
  return readFeed<Change>(context, "order", input, {
    gone: (orderId) => ({ is: "gone", orderId }),
    async load(ids) {
      const rows = await orders(context)
        .selectAll("observation_order")
        .where("order_id", "=", anyOf(ids))
        .execute();
      return new Map(
        rows.map((row) => [
          row.order_id,
          {
            is: "present",
            orderId: row.order_id,
            orderNumber: documentNumber(row.number_year, row.number),
            arrivalId: row.arrival_id,
            residentId: row.resident_id,
            measure: row.measure,
            startDay: row.start_day,
            endDay: row.end_day,
            countedFrom: row.counted_from,
            place: row.place,
            state: row.state,
            issuedAt: row.issued_at,
            endedAt: row.ended_at ?? undefined,
            certificateNumber:
              row.certificate_year !== null && row.certificate_number !== null
                ? documentNumber(row.certificate_year, row.certificate_number)
                : undefined,
          },
        ]),
      );
    },
  });
}
