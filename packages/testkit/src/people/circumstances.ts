/** How the people of a synthetic register live: as tenants, commuters, in listed trades, with proxies. */
import type {
  CommuteFrequency,
  ListedTrade,
  ProxyRelation,
  Tenancy,
} from "@lianfang/core/registry/circumstances.ts";
import type { Relation, Residence } from "./families.ts";
import { fullName, surname } from "./names.ts";
import type { NumberIssuer } from "./numbers.ts";
import type { Chance } from "./random.ts";

type OptionOf<Enum extends { options: readonly unknown[] }> = Enum["options"][number];

export interface SyntheticProxy {
  name: string;
  phone?: string;
  relation: OptionOf<typeof ProxyRelation>;
}

/** As a register writes it: places as texts from the province down. */
export interface SyntheticCircumstances {
  registeredPlace?: string;
  livingPlace?: string;
  tenancy?: OptionOf<typeof Tenancy>;
  listedTrade?: OptionOf<typeof ListedTrade>;
  commute?: OptionOf<typeof CommuteFrequency>;
  commutePlace?: string;
  proxy?: SyntheticProxy;
}

interface Member {
  name: string;
  age: number;
  relation: Relation;
  residence: Residence;
  occupation: string;
  phone?: string;
}

/** Where people of inland townships go to work, and tenants come from; codes as in GB/T 2260. */
export const placesElsewhere: readonly (readonly [code: string, text: string])[] = [
  ["440300", "广东省深圳市"],
  ["441900", "广东省东莞市"],
  ["440100", "广东省广州市"],
  ["330100", "浙江省杭州市"],
  ["330200", "浙江省宁波市"],
  ["320500", "江苏省苏州市"],
  ["310115", "上海市浦东新区"],
  ["350500", "福建省泉州市"],
  ["421000", "湖北省荆州市"],
  ["430100", "湖南省长沙市"],
  ["520100", "贵州省贵阳市"],
  ["500101", "重庆市万州区"],
];

const trades: Readonly<Record<string, OptionOf<typeof ListedTrade>>> = {
  出租车司机: "taxi",
  货车司机: "freight",
  快递员: "courier",
  超市店员: "market",
  餐饮从业: "catering",
  教师: "school",
  村医: "medical",
};
const commutingWork = ["工厂工人", "建筑工", "零工", "个体经营", "超市店员"];

interface Life {
  person: Member;
  family: readonly Member[];
  /** Divisions near the town where people work, as texts; none are named when absent. */
  nearby: readonly string[];
  issuer: NumberIssuer;
}

/** What holds for a family as a whole: how tenants spent the weeks, and where they are from. */
export function familyTenancy(chance: Chance, nearby: readonly string[]): SyntheticCircumstances {
  const isLocal = nearby.length > 0 && chance.happens(0.3);
  const [, elsewhere] = chance.pick(placesElsewhere);
  return {
    tenancy: chance.weigh([
      ["stayed", 55],
      ["away", 25],
      ["returned", 20],
    ] as const),
    registeredPlace: isLocal ? chance.pick(nearby) : elsewhere,
  };
}

export function circumstancesOf(life: Life, chance: Chance): SyntheticCircumstances {
  const { person } = life;
  const isAway = person.residence === "registered-lives-elsewhere";
  const proxy = proxyOf(life, chance);
  const trade = trades[person.occupation];
  return {
    ...(isAway && chance.happens(0.6) && { livingPlace: chance.pick(placesElsewhere)[1] }),
    ...(!isAway && trade && { listedTrade: trade }),
    ...(person.occupation === "建筑工" && chance.happens(0.6) && { listedTrade: "construction" }),
    ...(!isAway && commuting(life, chance)),
    ...(proxy && { proxy }),
  };
}

function commuting({ person, nearby }: Life, chance: Chance): SyntheticCircumstances {
  if (!commutingWork.includes(person.occupation) || !chance.happens(0.18)) return {};
  const commute = chance.weigh([
    ["daily", 60],
    ["weekly", 25],
    ["monthly", 10],
    ["irregular", 5],
  ] as const);
  return { commute, commutePlace: nearby.length > 0 ? chance.pick(nearby) : "市区" };
}

const grownUp = 18;
const ofAge = 14;
const veryOld = 80;

/** Most children have a guardian named; some of the very old, a child or somebody of the village. */
function proxyOf(life: Life, chance: Chance): SyntheticProxy | undefined {
  const { person } = life;
  if (person.age < ofAge) return chance.happens(0.85) ? guardianOf(life) : undefined;
  if (person.age < veryOld || !chance.happens(0.5)) return undefined;
  const child = life.family.find((one) => one.age > grownUp && isYounger(one, person));
  return child ? asProxy(child, "child") : villageOfficial(life, chance);
}

const isYounger = (one: Member, than: Member) => one.age < than.age - 15;

function guardianOf({ person, family }: Life): SyntheticProxy | undefined {
  const grown = family.filter(({ age }) => age > grownUp);
  const isParent = ({ relation }: Member) =>
    person.relation === "child"
      ? relation === "head" || relation === "spouse"
      : relation === "child" || relation === "child-in-law";
  const atHome = ({ residence }: Member) => residence !== "registered-lives-elsewhere";
  const parent = grown.find((one) => isParent(one) && atHome(one));
  if (parent) return asProxy(parent, "parent");
  const other = grown.find(atHome) ?? grown[0];
  return other && asProxy(other, isParent(other) ? "parent" : "relative");
}

function asProxy({ name, phone }: Member, relation: SyntheticProxy["relation"]): SyntheticProxy {
  return { name, ...(phone && { phone }), relation };
}

function villageOfficial({ issuer }: Life, chance: Chance): SyntheticProxy {
  const sex = chance.happens(0.7) ? "male" : "female";
  const name = fullName(chance, surname(chance), sex, chance.whole(1965, 1988));
  return { name, phone: issuer.phone(chance), relation: "village-official" };
}
