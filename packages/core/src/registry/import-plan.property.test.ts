/** Whatever mess a file is, every row of it is accounted for, and confirming twice changes nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { indexAreaNames } from "../organization/area-names.ts";
import { indexDivisions } from "../policy/divisions.ts";
import { checkCharacter } from "./identity-number.ts";
import { circumstancesByRow } from "./import-circumstances.ts";
import { importColumns } from "./import-contract.ts";
import { type ImportPlan, planImport } from "./import-plan.ts";
import {
  type Register,
  type RegisteredHousehold,
  type RegisteredPerson,
  registerOf,
} from "./import-register.ts";
import { checkRow } from "./import-row.ts";
import type { ImportCell, ImportCells } from "./import-row-reader.ts";

const areas = indexAreaNames(
  [
    { areaId: "town", kind: "town", name: "青石镇", nameEn: "" },
    { areaId: "a", parentId: "town", kind: "village", name: "柳林村", nameEn: "" },
    { areaId: "a1", parentId: "a", kind: "grid", name: "第1网格", nameEn: "" },
    { areaId: "b", parentId: "town", kind: "village", name: "石桥村", nameEn: "" },
  ],
  [],
);

const divisions = indexDivisions([
  { code: "440000", name: "广东省" },
  { code: "440300", name: "深圳市" },
  { code: "510000", name: "四川省" },
  { code: "511300", name: "南充市" },
  { code: "511302", name: "顺庆区" },
  { code: "511303", name: "高坪区" },
]);

const number = (sequence: number) => {
  const first17 = `77010119800501${String(sequence).padStart(3, "0")}`;
  return first17 + checkCharacter(first17);
};

/** Few different values, so that rows meet; and now and then anything at all. */
const words: Record<(typeof importColumns)[number], string[]> = {
  householdNumber: ["1", "2", "３", ""],
  area: ["柳林村", "柳林", "石桥村", "第1网格", "柳村", ""],
  group: ["1组", "2组", ""],
  address: ["1号", "2号", ""],
  name: ["张三", "李四", "王五", ""],
  identityNumber: [number(11), number(12), number(13), "770101", ""],
  sex: ["男", "女", "?", ""],
  birthday: ["1980-05-01", "1980/5/2", "昨天", ""],
  phone: ["17900000017", "17900000018", "12", ""],
  relation: ["户主", "妻", "子", ""],
  residence: ["户籍", "外出", "火星", ""],
  occupation: ["农民", ""],
  vulnerability: ["低保、残疾", "军属", ""],
  registeredPlace: ["四川省南充市高坪区江陵镇", "四川", "邻县", ""],
  livingPlace: ["广东省深圳市", "本村", ""],
  tenancy: ["是", "未返回", "？？", ""],
  listedTrade: ["出租车", "农业", ""],
  commute: ["每天", "不定期", "难说", ""],
  commutePlace: ["南充市顺庆区", "电子厂", ""],
  proxyName: ["张婶", "李叔", ""],
  proxyPhone: ["17900000019", "12", ""],
  proxyRelation: ["邻居", "同事", ""],
  note: ["备注", ""],
};

const cell = (column: keyof typeof words): fc.Arbitrary<ImportCell> => {
  const usual = fc.constantFrom(...words[column]).map((text) => ({ text }));
  const anything = fc.string({ unit: "grapheme", maxLength: 250 }).map((text) => ({ text }));
  const damaged = usual.map(({ text }) => ({ text, damaged: true as const }));
  const uncalculated = fc.constant({ text: "", uncalculated: true as const });
  return fc.oneof(
    { weight: 40, arbitrary: usual },
    { weight: 2, arbitrary: anything },
    { weight: 1, arbitrary: damaged },
    { weight: 1, arbitrary: uncalculated },
  );
};

const row: fc.Arbitrary<ImportCells> = fc.record(
  Object.fromEntries(importColumns.map((column) => [column, cell(column)])),
  { requiredKeys: [] },
);

const file = fc.array(row, { maxLength: 30 });

