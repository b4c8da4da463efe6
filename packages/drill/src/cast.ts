/** The people of the demo town who have accounts, and how they come by them. */
import type { Grant, Role } from "@lianfang/core/kernel/access.ts";
import type { Area } from "@lianfang/core/organization/contract.ts";
import { type Actor, actorAt, write } from "./actor.ts";

export interface Card {
  role: Role;
  userName: string;
  password: string;
  displayName: string;
  scopeName: string;
}

interface Part {
  role: Role;
  userName: string;
  displayName: string;
  /** Which village the role is held on, by position; the whole town when absent. */
  village?: number;
}

const parts: readonly Part[] = [
  { role: "office", userName: "office", displayName: "周敏" },
  { role: "medic", userName: "medic", displayName: "李文秀" },
  { role: "unit-lead", userName: "unitlead", displayName: "王国强", village: 0 },
  { role: "grid-worker", userName: "grid", displayName: "赵小兰", village: 0 },
  { role: "checkpoint-guard", userName: "guard", displayName: "孙建华", village: 1 },
  { role: "storekeeper", userName: "store", displayName: "吴春梅" },
  { role: "patrol", userName: "patrol", displayName: "郑伟" },
  { role: "inspector", userName: "inspector", displayName: "冯志远" },
  { role: "auditor", userName: "auditor", displayName: "陈静" },
  { role: "county-viewer", userName: "county", displayName: "褚立新" },
];

export const directorName = "陈安国";
export const directorUserName = "director";

/** One password for the whole cast: the cards on the first page show it. */
export const castPassword = "联防演练-demo-town";

export interface Cast {
  director: Actor;
  office: Actor;
  medic: Actor;
  unitLead: Actor;
  gridWorker: Actor;
  cards: Card[];
}

/** Gives every part an account by its initial code, and signs those in who act in the drill. */
export async function assemble(
  address: string,
  director: Actor,
  town: { name: string },
  villages: readonly Area[],
): Promise<Cast> {
  const signedIn = new Map<Role, Actor>();
  const cards = [cardOf({ role: "director", userName: directorUserName, displayName: directorName }, town.name)];
  for (const part of parts) {
    const village = part.village === undefined ? undefined : villages[part.village];
    signedIn.set(part.role, await admit(address, director, part, village));
    cards.push(cardOf(part, village?.name ?? town.name));
  }
  const playing = (role: Role): Actor => {
    const actor = signedIn.get(role);
    if (!actor) throw new Error(`nobody plays the ${role}`);
    return actor;
  };
  return {
    director,
    office: playing("office"),
    medic: playing("medic"),
    unitLead: playing("unit-lead"),
    gridWorker: playing("grid-worker"),
    cards,
  };
}

async function admit(address: string, director: Actor, part: Part, village: Area | undefined): Promise<Actor> {
  const { role, userName, displayName } = part;
  const grant: Grant = village
    ? { role, scopeKind: "area", scopeId: village.areaId }
    : { role, scopeKind: "town" };
  const { code } = await director.api.accounts.create({ ...write(), userName, displayName, grants: [grant] });
  if (!code) throw new Error(`no initial code for ${userName}`);
  const actor = actorAt(address);
  await actor.api.accounts.activate({ ...write(), userName, code, password: castPassword });
  return actor;
}

function cardOf({ role, userName, displayName }: Part, scopeName: string): Card {
  return { role, userName, displayName, scopeName, password: castPassword };
}
