/** The people who have accounts in the demo town, and how they come by them. */
import type { Grant, Role } from "@lianfang/core/kernel/access.ts";
import type { Area, StaffKind } from "@lianfang/core/organization/contract.ts";
import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { chanceFrom } from "@lianfang/testkit/people/random.ts";
import type { z } from "zod";
import { type Actor, actorAt, type Place } from "./actor.ts";
import { grownPerson } from "./people.ts";

/** For the first page: a click signs in as this person. */
export interface Card {
  role: Role;
  userName: string;
  password: string;
  displayName: string;
  scopeName: string;
}

/** One password for the whole cast: the cards on the first page show it. */
export const castPassword = "lianfang-demo";

interface Post {
  role: Role;
  userName: string;
  kind: z.infer<typeof StaffKind>;
  sex: "male" | "female";
  /** Villages the role is held on, by how many people came back to them; the town when absent. */
  busiest?: readonly number[];
  /** Works in the background, without a card on the first page. */
  isExtra?: true;
}

const posts: readonly Post[] = [
  { role: "office", userName: "office", kind: "town-cadre", sex: "female" },
  { role: "medic", userName: "medic", kind: "village-doctor", sex: "female" },
  { role: "unit-lead", userName: "unitlead", kind: "town-cadre", sex: "male", busiest: [0] },
  { role: "grid-worker", userName: "grid", kind: "grid-worker", sex: "female", busiest: [0] },
  { role: "checkpoint-guard", userName: "guard", kind: "militia", sex: "male", busiest: [1] },
  { role: "storekeeper", userName: "store", kind: "town-cadre", sex: "female" },
  { role: "patrol", userName: "patrol", kind: "police", sex: "male" },
  { role: "inspector", userName: "inspector", kind: "town-cadre", sex: "male" },
  { role: "auditor", userName: "auditor", kind: "town-cadre", sex: "female" },
  { role: "county-viewer", userName: "county", kind: "other", sex: "male" },
  ...[1, 2, 3].map(
    (nth): Post => ({
      role: "medic",
      userName: `doctor${nth}`,
      kind: "village-doctor",
      sex: nth === 2 ? "female" : "male",
      busiest: [nth - 1, nth + 2, nth + 5, nth + 8],
      isExtra: true,
    }),
  ),
];

/** Somebody who works in some villages. */
export interface Local extends Actor {
  areaIds: readonly string[];
}

export interface Cast {
  director: Actor;
  office: Actor;
  medic: Actor;
  unitLead: Local;
  gridWorker: Local;
  guard: Local;
  /** Of the whole town. */
  patrol: Actor;
  /** Village doctors; the medic looks after the villages they do not. */
  doctors: readonly Local[];
  cards: readonly Card[];
}

export interface CastWish {
  place: Place;
  director: Actor;
  directorCard: Card;
  seed: string | number;
  townName: string;
  /** The village most people came back to first. */
  busiest: readonly Area[];
}

/** Gives everybody a place on the staff and an account by its initial code, and signs them in. */
export async function assemble(wish: CastWish): Promise<Cast> {
  const hired = new Map<Post, { actor: Actor; card: Card }>();
  await eachOf(posts, async (post) => {
    hired.set(post, await hire(post, wish));
  });
  const playing = (userName: string): Local => {
    const found = [...hired].find(([post]) => post.userName === userName);
    if (!found) throw new Error(`nobody is called ${userName}`);
    const [post, { actor }] = found;
    return { ...actor, areaIds: villagesOf(post, wish).map(({ areaId }) => areaId) };
  };
  const withCards = posts.filter(({ isExtra }) => !isExtra);
  return {
    director: wish.director,
    office: playing("office"),
    medic: playing("medic"),
    unitLead: playing("unitlead"),
    gridWorker: playing("grid"),
    guard: playing("guard"),
    patrol: playing("patrol"),
    doctors: posts.filter(({ isExtra }) => isExtra).map(({ userName }) => playing(userName)),
    cards: [wish.directorCard, ...withCards.flatMap((post) => hired.get(post)?.card ?? [])],
  };
}

function villagesOf({ busiest }: Post, wish: CastWish): Area[] {
  return (busiest ?? []).flatMap((rank) => wish.busiest[rank] ?? []);
}

async function hire(post: Post, wish: CastWish): Promise<{ actor: Actor; card: Card }> {
  const { role, userName, kind, sex } = post;
  const { place, director, seed } = wish;
  const villages = villagesOf(post, wish);
  const chance = chanceFrom(seed, "cast", userName);
  const displayName = grownPerson(chance, sex);
  const { staffId } = await director.api.organization.addStaff({
    ...place.write("staff", userName),
    name: displayName,
    kind,
    phone: issueNumbers().phone(chance),
    areaId: villages[0]?.areaId,
    unitId: await unitFor(post, villages[0], director),
  });
  const { code } = await director.api.accounts.create({
    ...place.write("account", userName),
    userName,
    displayName,
    staffId,
    grants: grantsOf(role, villages),
  });
  if (!code) throw new Error(`no initial code for ${userName}`);
  const actor = actorAt(place);
  const own = { userName, password: castPassword };
  await actor.api.accounts.activate({ ...place.write("activate", userName), ...own, code });
  actor.remember(own);
  const scopeName = villages.map(({ name }) => name).join("、") || wish.townName;
  return { actor, card: { role, ...own, displayName, scopeName } };
}

/** Who works in a village is of its unit; who works with the command, of the first that covers none. */
async function unitFor(
  { userName }: Post,
  village: Area | undefined,
  { api }: Actor,
): Promise<string | undefined> {
  if (!village && userName !== "office") return undefined;
  const { units } = await api.organization.units({});
  const tops = units.filter(({ parentId }) => !parentId);
  const own = village
    ? tops.find(({ areaIds }) => areaIds.includes(village.areaId))
    : tops.find(({ areaIds }) => areaIds.length === 0);
  return (own ?? tops[0])?.unitId;
}

function grantsOf(role: Role, villages: readonly Area[]): Grant[] {
  if (villages.length === 0) return [{ role, scopeKind: "town" }];
  return villages.map(({ areaId }) => ({ role, scopeKind: "area", scopeId: areaId }));
}
