/** What makes a token acceptable, and how it stands. Pure. */
import { addDays, type Day, type Instant } from "../kernel/time.ts";
import { problems } from "./problems.ts";
import type { TokenState } from "./token-contract.ts";

export const longestTokenDays = 365;

/** @throws Problem `accounts.tokenTermOver`, `accounts.tokenTermTooLong` */
export function checkTokenTerm(endsOn: Day, today: Day): void {
  if (endsOn < today) throw problems.tokenTermOver();
  const latest = addDays(today, longestTokenDays);
  if (endsOn > latest) throw problems.tokenTermTooLong({ latest });
}

export function tokenState(
  token: { revokedAt: Instant | null; endsAt: Instant },
  now: Instant,
): TokenState {
  if (token.revokedAt !== null) return "revoked";
  return token.endsAt <= now ? "ended" : "active";
}
