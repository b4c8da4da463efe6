/** What makes a password, a grant and a try at signing in acceptable. Pure. */
import { type Grant, scopesOfRole } from "../kernel/access.ts";
import { type Instant, minutesBetween } from "../kernel/time.ts";
import { problems } from "./contract.ts";

/** How long an initial code may be used. */
export const codeHours = 72;

/** Letters as people confuse them when they type: width, case. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/**
 * @param isCommon whether a password, in lower case, is among the most common ones
 * @throws Problem `accounts.passwordTooCommon`, `accounts.passwordHasUserName`
 */
export function checkPassword(
  password: string,
  userName: string,
  isCommon: (password: string) => boolean,
): void {
  if (folded(password).includes(folded(userName))) throw problems.passwordHasUserName();
  if (isCommon(folded(password))) throw problems.passwordTooCommon();
}

/** @throws Problem `accounts.roleNotOnScope` when a role can't be held on its kind of scope */
export function checkGrants(grants: readonly Grant[]): void {
  const isMisplaced = ({ role, scopeKind }: Grant) => !scopesOfRole[role].includes(scopeKind);
  if (grants.some(isMisplaced)) throw problems.roleNotOnScope();
}

export const holdsDirector = (grants: readonly Grant[]): boolean =>
  grants.some(({ role }) => role === "director");

/** Tries that failed, of one account, at one place, or both. */
export interface Tries {
  failures: number;
  lastAt: Instant;
}

export interface TryLimit {
  /** Failures without consequence. */
  free: number;
  /** The delay doubles from a second up to this. */
  longestSeconds: number;
}

/** Failures are forgotten when there was none for so long. */
export const forgetAfterMinutes = 60;

/** Whole seconds to wait before the next try; 0 when it may be made now. */
export function waitSeconds(tries: Tries, limit: TryLimit, now: Instant): number {
  if (tries.failures < limit.free) return 0;
  const passedMinutes = Math.max(0, minutesBetween(tries.lastAt, now));
  if (passedMinutes >= forgetAfterMinutes) return 0;
  const delay = Math.min(2 ** (tries.failures - limit.free), limit.longestSeconds);
  return Math.max(0, Math.ceil(delay - passedMinutes * 60));
}
