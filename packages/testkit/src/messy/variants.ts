/** Forms of the same in real registers: what is done to a row that an import should take all the same. */
import { dayOfSerial } from "@lianfang/core/registry/import-days.ts";
import { text } from "./cells.ts";
import { type Fault, hasPhone, inXlsx, parts } from "./fault.ts";
import type { Setting } from "./row.ts";

const wide = (given: string) =>
  given.replace(/[0-9A-Za-z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** The serial number of a day, found by asking which day a serial number is. */
function serialOf(day: string, from1904: boolean): number {
  const days = Math.round((Date.parse(day) - Date.parse("1899-12-31")) / 86_400_000);
  const guess = from1904 ? days - 1461 : days;
  return [guess - 1, guess, guess + 1].find((serial) => dayOfSerial(serial, from1904) === day) ?? 0;
}

const hasSerial = ({ person, from1904 }: Setting) => serialOf(person.birthday, from1904) > 10_000;
const isOfTheCentury = ({ person }: Setting) => person.birthday.startsWith("19");

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