function planned(rows: readonly ImportCells[], register: Register): ImportPlan {
  const checked = rows.map((cells, position) => ({
    position,
    where: String(position + 2),
    checked: checkRow(cells, { areas, divisions, today: "2020-02-05" }),
  }));
  return planImport(checked, register, areas);
}

/** The register after a plan, as the server writes it. */
function written(plan: ImportPlan, register: Register): Register {
  const households = new Map(register.householdByNumber);
  for (const { number: key, held, areaId, group, address } of plan.households.values()) {
    const household: RegisteredHousehold = {
      householdId: held?.householdId ?? `h${key}`,
      revision: (held?.revision ?? 0) + 1,
      number: key,
      areaId,
      group,
      address,
    };
    households.set(key, household);
  }
  const people = new Map([...register.members.values()].flat().map((one) => [one.residentId, one]));
  for (const { fate, position, draft, person, householdNumber } of plan.rows) {
    if (!draft || fate === "rejected") continue;
    const household = households.get(householdNumber ?? "");
    const sex = draft.sex ?? person?.sex;
    if (!household || !sex) throw new Error("a row without its household or sex");
    const one: RegisteredPerson = {
      residentId: person?.residentId ?? `r${position}`,
      revision: (person?.revision ?? 0) + 1,
      householdId: household.householdId,
      householdNumber: household.number,
      name: draft.name,
      identityNumber: draft.identityNumber ?? person?.identityNumber,
      sex,
      birthday: draft.birthday ?? person?.birthday,
      phone: draft.phone ?? person?.phone,
      relation: draft.relation ?? person?.relation ?? "other",
      residence: draft.residence ?? person?.residence ?? "registered-here",
      occupation: draft.occupation ?? person?.occupation,
      vulnerabilities: draft.vulnerabilities ?? person?.vulnerabilities ?? [],
      note: draft.note ?? person?.note,
      circumstances: circumstancesByRow(person, draft.circumstances ?? {}),
    };
    people.set(one.residentId, one);
  }
  return registerOf([...households.values()], [...people.values()]);
}

const nothing = registerOf([], []);

function demandSound(plan: ImportPlan, rows: readonly ImportCells[]) {
  const { counts } = plan;
  expect(counts.read).toBe(rows.length);
  expect(counts.new + counts.changed + counts.same + counts.rejected).toBe(rows.length);
  expect(plan.rows.map(({ position }) => position)).toEqual([...rows.keys()]);
  for (const { fate, reasons, changes, draft, person } of plan.rows) {
    expect(fate === "rejected").toBe(draft === undefined);
    if (fate === "rejected") expect(reasons.length).toBeGreaterThan(0);
    expect(fate === "changed").toBe(person !== undefined && changes.length > 0);
  }
  const claimed = plan.rows.flatMap(({ person }) => person?.residentId ?? []);
  expect(new Set(claimed).size).toBe(claimed.length);
}

test("every row of any file has one fate, and every refusal a reason", () => {
  fc.assert(
    fc.property(file, file, (before, rows) => {
      const register = written(planned(before, nothing), nothing);
      demandSound(planned(rows, register), rows);
    }),
    { numRuns: 300 },
  );
});

test("nobody is on the register twice by one number, and every household has one head of a file", () => {
  fc.assert(
    fc.property(file, (rows) => {
      const plan = planned(rows, nothing);
      const taken = plan.rows.flatMap(({ draft }) => draft ?? []);
      const numbers = taken.flatMap(({ identityNumber }) => identityNumber ?? []);
      expect(new Set(numbers).size).toBe(numbers.length);
      const heads = plan.rows.flatMap(({ draft, householdNumber }) =>
        draft?.relation === "head" ? [householdNumber] : [],
      );
      expect(new Set(heads).size).toBe(heads.length);
    }),
    { numRuns: 300 },
  );
});

test("the same file again changes nothing and makes nobody new", () => {
  fc.assert(
    fc.property(file, (rows) => {
      const first = planned(rows, nothing);
      const again = planned(rows, written(first, nothing));
      demandSound(again, rows);
      for (const [at, { fate }] of again.rows.entries()) {
        if (first.rows[at]?.fate === "new") expect(fate).toBe("same");
      }
    }),
    { numRuns: 300 },
  );
});
