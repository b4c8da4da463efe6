/** Journeys of people on a synthetic register who come home from elsewhere. */
import { addDays, type Day, daysBetween } from "@lianfang/core/kernel/time.ts";
import { type Chance, chanceFrom } from "./random.ts";
import type { SyntheticHousehold, SyntheticPerson, SyntheticRegister } from "./register.ts";

export type OriginKind = "keyRegion" | "otherProvince" | "sameProvince";

export interface SyntheticArrival {
  household: SyntheticHousehold;
  person: SyntheticPerson;
  originKind: OriginKind;
  originCode: string;
  transitCodes: string[];
  leftOriginOn: Day;
  arrivedOn: Day;
  transport: "train" | "plane" | "coach" | "car";
  /** Train, flight or coach number; none for a car. */
  transportNumber?: string;
  isCloseContact: boolean;
  door: "self-report" | "door-knock" | "checkpoint" | "county-list" | "tip";
}

export interface ArrivalWish {
  register: SyntheticRegister;
  seed: number | string;
  /** How many arrivals; fewer when the register has not so many people who may travel. */
  count: number;
  from: Day;
  to: Day;
  /** The town's county, six digits: the same province is reckoned from it. */
  townCode: string;
  /** Division codes of the key region; Wuhan and cities around it when absent. */
  keyRegion?: readonly string[];
  /** How the origins divide; 20 %, 55 % and 25 % when absent. */
  shares?: Partial<Record<OriginKind, number>>;
}

// Where people of inland townships work: the coast and the capital.
const workplaces: readonly (readonly [string, number])[] = [
  ["440300", 18],
  ["441900", 16],
  ["440100", 14],
  ["440600", 8],
  ["330200", 7],
  ["330100", 7],
  ["310000", 9],
  ["320500", 8],
  ["110000", 6],
  ["350200", 4],
  ["350500", 3],
];
const wuhanAndAround = ["420106", "420111", "420100", "421100", "420900", "421000", "429004"];
/** Where trains from the coast stop on the way inland. */
const junctions = ["420106", "430100", "410100", "360100", "340100"];
const municipalities = ["11", "12", "31", "50"];

/** A province's capital, where there is no better guess; the first district of a municipality. */
function capitalOf(townCode: string): string {
  const province = townCode.slice(0, 2);
  return municipalities.includes(province) ? `${province}0101` : `${province}0100`;
}

function originCode(chance: Chance, kind: OriginKind, wish: ArrivalWish): string {
  const province = wish.townCode.slice(0, 2);
  if (kind === "keyRegion") return chance.pick(wish.keyRegion ?? wuhanAndAround);
  if (kind === "sameProvince") return capitalOf(wish.townCode);
  return chance.weigh(workplaces.filter(([code]) => !code.startsWith(province)));
}

function transportNumber(
  chance: Chance,
  transport: SyntheticArrival["transport"],
): string | undefined {
  if (transport === "train") return `${chance.pick(["G", "D", "K", "Z"])}${chance.whole(10, 2998)}`;
  // XX is no airline's code; train and coach numbers name nobody.
  if (transport === "plane") return `XX${chance.whole(1000, 9998)}`;
  if (transport === "coach") return `长途${chance.whole(1, 60)}次`;
  return undefined;
}

const transports = [
  ["train", 45],
  ["car", 30],
  ["coach", 20],
  ["plane", 5],
] as const;

const doors = [
  ["door-knock", 45],
  ["self-report", 25],
  ["checkpoint", 15],
  ["county-list", 12],
  ["tip", 3],
] as const;

/** More come in the first days, as before a festival; the sum of the days is the whole span. */
function dayBetween(chance: Chance, from: Day, to: Day): Day {
  const span = daysBetween(from, to) + 1;
  return addDays(from, Math.min(span - 1, Math.floor(chance.next() ** 1.4 * span)));
}

function transitsOf(chance: Chance, kind: OriginKind, origin: string): string[] {
  if (kind !== "otherProvince" || !chance.happens(0.15)) return [];
  return [chance.pick(junctions.filter((code) => code !== origin))];
}

interface Traveller {
  household: SyntheticHousehold;
  person: SyntheticPerson;
}

/** Those who live elsewhere come home first; after them grown people who had been away for a while. */
function travellers(register: SyntheticRegister, chance: Chance): Traveller[] {
  const everybody = register.households.flatMap((household) =>
    household.members.map((person) => ({ household, person })),
  );
  const isAway = ({ person }: Traveller) => person.residence === "registered-lives-elsewhere";
  const isGrown = ({ person }: Traveller) => {
    const age = daysBetween(person.birthday, register.asOf) / 365.25;
    return age > 16 && age < 66;
  };
  const inAnyOrder = (some: Traveller[]) =>
    some
      .map((traveller) => ({ traveller, place: chance.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ traveller }) => traveller);
  const away = inAnyOrder(everybody.filter(isAway));
  return [...away, ...inAnyOrder(everybody.filter((one) => !isAway(one) && isGrown(one)))];
}

function journeyOf(traveller: Traveller, chance: Chance, wish: ArrivalWish): SyntheticArrival {
  const shares = { keyRegion: 20, otherProvince: 55, sameProvince: 25, ...wish.shares };
  const originKind = chance.weigh(Object.entries(shares) as [OriginKind, number][]);
  const origin = originCode(chance, originKind, wish);
  const arrivedOn = dayBetween(chance, wish.from, wish.to);
  const transport = chance.weigh(transports);
  const number = transportNumber(chance, transport);
  return {
    ...traveller,
    originKind,
    originCode: origin,
    transitCodes: transitsOf(chance, originKind, origin),
    leftOriginOn: addDays(arrivedOn, transport === "plane" ? 0 : -chance.whole(0, 1)),
    arrivedOn,
    transport,
    ...(number && { transportNumber: number }),
    isCloseContact: chance.happens(originKind === "keyRegion" ? 0.03 : 0.003),
    door: chance.weigh(doors),
  };
}

/** Arrivals in the order of their days; nobody arrives twice. */
export function generateArrivals(wish: ArrivalWish): SyntheticArrival[] {
  const order = travellers(wish.register, chanceFrom(wish.seed, "travellers"));
  return order
    .slice(0, wish.count)
    .map((traveller) =>
      journeyOf(traveller, chanceFrom(wish.seed, "arrival", traveller.person.identityNumber), wish),
    )
    .sort((a, b) => (a.arrivedOn < b.arrivedOn ? -1 : a.arrivedOn > b.arrivedOn ? 1 : 0));
}
