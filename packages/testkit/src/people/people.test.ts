import { readFileSync } from "node:fs";
import { daysBetween } from "@lianfang/core/kernel/time.ts";
import { Division, indexDivisions } from "@lianfang/core/policy/divisions.ts";
import { readIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { readPhone } from "@lianfang/core/registry/phone.ts";
import { readPlace } from "@lianfang/core/registry/place-text.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generateArrivals } from "./arrivals.ts";
import { placesElsewhere } from "./circumstances.ts";
import { surnameList } from "./names.ts";
import { unassignablePhonePrefix, unassignedProvince } from "./numbers.ts";
import { chanceFrom } from "./random.ts";
import { generateRegister, type SyntheticHousehold, type SyntheticPerson } from "./register.ts";

const divisions = Division.array().parse(
  JSON.parse(readFileSync(new URL("../../../../towns/divisions.json", import.meta.url), "utf8")),
);
const asOf = "2020-02-05";
const villages = ["黄溪村", "白塔村", "石桥村", "龙门村", "东观社区"];
const register = generateRegister({ households: 3000, seed: 1, villages, asOf });
const people = register.households.flatMap(({ members }) => members);
const ageOf = ({ birthday }: SyntheticPerson) => daysBetween(birthday, asOf) / 365.25;
const share = (holds: (person: SyntheticPerson) => boolean) =>
  people.filter(holds).length / people.length;

describe("a register", () => {
  test("is the same for the same seed and another for another", () => {
    const again = generateRegister({ households: 3000, seed: 1, villages, asOf });
    expect(again).toEqual(register);
    expect(generateRegister({ households: 3000, seed: 2, villages, asOf })).not.toEqual(register);
  });

  test("of more households holds the same families", () => {
    const small = generateRegister({ households: 40, seed: 1, villages, asOf });
    const byNumber = new Map(register.households.map((one) => [one.number, one]));
    for (const household of small.households)
      expect(byNumber.get(household.number)).toEqual(household);
  });

  test("of five thousand households takes less than a second of computing", () => {
    const before = process.cpuUsage();
    generateRegister({ households: 5000, seed: 7, villages, asOf });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(1);
  });

  test("has unique household numbers, in every village alike, heads first", () => {
    expect(new Set(register.households.map(({ number }) => number)).size).toBe(3000);
    for (const village of villages)
      expect(register.households.filter((one) => one.village === village)).toHaveLength(600);
    for (const { members, address, village, group } of register.households) {
      expect(members[0]?.relation).toBe("head");
      expect(members.filter(({ relation }) => relation === "head")).toHaveLength(1);
      expect(address.startsWith(village + group)).toBe(true);
    }
  });

  test("refuses a town without villages, and takes none or one household", () => {
    expect(() => generateRegister({ households: 1, seed: 1, villages: [], asOf })).toThrow();
    expect(generateRegister({ households: 0, seed: 1, villages, asOf }).households).toEqual([]);
    expect(generateRegister({ households: 1, seed: 1, villages, asOf }).households).toHaveLength(1);
  });
});

describe("its numbers", () => {
  test("are right in form and agree with birthday and sex", () => {
    for (const { identityNumber, birthday, sex } of people)
      expect(readIdentityNumber(identityNumber, asOf)).toMatchObject({
        ok: true,
        value: { number: identityNumber, birthday, sex },
      });
  });

  test("belong to no place there is or ever was", () => {
    const assigned = new Set(divisions.map(({ code }) => code));
    expect(divisions.some(({ code }) => code.startsWith(unassignedProvince))).toBe(false);
    for (const { identityNumber } of people) {
      expect(identityNumber.startsWith(unassignedProvince)).toBe(true);
      expect(assigned.has(identityNumber.slice(0, 6))).toBe(false);
    }
  });

  test("belong to one person each", () => {
    expect(new Set(people.map(({ identityNumber }) => identityNumber)).size).toBe(people.length);
    const phones = people.flatMap(({ phone }) => (phone ? [phone] : []));
    expect(new Set(phones).size).toBe(phones.length);
  });

  test("of telephones are mobiles that no network can give out", () => {
    for (const { phone } of people) {
      if (phone === undefined) continue;
      expect(phone.startsWith(unassignablePhonePrefix)).toBe(true);
      expect(readPhone(phone)).toEqual({ ok: true, value: { number: phone, kind: "mobile" } });
    }
  });
});

describe("how they live", () => {
  const nearby = ["四川省南充市顺庆区"];
  const wish = { households: 3000, seed: 1, villages, asOf, nearby };
  const all = generateRegister(wish).households.flatMap(({ members }) => members);
  const lives = all.map(({ circumstances }) => circumstances);

  test("does not change who they are", () => {
    const alike = (given: readonly SyntheticPerson[]) =>
      given.map(({ circumstances: _, ...person }) => person);
    expect(alike(all)).toEqual(alike(people));
  });

  test("is written as divisions there are", () => {
    const index = indexDivisions(divisions);
    for (const [code, text] of placesElsewhere) {
      expect(readPlace(text, index)).toEqual({ division: code, detail: undefined });
    }
  });

  test("has tenants, commuters, listed trades and proxies among them", () => {
    const count = (holds: (one: (typeof lives)[number]) => unknown) => lives.filter(holds).length;
    expect(count(({ tenancy }) => tenancy === "stayed")).toBeGreaterThan(20);
    expect(count(({ tenancy }) => tenancy === "away")).toBeGreaterThan(5);
    expect(count(({ listedTrade }) => listedTrade)).toBeGreaterThan(100);
    expect(count(({ commute }) => commute === "daily")).toBeGreaterThan(30);
    expect(count(({ proxy }) => proxy?.relation === "village-official")).toBeGreaterThan(5);
  });

  test("most children have a guardian, and some have none yet", () => {
    const children = all.filter((person) => ageOf(person) < 13);
    const guarded = children.filter(({ circumstances }) => circumstances.proxy);
    expect(guarded.length / children.length).toBeGreaterThan(0.7);
    expect(guarded.length).toBeLessThan(children.length);
  });
});

describe("its people", () => {
  test("are as old as a township's", () => {
    expect(people.length / 3000).toBeGreaterThan(2.6);
    expect(people.length / 3000).toBeLessThan(4.2);
    expect(share((person) => ageOf(person) < 15)).toBeGreaterThan(0.12);
    expect(share((person) => ageOf(person) < 15)).toBeLessThan(0.26);
    expect(share((person) => ageOf(person) >= 60)).toBeGreaterThan(0.16);
    expect(share((person) => ageOf(person) >= 60)).toBeLessThan(0.36);
    expect(Math.max(...people.map(ageOf))).toBeLessThan(102);
    expect(Math.min(...people.map(ageOf))).toBeGreaterThanOrEqual(0);
  });

  test("fall off with age from sixty-five on, each decade fewer", () => {
    const decade = (from: number) =>
      people.filter((one) => ageOf(one) >= from && ageOf(one) < from + 10).length;
    expect(decade(65)).toBeGreaterThan(decade(75));
    expect(decade(75)).toBeGreaterThan(decade(85));
    expect(decade(85)).toBeGreaterThan(decade(95));
  });

  test("are men and women about evenly", () => {
    expect(share(({ sex }) => sex === "male")).toBeGreaterThan(0.47);
    expect(share(({ sex }) => sex === "male")).toBeLessThan(0.56);
  });

  test("live here, work elsewhere, or rent", () => {
    expect(share(({ residence }) => residence === "registered-lives-elsewhere")).toBeGreaterThan(
      0.1,
    );
    expect(share(({ residence }) => residence === "registered-lives-elsewhere")).toBeLessThan(0.35);
    expect(share(({ residence }) => residence === "lives-here")).toBeGreaterThan(0.01);
  });

  test("have names of two to four characters, and many different ones", () => {
    for (const { name } of people) {
      expect(name).toMatch(/^\p{Script=Han}{2,4}$/u);
      expect(surnameList.some((one) => name.startsWith(one))).toBe(true);
    }
    expect(new Set(people.map(({ name }) => name)).size / people.length).toBeGreaterThan(0.6);
  });

  test("include all who need looking after", () => {
    const kinds = new Set(people.flatMap(({ vulnerabilities }) => vulnerabilities));
    expect([...kinds].sort()).toEqual([
      "chronic-illness",
      "disabled",
      "five-guarantees",
      "lives-alone-elderly",
      "low-income",
      "orphan",
      "pregnant",
    ]);
    for (const person of people.filter(({ vulnerabilities }) =>
      vulnerabilities.includes("pregnant"),
    ))
      expect(person.sex).toBe("female");
  });
});

function gaps({
  members,
}: SyntheticHousehold): { parent: SyntheticPerson; child: SyntheticPerson }[] {
  const of = (...relations: string[]) =>
    members.filter(({ relation }) => relations.includes(relation));
  const pairs = (parents: SyntheticPerson[], children: SyntheticPerson[]) =>
    parents.flatMap((parent) => children.map((child) => ({ parent, child })));
  const head = of("head");
  return [
    ...pairs([...head, ...of("spouse")], of("child")),
    ...pairs(of("parent"), head),
    ...pairs(of("child", "child-in-law"), of("grandchild")),
  ];
}

describe("its families", () => {
  test("have parents old enough for their children, for any seed", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { households } = generateRegister({ households: 120, seed, villages, asOf });
        for (const household of households)
          for (const { parent, child } of gaps(household)) {
            const years = daysBetween(parent.birthday, child.birthday) / 365.25;
            expect(years, JSON.stringify(household.members)).toBeGreaterThan(16);
            expect(years).toBeLessThan(56);
          }
      }),
      { numRuns: 60 },
    );
  });

  test("give their children the father's name", () => {
    for (const { members, kind } of register.households) {
      if (kind === "tenants") continue;
      const [head] = members;
      const children = members.filter(({ relation }) => relation === "child");
      for (const child of children) expect(child.name[0]).toBe(head?.name[0]);
    }
  });

  test("leave nobody under twelve alone in the house", () => {
    for (const { members } of register.households)
      expect(members.some((member) => ageOf(member) >= 18)).toBe(true);
  });
});

