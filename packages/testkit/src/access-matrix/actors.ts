/** Everybody who calls: each role on each kind of scope, elsewhere, suspended, and nobody. */
import { type Role, roles, type ScopeKind, scopesOfRole } from "@lianfang/core/kernel/access.ts";
import { type TokenGroup, tokenGroupNames } from "@lianfang/core/kernel/token-group.ts";
import { hashPassword } from "@lianfang/server/accounts/secrets.ts";
import { accountStore } from "@lianfang/server/accounts/store.ts";
import { tokenStore } from "@lianfang/server/accounts/tokens/store.ts";
import { newToken } from "@lianfang/server/accounts/tokens/text.ts";
import type { Application, Caller } from "@lianfang/server/app.ts";
import { hashOf, openSession } from "@lianfang/server/kernel/session/session.ts";
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
  /** Set where the account's token calls, not its session. */
  token?: ActorsToken;
  call: Caller;
}

export interface ActorsToken {
  is: "good" | "expired" | "revoked";
  groups: readonly TokenGroup[];
  /** What it is held to; undefined where only the account's roles hold it. */
  heldTo?: "A" | "A1" | undefined;
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
  for (const token of tokensCalling) actors.push(await make(home, { is: "active", ...token }));
  const [directors] = tokensCalling;
  actors.push(await make(elsewhere, { is: "active", ...directors }));
  actors.push(await make(home, { is: "suspended", ...directors }));
  return actors;
}

const good = { is: "good", groups: tokenGroupNames } as const;
const director = { role: "director", scopeKind: "town", stand: "town" } as const;
const workerOfA = { role: "grid-worker", scopeKind: "area", stand: "A" } as const;

/** Of whoever may do most, and of somebody in a village: wide, held to areas, without, and ended. */
const tokensCalling = [
  { ...director, token: good },
  { ...director, token: { ...good, heldTo: "A" } },
  { ...director, token: { ...good, heldTo: "A1" } },
  { ...director, token: { ...good, groups: ["figures.read"] } },
  { ...director, token: { ...good, is: "expired" } },
  { ...director, token: { ...good, is: "revoked" } },
  { ...workerOfA, token: good },
  { ...workerOfA, token: { ...good, heldTo: "A1" } },
  {
    role: "office",
    scopeKind: "town",
    stand: "town",
    token: { ...good, groups: ["registers.write"] },
  },
] as const satisfies readonly (Holding & { token: ActorsToken })[];

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
    call: callerWith(application, {}),
  };
}

async function makeActor(
  application: Application,
  given: Holding & {
    ground: Ground;
    isAtHome: boolean;
    passwordHash: string;
    is: Actor["is"];
    token?: ActorsToken;
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
  const call = given.token
    ? callerWith(application, {
        bearer: await tokenFor(application, ground, accountId, given.token),
      })
    : callerWith(application, { session: await openSession(db, { townId, accountId }, now) });
  if (is === "suspended") await store.setState(accountId, "suspended");
  const where = isAtHome ? `on ${scopeKind} ${stand}` : `on ${scopeKind} of another town`;
  return {
    name: `${is === "suspended" ? "suspended " : ""}${role} ${where}${tokenText(given.token)}`,
    is,
    role,
    scopeKind,
    stand,
    isAtHome,
    ...(given.token ? { token: given.token } : {}),
    call,
  };
}

function tokenText(token: ActorsToken | undefined): string {
  if (!token) return "";
  const groups = token.groups.length === 1 ? ` for ${token.groups.join()}` : "";
  return ` by a token ${token.is}${groups}${token.heldTo ? ` held to ${token.heldTo}` : ""}`;
}

async function tokenFor(
  { kernel: { db, clock } }: Application,
  { townId, scopes }: Ground,
  accountId: string,
  { is, groups, heldTo }: ActorsToken,
): Promise<string> {
  const now = clock.now();
  const bearer = newToken();
  const tokenId = uuidv7();
  const store = tokenStore(db, townId);
  await store.insert({
    tokenId,
    hash: hashOf(bearer),
    accountId,
    name: "矩阵",
    purpose: "试验",
    holder: "试验",
    groups: [...groups],
    areaIds: heldTo && [scopes[heldTo].area],
    addresses: [],
    madeAt: now,
    endsOn: now.slice(0, 10),
    endsAt: is === "expired" ? now : "2100-01-01T00:00:00.000Z",
  });
  if (is === "revoked") await store.revoke(tokenId, undefined, now);
  return bearer;
}

function scopeIdOf({ scopes }: Ground, scopeKind: ScopeKind, stand: Stand): string {
  if (stand === "town") throw new Error("the town is no id");
  if (scopeKind === "area" || scopeKind === "unit") return scopes[stand][scopeKind];
  // Checkpoints and stores lie in no area: whoever holds one reaches no area by it.
  return uuidv7();
}

function callerWith(
  application: Application,
  { session, bearer }: { session?: string; bearer?: string },
): Caller {
  return application.caller({
    locale: "en",
    address: "198.51.100.1",
    session: { token: session, set: () => {}, clear: () => {} },
    bearer,
  });
}
