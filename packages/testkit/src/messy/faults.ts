/** The faults of real registers: what is done to a row that an import should refuse, and for what reason. */
import { text } from "./cells.ts";
import { type Fault, hasPhone, inXlsx, parts } from "./fault.ts";

/** Eighteen digits as a program keeps them that took them for a number. */
const damaged = (number: string) => `${number.slice(0, 15).replace(/X/g, "0")}000`;

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
