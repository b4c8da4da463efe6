/** Arrivals as their feed shows them. */
import type { Feed, FeedInput } from "@lianfang/core/kernel/feed.ts";
import type { ChangedArrival } from "@lianfang/core/screening/contract.ts";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { readFeed } from "../kernel/feed/store.ts";
import { arrivals, journeyFrom } from "./store.ts";

type Change = z.input<typeof ChangedArrival>;

export function changedArrivals(context: QueryContext, input: FeedInput): Promise<Feed<Change>> {
  return readFeed<Change>(context, "arrival", input, {
    gone: (arrivalId) => ({ is: "gone", arrivalId }),
    async load(ids) {
      const rows = await arrivals(context)
        .selectAll("arrival")
        .where("arrival_id", "=", anyOf(ids))
        .execute();
      return new Map(
        rows.map((row) => [
          row.arrival_id,
          row.voided_at !== null && row.void_reason !== null
            ? {
                is: "removed",
                arrivalId: row.arrival_id,
                reason: row.void_reason,
                at: row.voided_at,
              }
            : {
                is: "present",
                arrivalId: row.arrival_id,
                residentId: row.resident_id,
                ...journeyFrom(row),
                assessment: row.assessment,
                orderId: row.order_id ?? undefined,
                orderState: row.order_state ?? undefined,
                revision: row.revision,
                createdAt: row.created_at,
              },
        ]),
      );
    },
  });
}