describe("people coming home", () => {
  const wish = {
    register,
    seed: 3,
    count: 400,
    from: "2020-01-24",
    to: "2020-02-02",
    townCode: "511303",
  };
  const arrivals = generateArrivals(wish);

  test("are the same for the same seed, each once, in the order of their days", () => {
    expect(generateArrivals(wish)).toEqual(arrivals);
    expect(arrivals).toHaveLength(400);
    expect(new Set(arrivals.map(({ person }) => person.identityNumber)).size).toBe(400);
    const days = arrivals.map(({ arrivedOn }) => arrivedOn);
    expect(days).toEqual([...days].sort());
  });

  test("come within the days asked for, having left before", () => {
    for (const { arrivedOn, leftOriginOn } of arrivals) {
      expect(arrivedOn >= wish.from && arrivedOn <= wish.to).toBe(true);
      expect(leftOriginOn <= arrivedOn).toBe(true);
    }
    expect(new Set(arrivals.map(({ arrivedOn }) => arrivedOn)).size).toBe(10);
  });

  test("come from places there are, by the shares asked for", () => {
    const known = new Set(divisions.map(({ code }) => code));
    for (const { originCode, transitCodes } of arrivals)
      for (const code of [originCode, ...transitCodes]) expect(known.has(code), code).toBe(true);
    const from = (kind: string) =>
      arrivals.filter(({ originKind }) => originKind === kind).length / 400;
    expect(from("keyRegion")).toBeGreaterThan(0.13);
    expect(from("keyRegion")).toBeLessThan(0.27);
    expect(from("otherProvince")).toBeGreaterThan(0.45);
    const all = generateArrivals({
      ...wish,
      shares: { keyRegion: 1, otherProvince: 0, sameProvince: 0 },
    });
    expect(all.every(({ originCode }) => originCode.startsWith("42"))).toBe(true);
  });

  test("start in the right province for each model town", () => {
    const known = new Set(divisions.map(({ code }) => code));
    for (const townCode of ["511303", "110117", "433122", "441423", "370724"])
      for (const { originCode, originKind } of generateArrivals({ ...wish, townCode })) {
        expect(known.has(originCode), originCode).toBe(true);
        expect(originCode.startsWith(townCode.slice(0, 2))).toBe(originKind === "sameProvince");
      }
  });

  test("are no more than there are people who may travel", () => {
    const tiny = generateRegister({ households: 2, seed: 5, villages, asOf });
    const members = tiny.households.flatMap((household) => household.members);
    const many = generateArrivals({ ...wish, register: tiny, count: 100 });
    expect(many.length).toBeLessThanOrEqual(members.length);
  });
});

describe("chance", () => {
  test("is even: each tenth of the range comes up about as often", () => {
    const chance = chanceFrom("even");
    const counts = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 100_000; n++) {
      const tenth = Math.floor(chance.next() * 10);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  test("keeps within what was asked", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: -50, max: 50 }),
        fc.nat(100),
        (seed, low, more) => {
          const n = chanceFrom(seed).whole(low, low + more);
          expect(n).toBeGreaterThanOrEqual(low);
          expect(n).toBeLessThanOrEqual(low + more);
        },
      ),
    );
    expect(() => chanceFrom("x").pick([])).toThrow();
  });
});
