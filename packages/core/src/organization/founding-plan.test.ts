import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Division, indexDivisions } from "../policy/divisions.ts";
import { assess } from "../policy/rules.ts";
import { PolicyRules } from "../policy/rules-data.ts";
import { FoundingPreview } from "./contract.ts";
import { townClock } from "./founding-clock.ts";
import { blankTown, type FoundingPlan, foundingPlan, foundingPreview } from "./founding-plan.ts";
import { townAsFile } from "./town-as-file.ts";
import type { TownFile } from "./town-file.ts";
import { readTownFile } from "./town-file-problems.ts";
import { inBoth } from "./town-words.ts";

const towns = new URL("../../../../towns/", import.meta.url);
const jsonOf = (name: string): unknown => JSON.parse(readFileSync(new URL(name, towns), "utf8"));
const divisions = indexDivisions(z.array(Division).parse(jsonOf("divisions.json")));
const modelTowns = ["dongguan", "nandulehe", "pushi", "puzhai", "shanwang"] as const;

function fileOf(id: string): TownFile {
  const reading = readTownFile(jsonOf(`${id}.json`));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.file;
}
const planOf = (id: string): FoundingPlan => foundingPlan(fileOf(id), { divisions });
const villagesOf = (plan: FoundingPlan) => plan.areas.filter(({ kind }) => kind !== "town");
const assumedIn = (plan: FoundingPlan) =>
  plan.assumptions.map(({ code }) => code.replace("townfile.assumed.", ""));

function change(file: TownFile, more: Partial<TownFile>): TownFile {
  return { ...file, ...more };
}
const minimal = blankTown("样板镇", "2020-02-05", { nameEn: "Sample Town", era: "2020" });

describe("Dongguan: a unit in each of 58 villages", () => {
  const plan = planOf("dongguan");

  test("58 numbered villages, known by their units", () => {
    expect(villagesOf(plan)).toHaveLength(58);
    expect(villagesOf(plan)[2]).toEqual({
      key: "village-3",
      parentKey: "town",
      kind: "village",
      name: "第3村",
      nameEn: "Village 3",
      isNumbered: true,
    });
    expect(assumedIn(plan)).toEqual(["villagesFromUnits", "villagesNumbered", "clockUsual"]);
  });

  test("each with its combat unit of seven at least and three teams", () => {
    const units = plan.units.filter(({ kind }) => kind === "combat-unit");
    expect(units).toHaveLength(58);
    expect(units[2]).toMatchObject({
      name: "第3村作战单元",
      nameEn: "Village 3 combat unit",
      areaKeys: ["village-3"],
      membersNeeded: 7,
    });
    expect(units[2]?.posts.map(({ kind, count, isAtLeast }) => [kind, count, isAtLeast])).toEqual([
      ["town-leader", 1, false],
      ["town-cadre", 1, false],
      ["village-cadre", 5, true],
    ]);
    const teams = plan.units.filter(({ parentKey }) => parentKey === units[2]?.key);
    expect(teams.map(({ name, nameEn }) => [name, nameEn])).toEqual([
      ["第3村入户组", "Village 3 household team"],
      ["第3村卡点组", "Village 3 checkpoint team"],
      ["第3村应急组", "Village 3 emergency team"],
    ]);
    expect(plan.units).toHaveLength(58 * 4 + 3 + 2);
  });

  test("the town's clock, with the bulletin between reports and meeting", () => {
    expect(plan.clock).toEqual({
      collectBy: "16:00",
      bulletinBy: "17:00",
      meetAt: "18:00",
      publishTasksAt: "19:00",
    });
  });

  test("its chain in both languages, its county found, two readings a day", () => {
    expect(plan.chain[0]).toEqual({ level: 1, label: "片区领导", labelEn: "Area leader" });
    expect(plan.chain).toHaveLength(5);
    expect(plan.town.division?.code).toBe("511303");
    expect(plan.readingsPerDay).toBe(2);
    expect(plan.observationDays).toBe(14);
  });

  test("its rules: mask and purpose at the checkpoint, the duties it names", () => {
    const rules = plan.policy[0]?.rules;
    expect(rules?.checkpoint.mask).toBe(true);
    expect(rules?.checkpoint.purposes).toHaveLength(2);
    expect(rules?.checkpoint.outsiders).toBe("refuse");
    expect(rules?.duties.map(({ id }) => id)).toEqual([
      "service-visit-observed-household",
      "temperature-observed-person",
      "disinfection-public-place",
      "disinfection-government-office",
      "errand-observed-household",
      "mobile-market-village",
      "broadcast-village",
    ]);
    expect(rules?.duties[1]?.by).toEqual([{ zh: "镇卫生院", en: "town clinic" }]);
  });
});

