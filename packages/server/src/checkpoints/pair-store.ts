/** Crossings close together of one card, or of one person or vehicle: see migrations/0140_crossing_pairs.sql. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../kernel/database/database.ts";

/** The window they are kept for, in minutes; nothing wider can be asked of them. */
export const pairMinutes = 10;

/** Finds the pairs among what a town received by an instant, as far as they are not found yet. */
export async function findCrossingPairs(db: Db, townId: string, upto: Instant): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ more: boolean }>`
      select find_crossing_pairs(${townId}, ${upto}) as more`.execute(db);
    if (!rows[0]?.more) return;
  }
}

interface PairScope {
  townId: string;
  of: "card" | "who";
  /** The earlier was not crossed before. */
  since: Instant;
  /** Both were received by then; whenever, where absent. */
  receivedBy?: Instant | undefined;
}

/**
 * Two crossings each, as `crossing` and `later`, whether they still count or not; those that nobody has
 * looked for yet too.
 */
export function crossingPairs({ townId, of, since, receivedBy }: PairScope): RawBuilder<unknown> {
  return sql`crossing_pairs(${townId}, ${of}, ${since}, ${receivedBy ?? "infinity"}) pair
    join checkpoint_crossing crossing on crossing.town_id = ${townId}
      and crossing.crossing_id = pair.earlier_id and crossing.line = pair.earlier_line
    join checkpoint_crossing later on later.town_id = ${townId}
      and later.crossing_id = pair.later_id and later.line = pair.later_line`;
}
