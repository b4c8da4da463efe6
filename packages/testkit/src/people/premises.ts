/** Synthetic premises of a township: nobody's, in names usual for their kinds. */
import { creditCodeCheck } from "@lianfang/core/registry/credit-code.ts";
import type { PremisesKind } from "@lianfang/core/registry/premises.ts";
import { fullName, surname } from "./names.ts";
import { homeCounty, issueNumbers, type NumberIssuer } from "./numbers.ts";
import { type Chance, chanceFrom } from "./random.ts";

export interface SyntheticPremises {
  kind: PremisesKind;
  name: string;
  village: string;
  address: string;
  /** Right in form, of an area code that was never given out. */
  creditCode?: string;
  inChargeName: string;
  inChargePhone: string;
  floorAreaM2?: number;
  capacity?: number;
}

export interface PremisesWish {
  seed: number | string;
  townName: string;
  villages: readonly string[];
  households: number;
}

interface Custom {
  /** How many for so many households; every town has `least`. */
  households: number;
  least: number;
  name: (chance: Chance, place: { town: string; village: string }) => string;
  /** The registering body and the kind of body in a credit code; kinds without one have none. */
  registered?: "91" | "92" | "12" | "52";
  floorAreaM2?: readonly [least: number, most: number];
  capacity?: readonly [least: number, most: number];
}

const goods = ["机械配件", "纸箱包装", "食品", "服装", "电子元件", "竹木制品", "建材", "饲料"];
const fortunes = ["顺发", "宏达", "永兴", "鑫源", "万家", "福来", "吉祥", "新华", "诚信", "兴旺"];
const sights = ["望江", "青山", "柳溪", "月湖", "古树", "云水"];

const customs: Readonly<Partial<Record<PremisesKind, Custom>>> = {
  enterprise: {
    ...{ households: 260, least: 3, registered: "91" },
    name: (chance) => `${chance.pick(fortunes)}${chance.pick(goods)}厂`,
    floorAreaM2: [300, 6000],
    capacity: [12, 180],
  },
  "construction-site": {
    ...{ households: 900, least: 1, registered: "91" },
    name: (chance, { village }) =>
      `${village}${chance.pick(["安置房", "通村公路", "水厂扩建"])}工地`,
    capacity: [15, 90],
  },
  quarry: {
    ...{ households: 1800, least: 1, registered: "91" },
    name: (_, { village }) => `${village}石场`,
    capacity: [8, 30],
  },
  lodging: {
    ...{ households: 900, least: 1, registered: "92" },
    name: (chance) => `${chance.pick(sights)}${chance.pick(["宾馆", "民宿", "客栈"])}`,
    floorAreaM2: [180, 1500],
    capacity: [10, 80],
  },
  restaurant: {
    ...{ households: 220, least: 2, registered: "92" },
    name: (chance) => `${surname(chance)}记${chance.pick(["饭馆", "面馆", "农家菜", "火锅"])}`,
    floorAreaM2: [40, 400],
    capacity: [20, 150],
  },
  shop: {
    ...{ households: 120, least: 3, registered: "92" },
    name: (chance) =>
      `${chance.pick(fortunes)}${chance.pick(["超市", "副食店", "百货", "农资店"])}`,
    floorAreaM2: [20, 600],
  },
  market: {
    ...{ households: 3000, least: 1, registered: "91" },
    name: (_, { town }) => `${town}农贸市场`,
    floorAreaM2: [1500, 5000],
  },
  school: {
    ...{ households: 2500, least: 1, registered: "12" },
    name: (_, { town }) => `${town}中心小学`,
    floorAreaM2: [3000, 9000],
    capacity: [300, 1200],
  },
  kindergarten: {
    ...{ households: 1500, least: 1, registered: "52" },
    name: (chance) => `${chance.pick(["蓓蕾", "小太阳", "金色童年", "向日葵"])}幼儿园`,
    floorAreaM2: [500, 1800],
    capacity: [60, 240],
  },
  clinic: {
    ...{ households: 400, least: 1, registered: "12" },
    name: (_, { village }) => `${village}卫生室`,
    floorAreaM2: [60, 200],
  },
  pharmacy: {
    ...{ households: 1000, least: 1, registered: "92" },
    name: (chance) => `${chance.pick(fortunes)}大药房`,
    floorAreaM2: [40, 160],
  },
  "nursing-home": {
    ...{ households: 3000, least: 1, registered: "12" },
    name: (_, { town }) => `${town}敬老院`,
    floorAreaM2: [900, 3000],
    capacity: [30, 90],
  },
  station: {
    ...{ households: 4000, least: 1, registered: "91" },
    name: (_, { town }) => `${town}客运站`,
    floorAreaM2: [400, 2000],
  },
  "cold-store": {
    ...{ households: 2500, least: 1, registered: "91" },
    name: (chance) => `${chance.pick(fortunes)}冷库`,
    floorAreaM2: [200, 2400],
  },
  entertainment: {
    ...{ households: 800, least: 2, registered: "92" },
    name: (chance) =>
      `${chance.pick(fortunes)}${chance.pick(["棋牌室", "洗浴中心", "网吧", "理发店"])}`,
    floorAreaM2: [30, 500],
  },
  "religious-site": {
    ...{ households: 2000, least: 1 },
    name: (chance, { village }) => `${village}${chance.pick(["观音庙", "土地庙", "教堂"])}`,
  },
  square: {
    ...{ households: 1500, least: 1 },
    name: (_, { village }) => `${village}文化广场`,
    floorAreaM2: [400, 3000],
  },
};

/** The same seed gives the same premises; rented dwellings go by who rents them and are not among these. */
export function generatePremises(wish: PremisesWish): SyntheticPremises[] {
  const issuer = issueNumbers();
  let codes = 0;
  return kindsIn(customs).flatMap(([kind, custom]) => {
    const count = Math.max(custom.least, Math.round(wish.households / custom.households));
    return Array.from({ length: count }, (_, nth) => {
      codes += 1;
      return onePremises({ kind, nth, code: codes }, custom, wish, issuer);
    });
  });
}

function kindsIn(given: typeof customs) {
  // An object whose keys are kinds has no others.
  return Object.entries(given) as [PremisesKind, Custom][];
}

function onePremises(
  { kind, nth, code }: { kind: PremisesKind; nth: number; code: number },
  custom: Custom,
  { seed, townName, villages }: PremisesWish,
  issuer: NumberIssuer,
): SyntheticPremises {
  const chance = chanceFrom(seed, "premises", kind, nth);
  // What a town has one of stands in its first village; the rest are spread.
  const village = villages[(nth * 3) % villages.length] ?? townName;
  const { registered, floorAreaM2, capacity } = custom;
  const sex = chance.happens(0.65) ? "male" : "female";
  return {
    kind,
    name: custom.name(chance, { town: townName, village }),
    village,
    address: `${village}${chance.whole(1, 9)}组${chance.whole(1, 60)}号`,
    ...(registered && { creditCode: creditCode(registered, code) }),
    inChargeName: fullName(chance, surname(chance), sex, chance.whole(1960, 1990)),
    inChargePhone: issuer.phone(chance),
    ...(floorAreaM2 && { floorAreaM2: round(chance.whole(...floorAreaM2)) }),
    ...(capacity && { capacity: chance.whole(...capacity) }),
  };
}

const round = (area: number) => Math.max(10, Math.round(area / 10) * 10);

function creditCode(registered: string, sequence: number): string {
  const stem = `${registered}${homeCounty}MA${String(sequence).padStart(7, "0")}`;
  return stem + creditCodeCheck(stem);
}
