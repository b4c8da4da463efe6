/** What the register asks of premises that are entered. */
import type { Day } from "../kernel/time.ts";
import { readCreditCode } from "./credit-code.ts";
import type { PremisesKind, PremisesState } from "./premises.ts";
import { problems } from "./problems.ts";

export interface StateSince {
  state: PremisesState;
  /** Null for premises open as usual. */
  stateSince: Day | null;
}

/** The fields of premises; null where the register knows nothing. */
export interface PremisesFields extends StateSince {
  kind: PremisesKind;
  name: string;
  areaId: string;
  address: string | null;
  creditCode: string | null;
  inChargeName: string | null;
  inChargePhone: string | null;
  floorAreaM2: number | null;
  capacity: number | null;
  note: string | null;
}

/**
 * The state after something was said of it. One that is new, and no day said, holds since today.
 * @throws Problem `registry.stateInFuture`
 */
export function stateAfter(
  held: StateSince,
  given: { state?: StateSince["state"] | undefined; stateSince?: Day | undefined },
  today: Day,
): StateSince {
  const state = given.state ?? held.state;
  if (state === "open") return { state, stateSince: null };
  const known = state === held.state ? held.stateSince : null;
  const stateSince = given.stateSince ?? known ?? today;
  demandNotAhead(stateSince, today);
  return { state, stateSince };
}

/** @throws Problem `registry.stateInFuture` */
export function demandNotAhead(day: Day | undefined, today: Day): void {
  if (day !== undefined && day > today) throw problems.stateInFuture();
}

/**
 * The credit code as the register keeps it; null for an empty text.
 * @throws Problem `registry.creditCodeWrong`
 */
export function creditCodeOf(text: string | null | undefined): string | null {
  if (!text?.trim()) return null;
  const reading = readCreditCode(text);
  if (reading.ok) return reading.code;
  const code = `registry.creditCode.${reading.problem}`;
  throw problems.creditCodeWrong({ fields: [{ path: "creditCode", code }] });
}
