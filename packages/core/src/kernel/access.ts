/** Who may call what, on which part of the town. */
import { z } from "zod";

export const roles = [
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "checkpoint-guard",
  "medic",
  "storekeeper",
  "patrol",
  "inspector",
  "auditor",
  "county-viewer",
] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const scopeKinds = ["town", "area", "unit", "checkpoint", "store"] as const;
export const ScopeKind = z.enum(scopeKinds);
export type ScopeKind = z.infer<typeof ScopeKind>;

/** A role held on a part of the town. `scopeId` is absent exactly when the scope is the town. */
export const Grant = z.discriminatedUnion("scopeKind", [
  z.object({ role: Role, scopeKind: z.literal("town") }),
  z.object({ role: Role, scopeKind: ScopeKind.exclude(["town"]), scopeId: z.uuid() }),
]);
export type Grant = z.infer<typeof Grant>;

/** On which kinds of scope each role may be held. */
export const scopesOfRole: Record<Role, readonly ScopeKind[]> = {
  director: ["town"],
  office: ["town"],
  "unit-lead": ["unit", "area"],
  "grid-worker": ["area"],
  "checkpoint-guard": ["checkpoint", "area"],
  medic: ["town", "area"],
  storekeeper: ["store", "town"],
  patrol: ["town", "area"],
  inspector: ["town", "area"],
  auditor: ["town"],
  "county-viewer": ["town"],
};

/**
 * The access a procedure declares.
 * - `public`: anybody, signed in or not.
 * - `signed-in`: any account in good standing, about itself or about nothing personal.
 * - `held`: one of `roles`. With `on: "town"` only a role held on the whole town counts; with
 *   `on: "area"` the role counts for the areas its scope covers, and the procedure sees no others.
 */
export type Access =
  | { who: "public" }
  | { who: "signed-in" }
  | { who: "held"; roles: readonly Role[]; on: "town" | "area" };

export const anybody: Access = { who: "public" };
export const signedIn: Access = { who: "signed-in" };
export const onTown = (...held: Role[]): Access => ({ who: "held", roles: held, on: "town" });
export const onArea = (...held: Role[]): Access => ({ who: "held", roles: held, on: "area" });

/** The part of a town someone may reach: everything, or a set of areas (already with subtrees). */
export type Reach = { all: true } | { all: false; areaIds: readonly string[] };

/** Whether a reach covers an area. Records without an area belong to the whole town. */
export function covers(reach: Reach, areaId: string | undefined): boolean {
  if (reach.all) return true;
  return areaId !== undefined && reach.areaIds.includes(areaId);
}

/**
 * What the holder of some grants may reach by an access declaration.
 * @param areasUnder area ids covered by one grant's scope, subtrees included
 * @returns undefined when none of the grants allows the call at all
 */
export function reachOf(
  access: Access,
  grants: readonly Grant[],
  areasUnder: (grant: Grant) => readonly string[],
): Reach | undefined {
  if (access.who !== "held") return { all: false, areaIds: [] };
  const counting = grants.filter((grant) => access.roles.includes(grant.role));
  if (counting.some((grant) => grant.scopeKind === "town")) return { all: true };
  if (access.on === "town" || counting.length === 0) return undefined;
  return { all: false, areaIds: [...new Set(counting.flatMap(areasUnder))] };
}

/** A reach held to some areas as well. @param areaIds with their subtrees */
export function narrowed(reach: Reach, areaIds: readonly string[]): Reach {
  if (reach.all) return { all: false, areaIds };
  return { all: false, areaIds: reach.areaIds.filter((id) => areaIds.includes(id)) };
}
