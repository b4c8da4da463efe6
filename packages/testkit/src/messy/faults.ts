/** The faults of real registers: what is done to a row, and what an import should make of it. */
import { dayOfSerial } from "@lianfang/core/registry/import-days.ts";
import type { Chance } from "../people/random.ts";
import type { SyntheticHousehold, SyntheticPerson } from "../people/register.ts";
import { type MessyCell, text } from "./cells.ts";

export const keys = [
  "running",
  "householdNumber",
  "area",
  "group",
  "address",
  "name",
  "identityNumber",
  "sex",
  "birthday",
  "phone",
  "relation",
  "note",
] as const;
export type Key = (typeof keys)[number];
export type MessyRow = Record<Key, MessyCell>;

export interface Setting {
  chance: Chance;
  household: SyntheticHousehold;
  person: SyntheticPerson;
  /** Days are counted from 1904. */
  from1904: boolean;
  /** In a csv there are no numbers, formulas and formats. */
  isCsv: boolean;
  hasAreaColumn: boolean;
}

export interface Fault {
  name: string;
  /** Where it can be done at all. */
  fits?(setting: Setting): boolean;
  apply(row: MessyRow, setting: Setting): void;
  /** Absent where the row is taken all the same. */
  reason?: string;
  notes?: string[];
}

const relationOf: Record<SyntheticPerson["relation"], readonly [male: string, female: string]> = {
  head: ["户主", "户主"],
  spouse: ["夫", "妻"],
  child: ["长子", "长女"],
  "child-in-law": ["女婿", "儿媳"],
  grandchild: ["孙子", "孙女"],
  parent: ["父亲", "母亲"],
  sibling: ["弟弟", "姐姐"],
  other: ["其他", "其他"],
};

/** The row without a fault. */
export function cleanRow({ household, person }: Setting, running: number): MessyRow {
  const [he, she] = relationOf[person.relation];
  return {
    running: text(String(running)),
    householdNumber: text(household.number),
    area: text(household.village),
    group: text(household.group),
    address: text(household.address),
    name: text(person.name),
    identityNumber: text(person.identityNumber),
    sex: text(person.sex === "male" ? "男" : "女"),
    birthday: text(person.birthday),
    phone: text(person.phone ?? ""),
    relation: text(person.sex === "male" ? he : she),
    note: text(""),
  };
}