describe("the other four", () => {
  test("Pushi: 28 villages and communities, seven of them by name; late bulletins never before reports", () => {
    const plan = planOf("pushi");
    const villages = villagesOf(plan);
    expect(villages).toHaveLength(28);
    expect(villages[0]).toMatchObject({
      name: "浦溪村",
      nameEn: "Puxi Village",
      isNumbered: false,
    });
    expect(villages[3]).toMatchObject({ kind: "community", nameEn: "Yinjiaqiao Community" });
    expect(villages[7]).toMatchObject({ name: "第8村", isNumbered: true });
    expect(plan.units.filter(({ kind }) => kind === "task-force")).toHaveLength(6);
    expect(plan.clock.bulletinBy).toBe("17:00");
    expect(plan.policy[0]?.id).toBe("2022-eighth-edition");
    expect(plan.policy[0]?.rules.checkpoint).toMatchObject({
      testWithinHours: 24,
      healthCode: true,
      venueCode: true,
    });
    expect(plan.duties[0]?.id).toBe("temperature-observed-person");
    expect(assumedIn(plan)).toContain("readingsUsual");
  });

  test("Nandulehe: eight groups, four inspection teams, 399 people at the checkpoints", () => {
    const plan = planOf("nandulehe");
    const names = plan.units.map(({ name }) => name);
    expect(names).toContain("第8专项小组");
    expect(names).toContain("第4督导检查组");
    expect(plan.units.find(({ kind }) => kind === "checkpoint-team")).toMatchObject({
      membersNeeded: 399,
      hoursPerDay: 24,
    });
    expect(plan.units[0]?.posts.map(({ title }) => title.zh)).toContain("镇长");
    expect(assumedIn(plan)).toContain("villagesUsual");
    expect(plan.policy[0]?.rules.checkpoint).toMatchObject({
      pass: true,
      passWithIdentityCard: true,
      outsiders: "register",
    });
  });

  test("Puzhai: the three named villages, more to be added", () => {
    const plan = planOf("puzhai");
    expect(villagesOf(plan).map(({ name }) => name)).toEqual(["埔南村", "埔北村", "埔西村"]);
    expect(assumedIn(plan)).toContain("villagesFromNames");
    expect(plan.units.find(({ kind }) => kind === "grid")?.membersNeeded).toBe(100);
  });

  test("Shanwang: 16 villages, one reading a day, doors sealed", () => {
    const plan = planOf("shanwang");
    expect(villagesOf(plan)).toHaveLength(16);
    expect(plan.readingsPerDay).toBe(1);
    const rules = plan.policy[0]?.rules;
    expect(rules?.readings.windows).toHaveLength(1);
    expect(rules?.orders).toMatchObject({
      doorSealed: true,
      noticePosted: true,
      mayLeaveHome: false,
    });
  });
});

