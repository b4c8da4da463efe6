import { describe, expect, test } from "vitest";
import { indexAreaNames } from "../organization/area-names.ts";
import { noCircumstances } from "./circumstances.ts";
import { planImport } from "./import-plan.ts";
import { type RegisteredHousehold, type RegisteredPerson, registerOf } from "./import-register.ts";
import type { PersonDraft } from "./import-row.ts";

const areas = indexAreaNames(
  [
    { areaId: "town", kind: "town", name: "青石镇", nameEn: "" },
    { areaId: "a", parentId: "town", kind: "village", name: "柳林村", nameEn: "" },
    { areaId: "a1", parentId: "a", kind: "grid", name: "第1网格", nameEn: "" },
    { areaId: "b", parentId: "town", kind: "village", name: "石桥村", nameEn: "" },
  ],
  [],
);

const home: RegisteredHousehold = {
  householdId: "h1",
  revision: 1,
  number: "1",
  areaId: "a1",
  group: "1组",
  address: "1号",
};

function person(fields: Partial<RegisteredPerson>): RegisteredPerson {
  return {
    residentId: "r1",
    revision: 1,
    householdId: "h1",
    householdNumber: "1",
    name: "张三",
    sex: "male",
    relation: "other",
    residence: "registered-here",
    vulnerabilities: [],
    circumstances: noCircumstances,
    ...fields,
  };
}

type Draft = Partial<PersonDraft>;

function plan(drafts: readonly (Draft | undefined)[], people: readonly RegisteredPerson[] = []) {
  const rows = drafts.map((draft, position) => ({
    position,
    where: String(position + 2),
    checked: draft
      ? { draft: { name: "张三", householdNumber: "1", ...draft }, reasons: [] }
      : { reasons: [{ code: "registry.import.nameMissing" }] },
  }));
  return planImport(rows, registerOf([home], people), areas);
}

const fates = (...given: Parameters<typeof plan>) => plan(...given).rows.map(({ fate }) => fate);
const reasons = (...given: Parameters<typeof plan>) =>
  plan(...given).rows.map((row) => row.reasons.map(({ code }) => code.split(".").at(-1)).join());

describe("a person", () => {
  test("is known by the identity number, in whatever household", () => {
    const known = person({ identityNumber: "n1", householdNumber: "9", householdId: "h9" });
    const { rows } = plan([{ identityNumber: "n1", name: "张山" }], [known]);
    expect(rows).toMatchObject([
      {
        fate: "changed",
        person: known,
        changes: [
          { column: "householdNumber", from: "9", to: "1" },
          { column: "name", from: "张三", to: "张山" },
        ],
      },
    ]);
  });

  test("is known by the name in the household, and the same when nothing else is said", () => {
    expect(fates([{}], [person({ birthday: "1980-01-01", phone: "17900000017" })])).toEqual([
      "same",
    ]);
  });

  test("changes field by field; numbers are masked, and what is not said stays", () => {
    const known = person({ phone: "17900000017", vulnerabilities: ["orphan"], note: "旧" });
    const { rows } = plan([{ phone: "17900000018", vulnerabilities: ["disabled"] }], [known]);
    expect(rows[0]?.changes).toEqual([
      { column: "phone", from: "179****0017", to: "179****0018" },
      { column: "vulnerability", from: "orphan", to: "disabled" },
    ]);
  });

  test("is new with a name nobody in the household has", () => {
    expect(fates([{ name: "李四", sex: "male" }], [person({})])).toEqual(["new"]);
  });

  test("is refused when new and of no known sex", () => {
    expect(reasons([{ name: "李四" }])).toEqual(["sexMissing"]);
  });

  test("is refused when the register has somebody of that name who is otherwise", () => {
    const known = person({ identityNumber: "n1", birthday: "1980-01-01" });
    expect(reasons([{ identityNumber: "n2", sex: "male" }], [known])).toEqual([
      "contradictsRegister",
    ]);
    expect(reasons([{ birthday: "1980-01-02", sex: "male" }], [known])).toEqual([
      "contradictsRegister",
    ]);
  });

  test("is refused when it may be one of several, unless a birthday tells", () => {
    const two = [
      person({ residentId: "r1", birthday: "1980-01-01" }),
      person({ residentId: "r2", birthday: "2010-01-01" }),
    ];
    expect(reasons([{}], two)).toEqual(["severalPeople"]);
    expect(plan([{ birthday: "2010-01-01" }], two).rows[0]?.person?.residentId).toBe("r2");
  });

  test("stays in the household known when the row names none", () => {
    const known = person({ identityNumber: "n1" });
    expect(fates([{ householdNumber: undefined, identityNumber: "n1" }], [known])).toEqual([
      "same",
    ]);
    expect(reasons([{ householdNumber: undefined, sex: "male" }])).toEqual([
      "householdNumberMissing",
    ]);
  });
});