const wide = (given: string) =>
  given.replace(/[0-9A-Za-z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

const parts = ({ birthday }: SyntheticPerson) => birthday.split("-").map(Number);

/** The serial number of a day, found by asking which day a serial number is. */
function serialOf(day: string, from1904: boolean): number {
  const days = Math.round((Date.parse(day) - Date.parse("1899-12-31")) / 86_400_000);
  const guess = from1904 ? days - 1461 : days;
  return [guess - 1, guess, guess + 1].find((serial) => dayOfSerial(serial, from1904) === day) ?? 0;
}

const hasSerial = ({ person, from1904 }: Setting) => serialOf(person.birthday, from1904) > 10_000;
const isOfTheCentury = ({ person }: Setting) => person.birthday.startsWith("19");
const hasPhone = ({ person }: Setting) => person.phone !== undefined;
const inXlsx = ({ isCsv }: Setting) => !isCsv;

/** Eighteen digits as a program keeps them that took them for a number. */
const damaged = (number: string) => `${number.slice(0, 15).replace(/X/g, "0")}000`;

const chineseDigits = "〇一二三四五六七八九";
const inChinese = (given: number) =>
  String(given).replace(/\d/g, (digit) => chineseDigits.charAt(Number(digit)));
const chineseNumber = (given: number) => {
  const [tens, ones] = [Math.floor(given / 10), given % 10];
  const before = tens > 1 ? inChinese(tens) : "";
  return tens === 0 ? inChinese(ones) : `${before}十${ones === 0 ? "" : inChinese(ones)}`;
};

/** Forms of the same: the row is taken. */
export const variants: readonly Fault[] = [
  {
    name: "birthday 1980.3.5",
    apply: (row, { person }) => {
      row.birthday = text(parts(person).join("."));
    },
  },
  {
    name: "birthday 1980/3/5",
    apply: (row, { person }) => {
      row.birthday = text(parts(person).join("/"));
    },
  },
  {
    name: "birthday 19800305",
    apply: (row, { person }) => {
      row.birthday = text(person.birthday.replaceAll("-", ""));
    },
  },
  {
    name: "birthday 1980年3月5日",
    apply: (row, { person }) => {
      const [year, month, day] = parts(person);
      row.birthday = text(`${year}年${month}月${day}日`);
    },
  },
  {
    name: "birthday in Chinese numerals",
    apply: (row, { person }) => {
      const [year = 0, month = 0, day = 0] = parts(person);
      row.birthday = text(`${inChinese(year)}年${chineseNumber(month)}月${chineseNumber(day)}日`);
    },
  },
  {
    name: "birthday with two digits of its year, settled by the number",
    apply: (row, { person }) => {
      row.birthday = text(person.birthday.slice(2).replaceAll("-", "."));
    },
  },
  {
    name: "birthday with its year last, settled by the number",
    apply: (row, { person }) => {
      const [year, month, day] = parts(person);
      row.birthday = text(`${day}/${month}/${year}`);
    },
  },
  {
    name: "birthday of year and month, completed by the number",
    apply: (row, { person }) => {
      row.birthday = text(person.birthday.slice(0, 7).replace("-", "年").concat("月"));
    },
  },
  {
    name: "birthday as a date cell",
    fits: (setting) => inXlsx(setting) && hasSerial(setting),
    apply: (row, { person, from1904 }) => {
      const stored = String(serialOf(person.birthday, from1904));
      row.birthday = { is: "number", stored, asDate: true };
    },
  },
  {
    name: "birthday as a serial number without its format",
    fits: (setting) => !setting.isCsv && hasSerial(setting),
    apply: (row, { person, from1904 }) => {
      row.birthday = { is: "number", stored: String(serialOf(person.birthday, from1904)) };
    },
  },
  {
    name: "full-width digits",
    apply: (row, { person }) => {
      row.identityNumber = text(wide(person.identityNumber));
      row.phone = text(wide(person.phone ?? ""));
    },
  },
  {
    name: "small x and spaces in the identity number",
    apply: (row, { person: { identityNumber } }) => {
      const spaced = `${identityNumber.slice(0, 6)} ${identityNumber.slice(6, 14)} ${identityNumber.slice(14)}`;
      row.identityNumber = text(spaced.replace("X", "x"));
    },
  },
  {
    name: "identity number of fifteen digits",
    fits: isOfTheCentury,
    apply: (row, { person: { identityNumber } }) => {
      row.identityNumber = text(identityNumber.slice(0, 6) + identityNumber.slice(8, 17));
    },
    notes: ["registry.import.oldNumberUpgraded"],
  },
  {
    name: "telephone with +86, spaces and hyphens",
    fits: hasPhone,
    apply: (row, { person: { phone = "" } }) => {
      row.phone = text(`+86 ${phone.slice(0, 3)}-${phone.slice(3, 7)} ${phone.slice(7)}`);
    },
  },
  {
    name: "telephone as a number",
    fits: (setting) => inXlsx(setting) && hasPhone(setting),
    apply: (row, { person: { phone = "" } }) => {
      row.phone = { is: "number", stored: phone };
    },
  },
  {
    name: "area under another of its names",
    fits: ({ hasAreaColumn, household }) => hasAreaColumn && household.village.endsWith("村"),
    apply: (row, { household, chance }) => {
      const short = household.village.slice(0, -1);
      row.area = text(chance.pick([`${household.village}委会`, ` ${household.village} `, short]));
    },
  },
  {
    name: "spaces in the name",
    apply: (row, { person }) => {
      row.name = text(`　${person.name} `);
    },
  },
  {
    name: "formula with its result",
    fits: inXlsx,
    apply: (row, { person }) => {
      row.name = { is: "formula", formula: `TRIM("${person.name}")`, result: person.name };
    },
  },
  {
    name: "no birthday and sex, told by the number",
    apply: (row) => {
      row.birthday = text("—");
      row.sex = text("");
    },
  },
];

/** Faults for which the row is refused. */
export const faults: readonly Fault[] = [
  {
    name: "identity number kept as a number, digits lost",
    fits: inXlsx,
    apply: (row, { person }) => {
      row.identityNumber = { is: "number", stored: damaged(person.identityNumber) };
    },
    reason: "registry.identity.damagedBySpreadsheet",
  },
  {
    name: "identity number in scientific notation",
    apply: (row, { person: { identityNumber } }) => {
      row.identityNumber = text(`${identityNumber.slice(0, 1)}.${identityNumber.slice(1, 6)}E+17`);
    },
    reason: "registry.identity.damagedBySpreadsheet",
  },
  {
    name: "identity number with two digits that changed places",
    fits: ({ person: { identityNumber } }) => identityNumber[14] !== identityNumber[15],
    apply: (row, { person: { identityNumber: n } }) => {
      row.identityNumber = text(n.slice(0, 14) + n.charAt(15) + n.charAt(14) + n.slice(16));
    },
    reason: "registry.identity.checksum",
  },
  {
    name: "birthday of somebody else",
    fits: ({ person }) => !person.birthday.endsWith("02-29"),
    apply: (row, { person }) => {
      const [year = 0, ...rest] = parts(person);
      row.birthday = text([year - 1, ...rest].join("-"));
    },
    reason: "registry.identity.birthdayDisagrees",
  },
  {
    name: "sex of somebody else",
    apply: (row, { person }) => {
      row.sex = text(person.sex === "male" ? "女" : "男");
    },
    reason: "registry.identity.sexDisagrees",
  },
  {
    name: "sex that can't be read",
    apply: (row) => {
      row.sex = text("待核实");
    },
    reason: "registry.import.sexUnreadable",
  },
  {
    name: "birthday that can't be read",
    apply: (row) => {
      row.birthday = text("属马");
    },
    reason: "registry.import.birthdayUnreadable",
  },
  {
    name: "birthday of two readings, and no number",
    apply: (row) => {
      row.identityNumber = text("");
      row.birthday = text("12.3.5");
    },
    reason: "import.birthdayAmbiguous",
  },
  {
    name: "no name",
    apply: (row) => {
      row.name = text("");
    },
    reason: "registry.import.nameMissing",
  },
  {
    name: "name that is far too long",
    apply: (row, { person }) => {
      row.name = text(person.name.repeat(30));
    },
    reason: "registry.import.tooLong",
  },
  {
    name: "area nobody knows",
    fits: ({ hasAreaColumn }) => hasAreaColumn,
    apply: (row) => {
      row.area = text("迁出外地甲乙丙");
    },
    reason: "registry.import.areaUnknown",
  },
  {
    name: "area with a wrong character",
    fits: ({ hasAreaColumn, household: { village } }) =>
      hasAreaColumn && village.length > 2 && !/\d/.test(village),
    apply: (row, { household }) => {
      row.area = text(`某${household.village.slice(1)}`);
    },
    reason: "registry.import.areaUnknownNear",
  },
  {
    name: "two telephone numbers in one cell",
    fits: hasPhone,
    apply: (row, { person }) => {
      row.phone = text(`${person.phone}/${person.phone}`);
    },
    reason: "registry.phone.severalNumbers",
  },
  {
    name: "telephone number that is cut off",
    fits: hasPhone,
    apply: (row, { person }) => {
      row.phone = text((person.phone ?? "").slice(0, 9));
    },
    reason: "registry.phone.length",
  },
  {
    name: "formula nobody has calculated",
    fits: inXlsx,
    apply: (row) => {
      row.phone = { is: "formula", formula: "VLOOKUP(A1,B:C,2,FALSE)" };
    },
    reason: "registry.import.uncalculated",
  },
  {
    name: "formula with an error",
    apply: (row, { isCsv }) => {
      row.address = isCsv ? text("#N/A") : { is: "error", error: "#N/A" };
    },
    reason: "import.formulaError",
  },
];
