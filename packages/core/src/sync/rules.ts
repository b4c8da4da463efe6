/** Decisions of the town about what phones send. Pure. */
import type { Grant } from "../kernel/access.ts";
import { addMinutes, type Instant } from "../kernel/time.ts";

/** When a phone was last given records by a role in an area, at a checkpoint or in a unit: `<role> <id>` → when. */
export type ScopeSeen = Readonly<Record<string, Instant>>;

/** So long a phone may have carried records about a part of the town it no longer reaches. */
const rememberedMinutes = 30 * 24 * 60;
const refreshedAfterMinutes = 24 * 60;

/** A role on the whole town stands for every area. */
const wholeTown = "town";

/** What somebody reaches by their roles, and as one of a unit. */
export interface Reaching {
  grants: readonly Grant[];
  /** Of each grant the areas it covers, subtrees included. */
  grantAreas: readonly (readonly string[])[];
  /** The unit they are a member of. */
  unitId?: string | undefined;
}

function pairsOf({ grants, grantAreas, unitId }: Reaching): string[] {
  const held = grants.flatMap((grant, at) => {
    const { role } = grant;
    if (grant.scopeKind === "town") return [`${role} ${wholeTown}`];
    // Two checkpoints may lie in one area, two units cover the same: whoever is moved has lost the first.
    const own = grant.scopeKind === "area" ? [] : [grant.scopeId];
    return [...own, ...(grantAreas[at] ?? [])].map((id) => `${role} ${id}`);
  });
  return unitId ? [...held, `member ${unitId}`] : held;
}

/**
 * What a phone has seen, after it was given records for what its owner reaches.
 * @returns undefined when nothing worth keeping has changed
 */
export function scopeSeenAfter(
  seen: ScopeSeen,
  reaching: Reaching,
  now: Instant,
): ScopeSeen | undefined {
  const pairs = pairsOf(reaching);
  const staleAt = addMinutes(now, -refreshedAfterMinutes);
  if (pairs.every((pair) => (seen[pair] ?? "") > staleAt)) return undefined;
  const forgottenAt = addMinutes(now, -rememberedMinutes);
  const kept = Object.entries(seen).filter(([, at]) => at > forgottenAt);
  return Object.fromEntries([...kept, ...pairs.map((pair) => [pair, now] as const)]);
}

/** Whether the phone's owner has reached something within the last month that is closed to them now. */
export function hasLostScope(seen: ScopeSeen, reaching: Reaching, now: Instant): boolean {
  const held = new Set(pairsOf(reaching));
  const forgottenAt = addMinutes(now, -rememberedMinutes);
  return Object.entries(seen).some(([pair, at]) => {
    const [role = ""] = pair.split(" ");
    return at > forgottenAt && !held.has(pair) && !held.has(`${role} ${wholeTown}`);
  });
}

/** Why a command was not carried out but kept for review. */
export const quarantineReasons = [
  "suspended",
  "device-lost",
  "scope-lost",
  "outdated",
  "not-known",
  "conflict",
] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

/** Refusals that say no more than that the sender does not reach what it is about. */
export function isOutOfReach(code: string): boolean {
  return code === "kernel.forbidden" || /\.(?:\w+N|n)otFound$/.test(code);
}
