/** Cards used as they should not be: for the list of them and for the figure, which are to agree. */
import { passUseMinutes } from "@lianfang/core/checkpoints/same-crossing.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { type RawBuilder, sql } from "kysely";
import { crossingPairs } from "./pair-store.ts";

export const looksBackMinutes = 3 * 24 * 60;

interface MisuseScope {
  townId: string;
  since: Instant;
  /** What was received and not replaced by then. */
  at: Instant;
  /** Which of the crossings named `crossing`. */
  within: RawBuilder<unknown>;
}

/**
 * Since an instant: two uses of one card as `passMisuse` says, and cards refused as forged, cancelled
 * or somebody else's. Columns: `earlier`, `earlier_line`, `later`, `later_line`, `serial`, `why`,
 * `noticed_at`.
 */
export function foundMisuses({ townId, since, at, within }: MisuseScope) {
  const counts = (table: string) => sql`${sql.ref(`${table}.received_at`)} <= ${at}
    and not exists (select from checkpoint_crossing_replaced gone
      where gone.town_id = ${sql.ref(`${table}.town_id`)}
        and gone.crossing_id = ${sql.ref(`${table}.crossing_id`)} and gone.at <= ${at})`;
  const pairs = crossingPairs({ townId, of: "card", since, receivedBy: at });
  return sql`(
      select crossing.crossing_id as earlier, crossing.line as earlier_line,
        later.crossing_id as later, later.line as later_line, crossing.pass_serial as serial,
        null::text as why, later.crossed_at as noticed_at
      from ${pairs}
      where crossing.crossed_at >= ${since}
        and later.crossed_at <= crossing.crossed_at + make_interval(mins => ${passUseMinutes})
        and (later.checkpoint_id <> crossing.checkpoint_id
          or later.direction = crossing.direction)
        and ${within} and ${counts("crossing")} and ${counts("later")}
      union all
      select crossing.crossing_id, crossing.line, crossing.crossing_id, crossing.line,
        crossing.pass_serial, crossing.evidence -> 'pass' ->> 'why', crossing.crossed_at
      from checkpoint_crossing crossing
      where crossing.town_id = ${townId} and crossing.crossed_at >= ${since}
        and crossing.evidence -> 'pass' ->> 'why'
          in ('forged', 'revoked', 'lost', 'someone-else')
        and ${within} and ${counts("crossing")})`;
}