describe("the same person twice in the file", () => {
  test("is taken once, by the number", () => {
    const twice = { identityNumber: "n1", sex: "male" } as const;
    expect(reasons([twice, { ...twice, householdNumber: "2", areaId: "b" }])).toEqual([
      "",
      "repeatedNumber",
    ]);
  });

  test("is taken once, by the name in the household", () => {
    const { rows } = plan([{ sex: "male" }, { sex: "male", phone: "17900000017" }]);
    expect(rows.map(({ fate }) => fate)).toEqual(["new", "rejected"]);
    expect(rows[1]?.reasons[0]).toMatchObject({
      code: "registry.import.repeatedPerson",
      params: { where: "2", name: "张三" },
    });
  });

  test("never claims one resident for two rows", () => {
    const known = person({});
    const rows = [
      { birthday: "1980-01-01", sex: "male" },
      { birthday: "1990-01-01", sex: "male" },
    ] as const;
    expect(reasons(rows, [known])).toEqual(["", "contradictsRegister"]);
  });
});

describe("a household", () => {
  const newHome = { householdNumber: "2", sex: "male" } as const;

  test("that is new is where its rows say, and refused when none says", () => {
    const { households } = plan([
      { ...newHome, name: "子" },
      { ...newHome, name: "父", relation: "head", areaId: "b", group: "2组", address: "2号" },
    ]);
    expect(households.get("2")).toMatchObject({ areaId: "b", group: "2组", carrier: 1 });
    expect(reasons([newHome])).toEqual(["areaMissing"]);
  });

  test("changes by its head's row, and the others are told", () => {
    const { rows, households } = plan([
      { name: "子", sex: "male", address: "老屋" },
      { name: "父", sex: "male", relation: "head", address: "新屋" },
    ]);
    expect(households.get("1")).toMatchObject({ address: "新屋", held: { revision: 1 } });
    expect(rows[0]?.reasons).toMatchObject([
      { code: "registry.import.asHousehold", params: { text: "新屋" } },
    ]);
  });

  test("that only moved is a change of the row that stands for it", () => {
    const { rows } = plan([{ areaId: "b" }], [person({})]);
    expect(rows).toMatchObject([
      { fate: "changed", changes: [{ column: "area", from: "第1网格", to: "石桥村" }] },
    ]);
  });

  test("is not taken out of its grid by a file that names the village", () => {
    expect(fates([{ areaId: "a" }], [person({})])).toEqual(["same"]);
  });

  test("is in one area; a village and its grid agree", () => {
    const rows = ["甲", "乙", "丙"].map((name) => ({ ...newHome, name }));
    const [first, second, third] = rows;
    const stated = [
      { ...first, areaId: "a" },
      { ...second, areaId: "a1" },
      { ...third, areaId: "b" },
    ];
    expect(reasons(stated)).toEqual(["", "", "twoAreas"]);
    expect(plan(stated).households.get("2")?.areaId).toBe("a1");
  });

  test("has one head", () => {
    const head = { ...newHome, areaId: "b", relation: "head" } as const;
    expect(reasons([head, { ...head, name: "李四" }])).toEqual(["", "secondHead"]);
  });

  test("none of whose rows is taken is not made", () => {
    expect(plan([{ householdNumber: "2", areaId: "b" }]).households.size).toBe(0);
  });
});

test("rows refused by themselves keep their reasons and are counted", () => {
  const { rows, counts } = plan([undefined, { name: "李四", sex: "female" }], [person({})]);
  expect(rows[0]).toMatchObject({
    fate: "rejected",
    reasons: [{ code: "registry.import.nameMissing" }],
  });
  expect(counts).toEqual({ read: 2, new: 1, changed: 0, same: 0, rejected: 1 });
});

test("a number that may be right is refused beside others that have lost their digits", () => {
  const suspect = {
    draft: { name: "张三", householdNumber: "1", sex: "male" as const },
    reasons: [{ column: "identityNumber" as const, code: "registry.import.numberMayBeDamaged" }],
  };
  const damaged = { reasons: [{ code: "registry.identity.damagedBySpreadsheet" }] };
  const fatesOf = (checked: readonly (typeof suspect | typeof damaged)[]) =>
    planImport(
      checked.map((each, position) => ({ position, where: String(position), checked: each })),
      registerOf([home], []),
      areas,
    ).rows.map(({ fate }) => fate);
  expect(fatesOf([suspect])).toEqual(["new"]);
  expect(fatesOf([suspect, damaged])).toEqual(["rejected", "rejected"]);
});
