import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { FieldProblem } from "../kernel/problems.ts";
import { TownFile } from "./town-file.ts";
import { readTownFile, readTownFileText } from "./town-file-problems.ts";

const towns = new URL("../../../../towns/", import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, towns), "utf8");
const published = z.fromJSONSchema(JSON.parse(textOf("town.schema.json")));
const modelTowns = readdirSync(towns).filter(
  (name) => name.endsWith(".json") && !["divisions.json", "town.schema.json"].includes(name),
);

type Json = Record<string, unknown>;
const minimal: Json = {
  id: "sample-town",
  name: "样板镇",
  nameEn: "Sample Town",
  asOf: "2020-02-05",
  era: "2020",
  model: { zh: "", en: "" },
  organization: [],
  figures: [],
};
const withOnly = (change: Json): Json => ({ ...minimal, ...change });
function without(field: string): Json {
  const { [field]: _, ...rest } = minimal;
  return rest;
}

describe("the five model towns", () => {
  test.each(modelTowns)("%s is read, and the published schema agrees", (name) => {
    const value: unknown = JSON.parse(textOf(name));
    expect(readTownFile(value)).toEqual({ ok: true, file: value });
    expect(published.safeParse(value).success).toBe(true);
  });
  test("are five", () => expect(modelTowns).toHaveLength(5));
});

const sound: [string, Json][] = [
  ["nothing but what is required", minimal],
  [
    "teams within teams",
    withOnly({ organization: [unit({ teams: [unit({ teams: [unit({})] })] })] }),
  ],
  ["a leap day", withOnly({ asOf: "2020-02-29" })],
  ["a whole number written with a point", withOnly({ areas: { villages: 28.0 } })],
  ["an empty list of names", withOnly({ areas: { named: [] } })],
  [
    "the kinds of premises a duty is about",
    withOnly({ cadence: [duty({ target: "public-place", premises: ["shop"] })] }),
  ],
  ["half an hour of broadcasts a day", withOnly({ cadence: [duty({ hoursPerDay: 0.5 })] })],
];

function unit(more: Json): Json {
  return { kind: "task-force", zh: "专班", ...more };
}
function duty(more: Json): Json {
  return { duty: "broadcast", target: "village", ...more };
}

function posts(...named: Json[]): Json {
  return withOnly({ areas: { named: ["柳林村"] }, checkpoints: { named } });
}

