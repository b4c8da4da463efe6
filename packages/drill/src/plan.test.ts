import { readFileSync } from "node:fs";
import { addDays } from "@lianfang/core/kernel/time.ts";
import { chanceFrom } from "@lianfang/testkit/people/random.ts";
import { describe, expect, test } from "vitest";
import { type Journey, type Plan, planOf } from "./plan.ts";
import { registerFile } from "./register-file.ts";
import { scriptOf } from "./town-scripts.ts";

interface Town {
  asOf: string;
  era: "2020" | "2022";
  figures: { id: string; value: number }[];
}

const townFile = (id: string): Town =>
  JSON.parse(readFileSync(new URL(`../../../towns/${id}.json`, import.meta.url), "utf8"));

function planFor(presetId: string, households = 3_000): Plan {
  const { asOf, era } = townFile(presetId);
  return planOf(scriptOf({ presetId, era }), {
    seed: `${presetId}|1`,
    households,
    villages: ["柳林村", "石桥村", "东街社区"],
    townCode: "370724",
    nearby: ["山东省潍坊市奎文区"],
    opensOn: asOf,
    asksFrom: addDays(asOf, -9),
  });
}

const reported = (presetId: string, figureId: string): number | undefined =>
  townFile(presetId).figures.find(({ id }) => id === figureId)?.value;

const fromKeyRegion = ({ originKind }: Journey): boolean => originKind === "keyRegion";

describe("a town's own numbers", () => {
  test("山旺镇: who came back, and how many of them from Wuhan", () => {
    const { journeys } = planFor("shanwang");
    const came = journeys.filter(({ arrivedOn }) => arrivedOn <= "2020-02-10");
    const total = reported("shanwang", "screening.returnees") ?? 0;
    expect(Math.abs(came.length - total)).toBeLessThanOrEqual(4);
    const wuhan = journeys.filter(fromKeyRegion);
    expect(wuhan).toHaveLength(reported("shanwang", "screening.returnees.wuhan") ?? 0);
    expect(wuhan.every(({ originCode }) => originCode === "420100")).toBe(true);
  });

  test("埔寨镇: who came back from Hubei, all but one long enough ago to be free again", () => {
    const hubei = planFor("puzhai").journeys.filter(fromKeyRegion);
    expect(hubei).toHaveLength(reported("puzhai", "observation.people") ?? 0);
    const stillObserved = hubei.filter(({ arrivedOn }) => addDays(arrivedOn, 14) >= "2020-02-20");
    expect(hubei.length - stillObserved.length).toBe(reported("puzhai", "observation.released"));
  });

  test("南独乐河镇: all from outside the city, in families, none from a key region", () => {
    const { journeys } = planFor("nandulehe");
    const came = journeys.filter(({ arrivedOn }) => arrivedOn <= "2020-03-05");
    const total = reported("nandulehe", "observation.people") ?? 0;
    expect(Math.abs(came.length - total)).toBeLessThanOrEqual(6);
    expect(came.some(fromKeyRegion)).toBe(false);
    const households = new Set(came.map(({ household }) => household.number));
    expect(came.length / households.size).toBeGreaterThan(1.8);
  });
});

describe("a plan", () => {
  const plan = planFor("dongguan", 600);

  test("is the same for the same seed", () => {
    expect(planFor("dongguan", 600)).toEqual(plan);
  });

  test("sends nobody home twice, and finds nobody before asking or before they came", () => {
    const people = plan.journeys.map(({ person }) => person.identityNumber);
    expect(new Set(people).size).toBe(people.length);
    for (const { arrivedOn, foundOn, leftOriginOn } of plan.journeys) {
      expect(foundOn >= "2020-01-27").toBe(true);
      expect(leftOriginOn <= arrivedOn).toBe(true);
      if (arrivedOn <= "2020-02-05") expect(foundOn >= arrivedOn).toBe(true);
    }
  });

  test("has a few tenants whom the register does not know", () => {
    const unknown = plan.journeys.filter(({ isOnRegister }) => !isOnRegister);
    const numbers = new Set(plan.register.households.map(({ number }) => number));
    expect(unknown.length).toBeGreaterThan(0);
    expect(unknown.every(({ household }) => !numbers.has(household.number))).toBe(true);
  });
});

test("the register's file begins as office programs write it, and a few of its rows are wrong", async () => {
  const { register } = planFor("dongguan", 300);
  const file = registerFile(register, { town: "东观镇", day: "2019-12-17" }, chanceFrom("file"));
  const bytes = new Uint8Array(await file.bytes.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\r\n");
  expect(lines[0]?.split(",").slice(0, 6)).toEqual([
    "户号",
    "村（社区）",
    "组别",
    "住址",
    "姓名",
    "身份证号",
  ]);
  expect(lines).toHaveLength(file.rows + 1);
  expect(file).toMatchObject({ name: "东观镇户籍台账20191217.csv", faulty: 4 });
});
