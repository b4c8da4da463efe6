/** The town's people, and their journeys home: who comes, from where, and when the town learns of it. */
import { addDays, type Day } from "@lianfang/core/kernel/time.ts";
import { generateArrivals, type SyntheticArrival } from "@lianfang/testkit/people/arrivals.ts";
import { type Chance, chanceFrom } from "@lianfang/testkit/people/random.ts";
import {
  generateRegister,
  type SyntheticHousehold,
  type SyntheticRegister,
} from "@lianfang/testkit/people/register.ts";
import type { TownScript, Wave } from "./town-scripts.ts";

export interface Journey extends SyntheticArrival {
  /** The day on which somebody enters it. */
  foundOn: Day;
  /** False for tenants who moved in after the register was made. */
  isOnRegister: boolean;
}

export interface Plan {
  /** As the town has it on paper. */
  register: SyntheticRegister;
  journeys: readonly Journey[];
}

export interface PlanWish {
  seed: string | number;
  households: number;
  villages: readonly string[];
  /** The town's county, six digits. */
  townCode: string;
  /** The other counties of its city, from the province down. */
  nearby: readonly string[];
  /** The day the demo opens on, and the one on which the town begins to ask who has come. */
  opensOn: Day;
  asksFrom: Day;
}

/** The register the scripts' numbers are for. */
const usualHouseholds = 3_000;
/** Tenants the register does not know yet. */
const newcomers = 4;

export function planOf(script: TownScript, wish: PlanWish): Plan {
  const { seed, households, villages, nearby, asksFrom } = wish;
  const everybody = generateRegister({ seed, households, villages, nearby, asOf: asksFrom });
  const tenants = everybody.households.filter(({ kind }) => kind === "tenants");
  const unknown = new Set(tenants.slice(-newcomers));
  const known = everybody.households.filter((household) => !unknown.has(household));
  const register = { ...everybody, households: known };
  const travelling = inAnyOrder(known.filter(hasSomebodyAway), chanceFrom(seed, "travelling"));
  const arrivals = script.waves.flatMap((wave, at) => {
    const people = Math.max(1, Math.round((wave.people * households) / usualHouseholds));
    const theirs = travelling.splice(0, Math.ceil(people / (wave.together ?? 1.4)));
    return arrivalsOf({ ...wave, people }, theirs, script, { ...wish, seed: `${seed}|wave ${at}` });
  });
  const movedIn = arrivalsOf(moving, [...unknown], script, { ...wish, seed: `${seed}|moving` });
  const journeys = [
    ...arrivals.map((arrival) => ({ ...arrival, isOnRegister: true })),
    ...movedIn.map((arrival) => ({ ...arrival, isOnRegister: false })),
  ].map((arrival) => ({ ...arrival, foundOn: foundOn(arrival, wish) }));
  return { register, journeys: journeys.sort(byDayFound) };
}

const moving: Wave = {
  people: newcomers,
  kinds: { otherProvince: 1 },
  from: -12,
  to: -2,
  together: 1,
};

function byDayFound(one: Journey, other: Journey): number {
  return one.foundOn < other.foundOn ? -1 : one.foundOn > other.foundOn ? 1 : 0;
}

function hasSomebodyAway({ members }: SyntheticHousehold): boolean {
  return members.some(({ residence }) => residence === "registered-lives-elsewhere");
}

function inAnyOrder<Thing>(things: readonly Thing[], chance: Chance): Thing[] {
  return things
    .map((thing) => ({ thing, place: chance.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ thing }) => thing);
}

function arrivalsOf(
  wave: Wave,
  households: SyntheticHousehold[],
  script: TownScript,
  { seed, opensOn, townCode }: PlanWish,
): SyntheticArrival[] {
  const { people, kinds, from, to } = wave;
  const alone = generateArrivals({
    register: { asOf: opensOn, households },
    seed,
    count: people,
    from: addDays(opensOn, from),
    to: addDays(opensOn, to),
    townCode,
    shares: { keyRegion: 0, otherProvince: 0, sameProvince: 0, ...kinds },
  });
  const placed = alone.map((arrival) => fitted(arrival, script, { seed, opensOn }));
  return inFamilies(placed, seed);
}

/**
 * The scripts say where a town's people work; from late January 2020 no train stopped in Wuhan; and
 * who is yet to come has said so.
 */
function fitted(
  arrival: SyntheticArrival,
  { origins }: TownScript,
  { seed, opensOn }: Pick<PlanWish, "seed" | "opensOn">,
): SyntheticArrival {
  const places = origins[arrival.originKind];
  const chance = chanceFrom(seed, "origin", arrival.person.identityNumber);
  const isAfterWuhan = arrival.arrivedOn > "2020-01-23" && arrival.arrivedOn < "2020-04-08";
  const transitCodes = isAfterWuhan
    ? arrival.transitCodes.filter((code) => !code.startsWith("42"))
    : arrival.transitCodes;
  return {
    ...arrival,
    transitCodes,
    ...(places && { originCode: chance.weigh(places) }),
    isCloseContact: arrival.originKind === "keyRegion" && chance.happens(shareOfContacts),
    door: arrival.arrivedOn > opensOn ? "self-report" : arrival.door,
  };
}

/** Of those from a key region, so many had been told of a case they met. */
const shareOfContacts = 0.08;

/** Most who belong to one household come together: as the first of them does. */
function inFamilies(arrivals: SyntheticArrival[], seed: string | number): SyntheticArrival[] {
  const byHousehold = Map.groupBy(arrivals, ({ household }) => household.number);
  return [...byHousehold].flatMap(([number, family]) => {
    const [first, ...others] = family;
    if (!first || !chanceFrom(seed, "family", number).happens(0.85)) return family;
    return [first, ...others.map(({ household, person }) => ({ ...first, household, person }))];
  });
}

/** Days until a journey comes out, by the door through which it does. */
const mostDaysUntilFound: Record<SyntheticArrival["door"], number> = {
  checkpoint: 0,
  "self-report": 1,
  "door-knock": 2,
  "county-list": 3,
  tip: 4,
};

function foundOn(arrival: SyntheticArrival, { seed, opensOn, asksFrom }: PlanWish): Day {
  const { arrivedOn, door, household } = arrival;
  if (arrivedOn > opensOn) return opensOn; // announced
  const delay = chanceFrom(seed, "found", household.number, arrivedOn).whole(
    0,
    mostDaysUntilFound[door],
  );
  const day = addDays(arrivedOn, arrivedOn < opensOn ? delay : 0);
  return day < asksFrom ? asksFrom : day;
}