const broken: [string, Json | unknown[] | string, string, string][] = [
  [
    "a checkpoint of a kind there is not",
    posts({ zh: "桥头", kind: "ferry peer" }),
    "checkpoints.named[0].kind",
    "townfile.notOfferedLike",
  ],
  [
    "a checkpoint with a name too long",
    posts({ zh: "桥".repeat(41), kind: "road" }),
    "checkpoints.named[0].zh",
    "townfile.tooLong",
  ],
  ["not an object", [], "", "townfile.mustBeObject"],
  ["a text", "东观镇", "", "townfile.mustBeObject"],
  ["no name", without("name"), "name", "townfile.required"],
  ["no figures", without("figures"), "figures", "townfile.required"],
  ["an empty name", withOnly({ name: "" }), "name", "townfile.empty"],
  ["a name that is a number", withOnly({ name: 3 }), "name", "townfile.mustBeText"],
  ["an id in capitals", withOnly({ id: "Dongguan" }), "id", "townfile.idForm"],
  ["an id of one letter", withOnly({ id: "a" }), "id", "townfile.idForm"],
  ["a day that never was", withOnly({ asOf: "2021-02-29" }), "asOf", "townfile.dayForm"],
  ["a day written otherwise", withOnly({ asOf: "2020/2/5" }), "asOf", "townfile.dayForm"],
  ["another era", withOnly({ era: "2003" }), "era", "townfile.notOffered"],
  ["an era that is a number", withOnly({ era: 2020 }), "era", "townfile.notOffered"],
  ["no model in English", withOnly({ model: { zh: "战时" } }), "model.en", "townfile.required"],
  [
    "a field that does not exist",
    withOnly({ weather: "fine" }),
    "weather",
    "townfile.unknownField",
  ],
  ["a field mistyped", withOnly({ cadance: [] }), "cadance", "townfile.unknownFieldLike"],
  ["a field in the wrong place", withOnly({ villages: 3 }), "villages", "townfile.fieldBelongsIn"],
  [
    "a field of the file inside a part",
    withOnly({ areas: { province: "四川省" } }),
    "areas.province",
    "townfile.fieldBelongsAtTop",
  ],
  [
    "no villages at all",
    withOnly({ areas: { villages: 0 } }),
    "areas.villages",
    "townfile.tooSmall",
  ],
  [
    "half a village",
    withOnly({ areas: { villages: 1.5 } }),
    "areas.villages",
    "townfile.mustBeWhole",
  ],
  [
    "a village without a name's form",
    withOnly({ areas: { named: ["黄溪村", 2] } }),
    "areas.named[1]",
    "townfile.mustBeText",
  ],
  [
    "a time without a colon",
    withOnly({ rhythm: { collectBy: "1600" } }),
    "rhythm.collectBy",
    "townfile.timeForm",
  ],
  [
    "midnight as 24:00",
    withOnly({ rhythm: { meetAt: "24:00" } }),
    "rhythm.meetAt",
    "townfile.timeForm",
  ],
  [
    "more hours than the day has",
    withOnly({ rhythm: { dutyHours: 25 } }),
    "rhythm.dutyHours",
    "townfile.tooLarge",
  ],
  [
    "yes as a text",
    withOnly({ rhythm: { nightDuty: "yes" } }),
    "rhythm.nightDuty",
    "townfile.mustBeYesNo",
  ],
  [
    "a kind of unit mistyped",
    withOnly({ organization: [unit({ kind: "taskforce" })] }),
    "organization[0].kind",
    "townfile.notOfferedLike",
  ],
  [
    "a mistake three teams deep",
    withOnly({ organization: [unit({ teams: [unit({ teams: [unit({ menbers: 3 })] })] })] }),
    "organization[0].teams[0].teams[0].menbers",
    "townfile.unknownFieldLike",
  ],
  [
    "a unit counted nought times",
    withOnly({ organization: [unit({ count: 0 })] }),
    "organization[0].count",
    "townfile.tooSmall",
  ],
  [
    "units not in a list",
    withOnly({ organization: unit({}) }),
    "organization",
    "townfile.mustBeList",
  ],
  [
    "an empty chain",
    withOnly({ responsibility: { chain: [] } }),
    "responsibility.chain",
    "townfile.emptyList",
  ],
  [
    "a duty nobody knows",
    withOnly({ cadence: [duty({ duty: "dance" })] }),
    "cadence[0].duty",
    "townfile.notOffered",
  ],
  [
    "a broadcast of no length",
    withOnly({ cadence: [duty({ hoursPerDay: 0 })] }),
    "cadence[0].hoursPerDay",
    "townfile.mustBePositive",
  ],
  [
    "more than everything covered",
    withOnly({ cadence: [duty({ coverage: 1.2 })] }),
    "cadence[0].coverage",
    "townfile.tooLarge",
  ],
  [
    "a figure below nought",
    withOnly({ figures: [{ id: "org.units", value: -1 }] }),
    "figures[0].value",
    "townfile.tooSmall",
  ],
  [
    "a figure as a text",
    withOnly({ figures: [{ id: "org.units", value: "58" }] }),
    "figures[0].value",
    "townfile.mustBeNumber",
  ],
  [
    "a kit of nothing",
    withOnly({ kitPerUnit: [{ item: "mask", zh: "口罩", quantity: 0, unit: "只" }] }),
    "kitPerUnit[0].quantity",
    "townfile.mustBePositive",
  ],
];

