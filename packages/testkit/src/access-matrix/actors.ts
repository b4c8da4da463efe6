/** Everybody who calls: each role on each kind of scope, elsewhere, suspended, and nobody. */
import { type Role, roles, type ScopeKind, scopesOfRole } from "@lianfang/core/kernel/access.ts";
import { hashPassword } from "@lianfang/server/accounts/secrets.ts";
import { accountStore } from "@lianfang/server/accounts/store.ts";
import type { Application, Caller } from "@lianfang/server/app.ts";
import { openSession } from "@lianfang/server/kernel/session/session.ts";
import { v7 as uuidv7 } from "uuid";

/** Where an account's scope lies: on the village A, on its grid A1, or on all of the town. */
export type Stand = "A" | "A1" | "town";

export interface Actor {
  /** As the matrix tells a mismatch. */
  name: string;
  is: "active" | "suspended" | "nobody";
  role?: Role;
  scopeKind?: ScopeKind;
  stand?: Stand;
  /** Whether the account belongs to the town whose records are called for. */
  isAtHome: boolean;
  call: Caller;
}

/** A town with ids of what may be a scope in it. */
export interface Ground {
  townId: string;
  scopes: Record<"A" | "A1", { area: string; unit: string }>;
}

export const actorPassword = "岗位-over-bridge-27";

export async function makeActors(
  application: Application,
  home: Ground,
  elsewhere: Ground,
): Promise<Actor[]> {
  const passwordHash = await hashPassword(actorPassword);
  const make = (ground: Ground, given: Holding & Pick<Actor, "is">) =>
    makeActor(application, { ground, isAtHome: ground === home, passwordHash, ...given });
  const all = roles.flatMap((role) => holdings(role));
  const actors = [nobody(application)];
  for (const holding of all) actors.push(await make(home, { ...holding, is: "active" }));
  for (const holding of all.filter(({ stand }) => stand !== "A1")) {
    actors.push(await make(elsewhere, { ...holding, is: "active" }));
  }
  for (const role of roles) {
    const [holding] = holdings(role);
    if (holding) actors.push(await make(home, { ...holding, is: "suspended" }));
  }
  return actors;
}

interface Holding {
  role: Role;
  scopeKind: ScopeKind;
  stand: Stand;
}

function holdings(role: Role): Holding[] {
  return scopesOfRole[role].flatMap((scopeKind) => {
    const stands: Stand[] =
      scopeKind === "area" || scopeKind === "unit"
        ? ["A", "A1"]
        : [scopeKind === "town" ? "town" : "A"];
    return stands.map((stand) => ({ role, scopeKind, stand }));
  });
}

function nobody(application: Application): Actor {
  return {
    name: "nobody",
    is: "nobody",
    isAtHome: false,
    call: callerWith(application, undefined),
  };
}

async function makeActor(
  application: Application,
  given: Holding & {
    ground: Ground;
    isAtHome: boolean;
    passwordHash: string;
    is: Actor["is"];
  },
): Promise<Actor> {
  const { ground, role, scopeKind, stand, is, isAtHome } = given;
  const { db, clock } = application.kernel;
  const { townId } = ground;
  const accountId = uuidv7();
  const now = clock.now();
  const store = accountStore(db, townId);
  await store.insert({
    accountId,
    userName: `${role}-${accountId.slice(-12)}`,
    displayName: role,
    grants: [
      scopeKind === "town"
        ? { role, scopeKind }
        : { role, scopeKind, scopeId: scopeIdOf(ground, scopeKind, stand) },
    ],
    passwordHash: given.passwordHash,
    now,
  });
  // The session stays: that a suspension ends it is one check, that it isn't believed another.
  const token = await openSession(db, { townId, accountId }, now);
  if (is === "suspended") await store.setState(accountId, "suspended");
  const where = isAtHome ? `on ${scopeKind} ${stand}` : `on ${scopeKind} of another town`;
  return {
    name: `${is === "suspended" ? "suspended " : ""}${role} ${where}`,
    is,
    role,
    scopeKind,
    stand,
    isAtHome,
    call: callerWith(application, token),
  };
}

function scopeIdOf({ scopes }: Ground, scopeKind: ScopeKind, stand: Stand): string {
  if (stand === "town") throw new Error("the town is no id");
  if (scopeKind === "area" || scopeKind === "unit") return scopes[stand][scopeKind];
  // Checkpoints and stores lie in no area: whoever holds one reaches no area by it.
  return uuidv7();
}

function callerWith(application: Application, token: string | undefined): Caller {
  return application.caller({
    locale: "en",
    address: "198.51.100.1",
    session: { token, set: () => {}, clear: () => {} },
  });
}
