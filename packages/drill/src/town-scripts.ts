/**
 * Who comes to each model town, from where and when: its own time and, where its file reports any
 * (`towns/*.json`, `figures`), its own numbers. All numbers are for a register of 3,000 households.
 */
import type { RiskRegion } from "@lianfang/core/policy/assessment-rule.ts";
import type { OriginKind } from "@lianfang/testkit/people/arrivals.ts";

/** People who come in one stretch of time. */
export interface Wave {
  people: number;
  /** How the kinds of origin divide, by weight; kinds left out do not occur. */
  kinds: Partial<Record<OriginKind, number>>;
  /** First and last day of arrival, in days from the day the demo opens. */
  from: number;
  to: number;
  /** How many of one household come together, on the average. */
  together?: number;
}

export type Region = Pick<RiskRegion, "divisionCode" | "name" | "nameEn" | "level"> & {
  /** In days from the day the demo opens. */
  from: number;
};

/** Rules the director brings into force: those in force, with other risk regions added. */
export interface Enactment {
  /** Which day of the demo it is decided on, from 1; in force from the next. */
  onDay: number;
  regions: readonly Region[];
}

export interface TownScript {
  waves: readonly Wave[];
  /** Divisions people come from, by kind and weight; the usual ones where left out. */
  origins: Partial<Record<OriginKind, readonly (readonly [code: string, weight: number])[]>>;
  enactments: readonly Enactment[];
  /** Whether somebody under observation is feverish when the demo opens. */
  isFeverOpen: boolean;
}

const hubei: TownScript["origins"]["keyRegion"] = [
  ["420100", 5],
  ["420106", 3],
  ["421100", 2],
  ["420900", 2],
  ["421000", 1],
];

/** Hubei let people out until the end of January; the rest of the country came home for the festival. */
const usual2020: TownScript = {
  waves: [
    { people: 34, kinds: { keyRegion: 1 }, from: -22, to: -9, together: 1.6 },
    { people: 150, kinds: { otherProvince: 70, sameProvince: 30 }, from: -24, to: 0 },
    { people: 4, kinds: { otherProvince: 1 }, from: 0, to: 0 },
    { people: 3, kinds: { otherProvince: 1 }, from: 1, to: 4 },
  ],
  origins: { keyRegion: hubei },
  enactments: [],
  isFeverOpen: true,
};

/** 421 people came back, 8 of them from Wuhan; nobody's temperature was abnormal on the day. */
const shanwang: TownScript = {
  waves: [
    { people: 8, kinds: { keyRegion: 1 }, from: -24, to: -17 },
    { people: 405, kinds: { otherProvince: 30, sameProvince: 70 }, from: -24, to: 0 },
    { people: 5, kinds: { otherProvince: 1 }, from: 0, to: 0 },
    { people: 3, kinds: { sameProvince: 1 }, from: 1, to: 4 },
  ],
  origins: {
    keyRegion: [["420100", 1]],
    sameProvince: [
      ["370100", 4],
      ["370200", 4],
      ["370300", 2],
      ["370600", 2],
      ["370500", 1],
    ],
  },
  enactments: [],
  isFeverOpen: false,
};

/** 14 people came back from Hubei, of whom 13 were free again; most work elsewhere in Guangdong. */
const puzhai: TownScript = {
  waves: [
    { people: 13, kinds: { keyRegion: 1 }, from: -22, to: -15, together: 1.6 },
    { people: 1, kinds: { keyRegion: 1 }, from: -9, to: -9 },
    { people: 150, kinds: { otherProvince: 20, sameProvince: 80 }, from: -24, to: 0 },
    { people: 4, kinds: { otherProvince: 1 }, from: 0, to: 0 },
    { people: 3, kinds: { sameProvince: 1 }, from: 1, to: 4 },
  ],
  origins: {
    keyRegion: hubei,
    sameProvince: [
      ["440300", 5],
      ["441900", 4],
      ["440100", 3],
      ["440600", 2],
      ["440500", 1],
    ],
  },
  enactments: [],
  isFeverOpen: true,
};

/**
 * 262 people came back from outside Beijing and were observed at home, 96 of them in 40 households
 * still on the day; nobody came from a key region.
 */
const nandulehe: TownScript = {
  waves: [
    { people: 166, kinds: { otherProvince: 1 }, from: -21, to: -15, together: 2.4 },
    { people: 92, kinds: { otherProvince: 1 }, from: -14, to: -1, together: 2.4 },
    { people: 4, kinds: { otherProvince: 1 }, from: 0, to: 0, together: 2 },
    { people: 3, kinds: { otherProvince: 1 }, from: 1, to: 4 },
  ],
  origins: {
    otherProvince: [
      ["130800", 4],
      ["131000", 3],
      ["130100", 2],
      ["120000", 2],
      ["410100", 2],
      ["370100", 2],
      ["140100", 1],
      ["150100", 1],
      ["210100", 1],
    ],
  },
  enactments: [],
  isFeverOpen: true,
};

const shenzhen = { divisionCode: "440300", name: "深圳市", nameEn: "Shenzhen" } as const;
const futian = {
  divisionCode: "440304",
  name: "深圳市福田区",
  nameEn: "Futian District, Shenzhen",
} as const;
const pudong = {
  divisionCode: "310115",
  name: "上海市浦东新区",
  nameEn: "Pudong New District, Shanghai",
} as const;

/** Regions set for the demo: risk areas were streets and estates and changed by the day. */
const usual2022: TownScript = {
  waves: [
    { people: 40, kinds: { keyRegion: 1 }, from: -22, to: -1, together: 1.6 },
    { people: 150, kinds: { otherProvince: 60, sameProvince: 40 }, from: -20, to: 0 },
    { people: 5, kinds: { keyRegion: 1 }, from: 0, to: 0 },
    { people: 3, kinds: { otherProvince: 1 }, from: 1, to: 4 },
  ],
  origins: {
    keyRegion: [
      ["440303", 4],
      ["440306", 4],
      ["440304", 3],
      ["310115", 2],
    ],
  },
  enactments: [
    {
      onDay: 1,
      regions: [
        { ...shenzhen, level: "low", from: -30 },
        { ...futian, level: "medium", from: -30 },
      ],
    },
    { onDay: 6, regions: [{ ...pudong, level: "medium", from: -12 }] },
  ],
  isFeverOpen: true,
};

const own: Readonly<Record<string, TownScript>> = { shanwang, puzhai, nandulehe };

/** @param presetId a town without a script of its own lives through what was usual in its era */
export function scriptOf({
  presetId,
  era,
}: {
  presetId: string;
  era: "2020" | "2022";
}): TownScript {
  return own[presetId] ?? (era === "2020" ? usual2020 : usual2022);
}