describe("the published schema and the one in code", () => {
  test.each(sound)("both take %s", (_, value) => {
    expect(published.safeParse(value).success).toBe(true);
    expect(TownFile.safeParse(value).success).toBe(true);
  });
  test.each(broken)("both refuse %s", (_, value) => {
    expect(published.safeParse(value).success).toBe(false);
    expect(TownFile.safeParse(value).success).toBe(false);
  });
});

function problemsOf(value: unknown): FieldProblem[] {
  const reading = readTownFile(value);
  return reading.ok ? [] : reading.problems;
}

describe("what is wrong is said", () => {
  test.each(broken)("of %s, by field", (_, value, path, code) => {
    expect(problemsOf(value)).toEqual([expect.objectContaining({ path, code })]);
  });

  test("with a guess at what was meant", () => {
    const guess = (value: Json) => problemsOf(value)[0]?.params?.suggestion;
    expect(guess(withOnly({ cadance: [] }))).toBe("cadence");
    expect(guess(withOnly({ rhythm: { collectby: "16:00" } }))).toBe("collectBy");
    expect(guess(withOnly({ organization: [unit({ kind: "taskforce" })] }))).toBe("task-force");
    expect(problemsOf(withOnly({ villages: 3 }))[0]?.params).toEqual({ place: "areas" });
  });

  test("all of it at once", () => {
    const value = withOnly({ id: "X", era: "2003", rhythm: { meetAt: "6pm" } });
    expect(problemsOf(value).map((problem) => problem.path)).toEqual([
      "id",
      "era",
      "rhythm.meetAt",
    ]);
  });

  test("of what the form allows and no town can mean", () => {
    expect(problemsOf(withOnly({ areas: { named: ["甲村", "乙村", "甲村"] } }))).toEqual([
      { path: "areas.named[2]", code: "townfile.namedTwice" },
    ]);
    expect(problemsOf(withOnly({ areas: { named: [" "] } }))[0]?.code).toBe("townfile.empty");
    expect(problemsOf(withOnly({ areas: { villages: 100_000 } }))[0]?.code).toBe(
      "townfile.tooLarge",
    );
  });

  test("of a file that is not JSON, by line and character", () => {
    const reading = readTownFileText('{\n  "id": "a-town",\n  "name" "x"\n}');
    expect(reading).toEqual({
      ok: false,
      problems: [{ path: "", code: "townfile.notJson", params: { line: 3, column: 10 } }],
    });
    expect(readTownFileText("")).toMatchObject({ ok: false });
    expect(readTownFileText(`\ufeff${JSON.stringify(minimal)}`).ok).toBe(true);
  });

  test("a file cannot reach into objects it has no business with", () => {
    const value: unknown = JSON.parse(`{"__proto__": {"name": "x"}, "constructor": 1}`);
    expect(problemsOf(value).length).toBeGreaterThan(0);
    expect(Reflect.get({}, "name")).toBeUndefined();
  });
});

test("every problem has a text and a mend in both languages, with the same blanks", () => {
  const source = readFileSync(new URL("town-file-problems.ts", import.meta.url), "utf8");
  // A text that has a singular is written as a list of its forms.
  const catalogue = (locale: string): Record<string, unknown> =>
    JSON.parse(
      readFileSync(
        new URL(`../../../../messages/${locale}/townfile.json`, import.meta.url),
        "utf8",
      ),
    );
  const [zh, en] = [catalogue("zh-CN"), catalogue("en")];
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  const codes = new Set(broken.map(([, , , code]) => code));
  const quoted = [...source.matchAll(/"([a-z][A-Za-z]+)"/g)].map((match) => `townfile.${match[1]}`);
  for (const code of [...codes, "townfile.notJson", "townfile.namedTwice"]) {
    expect(quoted).toContain(code);
    expect(zh[code], code).toBeTruthy();
    expect(zh[`${code}.mend`], code).toBeTruthy();
  }
  const blanks = (text: unknown = "") => new Set(JSON.stringify(text).match(/\{\w+\}/g));
  for (const key of Object.keys(zh)) expect(blanks(zh[key]), key).toEqual(blanks(en[key]));
});