describe.each(modelTowns)("%s", (id) => {
  test("has sound policies, unique keys, parents before children", () => {
    const plan = planOf(id);
    for (const { rules } of plan.policy) expect(PolicyRules.parse(rules)).toEqual(rules);
    for (const list of [plan.areas, plan.units]) {
      const keys = list.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      list.forEach(({ parentKey }, at) => {
        if (parentKey !== undefined) expect(keys.indexOf(parentKey)).toBeLessThan(at);
        if (parentKey !== undefined) expect(keys).toContain(parentKey);
      });
    }
    const areaKeys = plan.areas.map(({ key }) => key);
    for (const unit of plan.units) expect(areaKeys).toEqual(expect.arrayContaining(unit.areaKeys));
  });

  test("can be shown before it is founded", () => {
    const preview = foundingPreview(planOf(id));
    expect(FoundingPreview.parse(preview)).toEqual(preview);
    expect(preview.units.reduce((sum, { count }) => sum + count, 0)).toBe(
      planOf(id).units.filter(({ parentKey }) => parentKey === undefined).length,
    );
  });

  test("is the same every time", () => expect(planOf(id)).toEqual(planOf(id)));

  test("says everything a screen shows in both languages", () => {
    const han = /\p{Script=Han}/u;
    const plan = planOf(id);
    for (const { label, labelEn } of plan.chain) {
      expect(label).toMatch(han);
      expect(labelEn).not.toMatch(han);
    }
    for (const { name, nameEn } of [...plan.units, ...plan.areas]) {
      expect(name).toMatch(han);
      expect(nameEn).not.toMatch(han);
    }
    const texts = plan.duties.flatMap(({ by, windows, checklist, asks, what, targetText }) => [
      ...by,
      ...windows,
      ...checklist,
      ...asks,
      ...what,
      ...(targetText ? [targetText] : []),
    ]);
    for (const { zh, en } of texts) {
      expect(zh, en).toMatch(han);
      expect(en).not.toMatch(han);
    }
  });

  test("has no English free text without Chinese", () => {
    const labels = [
      "id",
      "kind",
      "duty",
      "target",
      "era",
      "nameEn",
      "en",
      "date",
      "dispatch",
      "meets",
    ];
    const untold: string[] = [];
    const walk = (value: unknown, field: string): void => {
      if (Array.isArray(value)) for (const one of value) walk(one, field);
      else if (typeof value === "object" && value !== null)
        for (const [name, one] of Object.entries(value)) walk(one, name);
      else if (typeof value === "string" && /^[a-z]/i.test(value) && !labels.includes(field))
        if (!/\p{Script=Han}/u.test(inBoth(value).zh)) untold.push(value);
    };
    walk(fileOf(id), "");
    // Names of shift groups and the pier's and roads' kinds are labels too.
    expect(
      untold.filter((text) => !["A", "B", "vehicles", "boats", "people"].includes(text)),
    ).toEqual([]);
  });
});

describe("a file that says little", () => {
  test("still founds a town that can work", () => {
    const plan = foundingPlan(minimal);
    expect(villagesOf(plan)).toHaveLength(10);
    expect(plan.units.filter(({ kind }) => kind === "combat-unit")).toHaveLength(10);
    expect(plan.chain).toHaveLength(4);
    expect(plan.clock.bulletinBy).toBe("17:00");
    expect(plan.readingsPerDay).toBe(2);
    expect(assumedIn(plan)).toEqual([
      "villagesUsual",
      "villagesNumbered",
      "organizationUsual",
      "chainUsual",
      "clockUsual",
      "dutiesUsual",
      "readingsUsual",
    ]);
  });

  test("a blank town is a file of the published form, whatever it is called", () => {
    for (const nameEn of ["Xinchang Town", "x", "", "Ürümqi Old Town", "12 Villages"]) {
      const file = blankTown("新场镇", "2026-11-22", { nameEn, villages: 12 });
      expect(readTownFile(file)).toEqual({ ok: true, file });
    }
    expect(blankTown("新场镇", "2026-11-22").id).toBe("town");
    expect(blankTown("新场镇", "2026-11-22", { nameEn: "Xinchang Town" }).id).toBe("xinchang-town");
  });

  test("a blank town of today works with the rules of its era and no region of another time", () => {
    const plan = foundingPlan(blankTown("新场镇", "2026-11-22"));
    expect(plan.policy.map(({ id, effectiveFrom }) => [id, effectiveFrom])).toEqual([
      ["2022-ninth-edition", "2026-11-22"],
    ]);
  });
});

