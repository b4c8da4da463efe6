import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import { type ImportColumn, importColumns } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type {
  SyntheticHousehold,
  SyntheticPerson,
  SyntheticRegister,
} from "@lianfang/testkit/people/register.ts";
import type { Locale } from "../kernel/context.ts";
import { allTowns } from "../kernel/session/town.ts";
import type { Table } from "../kernel/spreadsheet/write.ts";
import { columnName, type ListValue, valueText } from "../registry/import-texts.ts";
import { action, type Call, UsageProblem } from "./skeleton/command.ts";
import { givenPath } from "./skeleton/given-path.ts";

const columns = importColumns.filter((column) => column !== "note");

const widths: Partial<Record<ImportColumn, number>> = {
  address: 28,
  identityNumber: 22,
  occupation: 16,
  vulnerability: 20,
  registeredPlace: 22,
  livingPlace: 22,
  commutePlace: 22,
  proxyPhone: 16,
};

function row(household: SyntheticHousehold, person: SyntheticPerson, locale: Locale): string[] {
  const values: Record<Exclude<ImportColumn, "note">, string> = {
    householdNumber: household.number,
    area: household.village,
    group: household.group,
    address: household.address,
    name: person.name,
    identityNumber: person.identityNumber,
    sex: valueText(person.sex, locale),
    birthday: person.birthday,
    phone: person.phone ?? "",
    relation: valueText(person.relation, locale),
    residence: valueText(person.residence, locale),
    occupation: person.occupation,
    vulnerability: person.vulnerabilities.map((kind) => valueText(kind, locale)).join("; "),
    ...circumstances(person, locale),
  };
  return columns.map((column) => values[column]);
}

function circumstances({ circumstances: lives }: SyntheticPerson, locale: Locale) {
  const said = (value: ListValue | undefined) => (value ? valueText(value, locale) : "");
  return {
    registeredPlace: lives.registeredPlace ?? "",
    livingPlace: lives.livingPlace ?? "",
    tenancy: said(lives.tenancy),
    listedTrade: said(lives.listedTrade),
    commute: said(lives.commute),
    commutePlace: lives.commutePlace ?? "",
    proxyName: lives.proxy?.name ?? "",
    proxyPhone: lives.proxy?.phone ?? "",
    proxyRelation: said(lives.proxy?.relation),
  };
}

/** A synthetic register as a table that `import` reads: one row a person, headers in the language. */
export function registerTable({ households }: SyntheticRegister, locale: Locale): Table {
  return {
    sheetName: m["registry.cli.sample.sheet"]({}, { locale }),
    columns: columns.map((column) => ({
      header: columnName(column, locale),
      ...(widths[column] && { width: widths[column] }),
    })),
    rows: households.flatMap((household) =>
      household.members.map((person) => row(household, person, locale)),
    ),
  };
}

function wholeNumber(name: string, given: string, atMost: number): number {
  const number = Number(given);
  if (Number.isInteger(number) && number >= 1 && number <= atMost) return number;
  throw new UsageProblem((locale) =>
    m["registry.cli.number"]({ name: `--${name}`, given, atMost }, { locale }),
  );
}

function dayOf(given: string): Day {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given));
  if (isDay) return given;
  throw new UsageProblem((locale) => m["registry.cli.day"]({ name: "--as-of", given }, { locale }));
}

const options = {
  households: {
    type: "string",
    value: "NUMBER",
    meaning: (locale: Locale) => m["registry.cli.sample.households"]({}, { locale }),
  },
  seed: {
    type: "string",
    value: "SEED",
    meaning: (locale: Locale) => m["registry.cli.sample.seed"]({}, { locale }),
  },
  villages: {
    type: "string",
    value: "NUMBER",
    meaning: (locale: Locale) => m["registry.cli.sample.villages"]({}, { locale }),
  },
  "as-of": {
    type: "string",
    value: "DAY",
    meaning: (locale: Locale) => m["registry.cli.sample.as_of"]({}, { locale }),
  },
  messy: {
    type: "boolean",
    meaning: (locale: Locale) => m["import.cli.messy"]({}, { locale }),
  },
  output: {
    type: "string",
    short: "o",
    value: "FILE",
    required: true,
    meaning: (locale: Locale) => m["registry.cli.sample.output"]({}, { locale }),
  },
} as const;

export const command = action({
  name: "sample",
  summary: (locale) => m["registry.cli.sample.summary"]({}, { locale }),
  details: (locale) => m["registry.cli.sample.details"]({}, { locale }),
  options,
  async run({ values, locale, say, operate }) {
    const households = wholeNumber("households", values.households ?? "1000", 30_000);
    const seed = values.seed ?? "1";
    const place = values.villages
      ? {
          town: "",
          villages: numberedVillages(wholeNumber("villages", values.villages, 200)),
          today: townDay(new Date().toISOString(), usualTimeZone),
        }
      : await ownPlace(operate);
    const asOf = values["as-of"] === undefined ? place.today : dayOf(values["as-of"]);
    if (values.messy) {
      return say(await writeMess({ ...place, households, seed, asOf }, values.output, locale));
    }
    const { generateRegister } = await import("@lianfang/testkit/people/register.ts");
    const register = generateRegister({ households, seed, villages: place.villages, asOf });
    const table = registerTable(register, locale);
    const { writeCsv, writeSheet } = await import("../kernel/spreadsheet/write.ts");
    const write = values.output.toLowerCase().endsWith(".csv") ? writeCsv : writeSheet;
    await writeFile(givenPath(values.output), await write(table));
    const people = register.households.reduce((sum, { members }) => sum + members.length, 0);
    const told = { households, people, file: values.output };
    say(m["registry.cli.sample.done"](told, { locale }));
  },
});

interface Wish {
  households: number;
  seed: string;
  villages: readonly string[];
  town: string;
  asOf: Day;
}

/** A spreadsheet with the faults of real ones, and beside it what it holds. @returns what is said of it */
async function writeMess(wish: Wish, output: string, locale: Locale): Promise<string> {
  const { messyFiles } = await import("@lianfang/testkit/messy/files.ts");
  const { bytes, manifest } = await messyFiles(wish, path.basename(output));
  const beside = `${output}.manifest.json`;
  await writeFile(givenPath(output), bytes);
  await writeFile(givenPath(beside), `${JSON.stringify(manifest, null, 2)}\n`);
  const { read: rows, rejected } = manifest.counts;
  const told = { file: output, rows, rejected, manifest: beside };
  return m["import.cli.messy.done"](told, { locale });
}

/** Named as founding names villages that have no name yet. */
function numberedVillages(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `第${at + 1}村`);
}

const usualVillages = 10;
const usualTimeZone = "Asia/Shanghai";

interface Place {
  town: string;
  villages: string[];
  /** By the town's clock, which in a demo is not today's. */
  today: Day;
}

/** The villages of the first town on this machine; numbered ones while there is none. */
async function ownPlace(operate: Call<unknown>["operate"]): Promise<Place> {
  const { application, asSystem } = await operate();
  const { db, clock } = application.kernel;
  const [town] = await allTowns(db);
  const today = townDay(clock.now(), town?.timeZone ?? usualTimeZone);
  if (!town) return { town: "", villages: numberedVillages(usualVillages), today };
  const { areas } = await asSystem(town.townId, "sample register").organization.areas({});
  const villages = areas.filter(({ kind }) => kind === "village" || kind === "community");
  return { town: town.name, villages: villages.map(({ name }) => name), today };
}