describe("a file changed by hand", () => {
  test("villages: chosen before given before figure before units", () => {
    const count = (file: TownFile, villages?: number) =>
      villagesOf(foundingPlan(file, { villages })).length;
    const figures = [{ id: "org.villages", value: 21 }];
    expect(count(change(minimal, { figures }))).toBe(21);
    expect(count(change(minimal, { figures, areas: { villages: 8 } }))).toBe(8);
    expect(count(change(minimal, { areas: { villages: 8 } }), 30)).toBe(30);
    expect(count(change(fileOf("pushi"), {}), 3)).toBe(7);
  });

  test("units of each village are there as often as villages are", () => {
    const plan = foundingPlan(fileOf("dongguan"), { villages: 12 });
    expect(plan.units.filter(({ kind }) => kind === "combat-unit")).toHaveLength(12);
  });

  test("grids, one to a village, on request", () => {
    const plan = foundingPlan(fileOf("shanwang"), { hasGrids: true });
    expect(plan.areas.filter(({ kind }) => kind === "grid")).toHaveLength(16);
    expect(plan.areas.at(-1)).toMatchObject({ parentKey: "village-16", name: "第16村第1网格" });
  });

  test("names in Latin letters come from the caller when no word is known", () => {
    const file = change(minimal, { areas: { named: ["白塔村"] } });
    const plan = foundingPlan(file, { romanise: () => "Baita Village" });
    expect(villagesOf(plan)[0]?.nameEn).toBe("Baita Village");
    expect(villagesOf(foundingPlan(file))[0]?.nameEn).toBe("白塔村");
  });

  test("days, sealing and readings change the rules", () => {
    const file = change(minimal, {
      observationRules: { days: 21, sealed: true },
      cadence: [{ duty: "temperature", target: "observed-person", perDay: 3 }],
    });
    const plan = foundingPlan(file);
    const rules = plan.policy[0]?.rules;
    if (!rules) throw new Error("no policy");
    expect(PolicyRules.safeParse(rules).success).toBe(true);
    expect(plan.observationDays).toBe(21);
    expect(rules.readings.windows).toHaveLength(3);
    const facts = {
      townCode: "511303",
      originCode: "420106",
      transitCodes: [],
      arrivedOn: "2020-02-06",
    };
    expect(assess(facts, rules)).toMatchObject({ days: 21, endDay: "2020-02-27" });
  });

  test("a unit nobody has a word for keeps its name and is told by its kind", () => {
    const organization = [{ kind: "task-force" as const, zh: "心理疏导" }];
    expect(foundingPlan(change(minimal, { organization })).units[0]).toMatchObject({
      name: "心理疏导",
      nameEn: "Task force (心理疏导)",
    });
  });

  test("a chain of twelve keeps its first nine", () => {
    const chain = Array.from({ length: 12 }, (_, at) => `第${at + 1}级`);
    const plan = foundingPlan(change(minimal, { responsibility: { chain } }));
    expect(plan.chain).toHaveLength(9);
    expect(assumedIn(plan)).toContain("chainCut");
  });

  test("two teams of a counted unit are told apart", () => {
    const organization = [
      {
        kind: "patrol" as const,
        zh: "巡查队",
        count: 2,
        teams: [{ kind: "patrol" as const, zh: "夜班" }],
      },
    ];
    expect(foundingPlan(change(minimal, { organization })).units.map(({ name }) => name)).toEqual([
      "第1巡查队",
      "第1巡查队夜班",
      "第2巡查队",
      "第2巡查队夜班",
    ]);
  });
});

describe("the clock", () => {
  const time = fc.integer({ min: 0, max: 1439 }).map((minutes) => {
    const two = (n: number) => String(n).padStart(2, "0");
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  });

  test("keeps the one time a file gives, and its order where the day has room", () => {
    const names = ["collectBy", "bulletinBy", "meetAt", "publishTasksAt"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), time, (name, given) => {
        const clock = townClock({ [name]: given });
        expect(clock[name]).toBe(given);
        if (given < "03:30" || given > "20:30") return;
        const times = names.map((one) => clock[one]);
        expect(times).toEqual([...times].sort());
        expect(new Set(times).size).toBe(4);
      }),
    );
  });

  test("moves the usual times out of the way of a late report and an early bulletin", () => {
    expect(townClock({ collectBy: "18:00" })).toEqual({
      collectBy: "18:00",
      bulletinBy: "19:00",
      meetAt: "20:00",
      publishTasksAt: "21:00",
    });
    expect(townClock({ bulletinBy: "12:00" })).toMatchObject({ collectBy: "11:00" });
  });
});

test("every assumption has a text in both languages", () => {
  const all = [...modelTowns.map(planOf), foundingPlan(minimal)].flatMap(
    (plan) => plan.assumptions,
  );
  for (const locale of ["zh-CN", "en"]) {
    // A text that has a singular is written as a list of its forms.
    const catalogue: Record<string, unknown> = JSON.parse(
      readFileSync(
        new URL(`../../../../messages/${locale}/townfile.json`, import.meta.url),
        "utf8",
      ),
    );
    for (const { code, params } of all) {
      expect(catalogue[code], code).toBeTruthy();
      const blanks = JSON.stringify(catalogue[code]).match(/(?<=\{)\w+(?=\})/g) ?? [];
      expect(Object.keys(params ?? {})).toEqual(expect.arrayContaining(blanks));
    }
  }
});

describe("checkpoints", () => {
  test("are those the sources tell of, and nobody's invention", () => {
    expect(planOf("dongguan").checkpoints).toEqual([]);
    expect(planOf("puzhai").checkpoints).toEqual([]);
    expect(
      planOf("pushi").checkpoints.map(({ name, kind, areaKey }) => [name, kind, areaKey]),
    ).toEqual([
      ["浦市渡口码头", "ferry-pier", "town"],
      ["浦溪村", "road", "village-1"],
      ["庄尚村", "road", "village-2"],
    ]);
    const { checkpoints } = planOf("nandulehe");
    expect(checkpoints).toHaveLength(47);
    expect(checkpoints.reduce((sum, { guardsNeeded }) => sum + guardsNeeded, 0)).toBe(399);
    expect(planOf("shanwang").checkpoints).toHaveLength(57);
    expect(assumedIn(planOf("shanwang"))).toContain("checkpointsNumbered");
  });
  test("are as many as each town's own figure says", () => {
    for (const id of modelTowns) {
      const reported = fileOf(id).figures.find((figure) => figure.id === "checkpoints.open");
      expect(planOf(id).checkpoints).toHaveLength(reported?.value ?? 0);
    }
  });
});

describe("a town written as a file", () => {
  test.each(modelTowns)("%s is founded from it as it was", (id) => {
    const plan = planOf(id);
    const file = townAsFile({
      ...plan.town,
      today: plan.startsOn,
      clock: plan.clock,
      areas: plan.areas.map((area) => ({ ...area, areaId: area.key, parentId: area.parentKey })),
      units: plan.units.map((unit) => ({
        ...unit,
        unitId: unit.key,
        parentId: unit.parentKey,
        areaIds: unit.areaKeys,
        members: 0,
      })),
      chain: plan.chain,
      rules: plan.policy.at(-1)?.rules ?? never(),
    });
    const reading = readTownFile(JSON.parse(JSON.stringify(file)));
    expect(reading).toEqual({ ok: true, file });
    const again = foundingPlan(file, { divisions });
    expect(again.clock).toEqual(plan.clock);
    expect(again.chain).toEqual(plan.chain);
    expect(again.areas.map(({ name }) => name)).toEqual(plan.areas.map(({ name }) => name));
    expect(again.town).toMatchObject({ ...plan.town, model: {}, fileId: file.id });
    const unitsIn = ({ units }: FoundingPlan) =>
      units.map(({ kind, name, areaKeys, membersNeeded }) => [kind, name, areaKeys, membersNeeded]);
    expect(unitsIn(again)).toEqual(unitsIn(plan));
    const dutiesIn = ({ duties }: FoundingPlan) =>
      duties.map(({ duty, target, perDay, by }) => [duty, target, perDay, by]);
    expect(dutiesIn(again)).toEqual(dutiesIn(plan));
  });
});

function never(): never {
  throw new Error("a plan without rules");
}
