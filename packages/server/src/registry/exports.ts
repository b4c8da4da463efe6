/** Taking the lists of the register out. */
import type { ColumnKind, ColumnOf, ListField } from "@lianfang/core/kernel/list.ts";
import { type Instant, townDay } from "@lianfang/core/kernel/time.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { householdList } from "@lianfang/core/registry/household-list.ts";
import { premisesList } from "@lianfang/core/registry/premises-list.ts";
import { residentList } from "@lianfang/core/registry/resident-list.ts";
import { m } from "@lianfang/messages/messages.js";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { type AllRows, each } from "../kernel/lists/all-rows.ts";
import { demandMayExport, type ExportAsked, exportList } from "../kernel/lists/export.ts";
import { settingsText } from "../kernel/lists/speech.ts";
import type { SheetColumn, SheetValue } from "../kernel/spreadsheet/write.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { type ExportedHousehold, householdLists } from "./household-list-store.ts";
import { type ListWords, optionText, peopleFields, registerWords } from "./list-texts.ts";
import { type ExportedPremises, premisesLists } from "./premises-list-store.ts";
import { premisesFields, premisesOptionText } from "./premises-texts.ts";
import { type ExportedResident, residentLists } from "./resident-list-store.ts";
import { openIdentity, openPhone, vaultOf } from "./sealed.ts";
import type { Picked } from "./store.ts";

type Routes = Handlers<typeof registryContract>;

export const exportResidents: Routes["exportResidents"] = (input, context) =>
  takeOut(context, input, residentList, {
    title: m["registry.residents"]({}, { locale: context.locale }),
    words: { fields: peopleFields, option: optionText },
    cells: (vault) => residentCells(context, vault, input.isWhole),
    withAll: (which, work) => residentLists(context).withAll(which, work),
  });

export const exportHouseholds: Routes["exportHouseholds"] = (input, context) =>
  takeOut(context, input, householdList, {
    title: m["registry.households"]({}, { locale: context.locale }),
    words: { fields: peopleFields, option: optionText },
    cells: (vault) => householdCells(context, vault, input.isWhole),
    withAll: (which, work) => householdLists(context).withAll(which, work),
  });

export const exportPremises: Routes["exportPremises"] = (input, context) =>
  takeOut(context, input, premisesList, {
    title: m["premises.title"]({}, { locale: context.locale }),
    words: { fields: premisesFields, option: premisesOptionText },
    cells: (vault) => premisesCells(context, vault, input.isWhole),
    withAll: (which, work) => premisesLists(context).withAll(which, work),
  });

type Described = {
  filters: readonly string[];
  fields: Readonly<Record<string, ListField>>;
};

interface Source<Column extends string, Row> {
  title: string;
  words: ListWords;
  cells: (vault: Vault) => Cells<Column, Row>;
  withAll: <Result>(
    which: Picked<Settings> & { sort?: string | undefined },
    work: (all: AllRows<Row>) => Promise<Result>,
  ) => Promise<Result>;
}

type Settings = Readonly<Record<never, string | undefined>>;

interface Asked<Column extends string> extends ExportAsked, Picked<Settings> {
  id: string;
  happenedAt?: string | undefined;
  sort?: string | undefined;
  columns: readonly Column[];
}

/** A list as it was asked for: these rows, in this order, with these columns. */
async function takeOut<Column extends string, Row>(
  context: CommandContext,
  input: Asked<Column>,
  list: Described,
  source: Source<Column, Row>,
) {
  const { id: _, happenedAt: __, sort, columns, ...asked } = input;
  const { form, isWhole, purpose, purposeText, receiverKind, receiver, ...which } = asked;
  demandMayExport(context, asked);
  const cells = source.cells(await vaultOf(context));
  const heading = await headingOf(context, { ...list, words: source.words }, which);
  return source.withAll({ ...which, sort }, ({ total, rows }) =>
    exportList(
      context,
      {
        ...heading,
        title: source.title,
        columns: columns.map((name) => ({
          header: source.words.fields[name]?.({}, { locale: context.locale }) ?? name,
          ...shapeOf(name, list.fields[name]?.column),
        })),
        total,
        rows: each(rows, (row) => columns.map((name) => cells[name](row))),
      },
      asked,
    ),
  );
}

/** What chose the rows, in words and as it was asked. */
async function headingOf(
  context: CommandContext,
  { filters, fields, words: own }: Described & { words: ListWords },
  { only, except, ...choice }: Picked<Settings>,
) {
  const kinds = filters.flatMap((name) => {
    const kind = fields[name]?.filter;
    return kind ? [{ name, kind }] : [];
  });
  const words = await registerWords(context, own);
  const said = settingsText(kinds, choice, words, context.locale);
  const isPart = only !== undefined || (except?.length ?? 0) > 0;
  const part = isPart ? m["lists.export.picked"]({}, { locale: context.locale }) : "";
  const between = m["lists.semicolon"]({}, { locale: context.locale });
  return {
    choice: { ...choice, only, except },
    filters: [said, part].filter(Boolean).join(between),
  };
}

const widths: Readonly<Record<string, number>> = {
  identityNumber: 21,
  creditCode: 22,
  phone: 15,
  address: 24,
  registered: 30,
  living: 30,
  commutePlace: 24,
  vulnerability: 20,
  note: 24,
};

function shapeOf(name: string, kind: ColumnKind | undefined): Omit<SheetColumn, "header"> {
  const width = widths[name];
  return {
    ...(kind === "number" && { kind: "number" }),
    ...((kind === "day" || kind === "instant") && { kind: "date" }),
    ...(width !== undefined && { width }),
  };
}

type Cells<Column extends string, Row> = Record<Column, (row: Row) => SheetValue>;

/** What each column says of a resident. Whole numbers only where `isWhole` was allowed. */
function residentCells(
  { locale, town }: CommandContext,
  vault: Vault,
  isWhole: boolean,
): Cells<ColumnOf<typeof residentList>, ExportedResident> {
  const word = (value: string | undefined) => value && optionText(value, locale);
  const day = (at: Instant) => townDay(at, town.timeZone);
  return {
    name: ({ shown }) => shown.name,
    sex: ({ shown }) => word(shown.sex),
    age: ({ shown }) => shown.age,
    birthday: ({ shown }) => shown.birthday,
    identityNumber: ({ row, shown }) =>
      isWhole ? openIdentity(vault, row.identity) : shown.identityMasked,
    phone: ({ row, shown }) =>
      isWhole ? openPhone(vault, row.phone ?? row.household_phone) : shown.phoneMasked,
    area: ({ shown }) => shown.areaName,
    group: ({ shown }) => shown.group,
    address: ({ shown }) => shown.address,
    householdNumber: ({ shown }) => shown.householdNumber,
    relation: ({ shown }) => word(shown.relation),
    residence: ({ shown }) => word(shown.residence),
    vulnerability: ({ shown }) =>
      shown.vulnerabilities.map(word).join(m["lists.comma"]({}, { locale })),
    occupation: ({ shown }) => shown.occupation,
    listedTrade: ({ shown }) => word(shown.listedTrade),
    tenancy: ({ shown }) => word(shown.tenancy),
    commuteFrequency: ({ shown }) => word(shown.commuteFrequency),
    commutePlace: ({ shown }) => shown.commutePlace,
    registered: ({ shown }) => shown.registered,
    living: ({ shown }) => shown.living,
    proxy: ({ shown }) => shown.proxy,
    note: ({ shown }) => shown.note,
    entered: ({ shown }) => day(shown.createdAt),
    changed: ({ shown }) => day(shown.changedAt),
    removed: ({ shown }) => word(shown.removed),
  };
}

/** The same of a household. */
function householdCells(
  { town }: CommandContext,
  vault: Vault,
  isWhole: boolean,
): Cells<ColumnOf<typeof householdList>, ExportedHousehold> {
  const day = (at: Instant) => townDay(at, town.timeZone);
  return {
    number: ({ shown }) => shown.number,
    head: ({ shown }) => shown.headName,
    area: ({ shown }) => shown.areaName,
    group: ({ shown }) => shown.group,
    address: ({ shown }) => shown.address,
    phone: ({ row, shown }) => (isWhole ? openPhone(vault, row.phone) : shown.phoneMasked),
    members: ({ shown }) => shown.members,
    entered: ({ row }) => day(row.created_at),
    changed: ({ row }) => day(row.changed_at),
  };
}

/** The same of premises. */
function premisesCells(
  { locale, town }: CommandContext,
  vault: Vault,
  isWhole: boolean,
): Cells<ColumnOf<typeof premisesList>, ExportedPremises> {
  const word = (value: string | undefined) => value && premisesOptionText(value, locale);
  const day = (at: Instant) => townDay(at, town.timeZone);
  return {
    name: ({ shown }) => shown.name,
    kind: ({ shown }) => word(shown.kind),
    area: ({ shown }) => shown.areaName,
    address: ({ shown }) => shown.address,
    creditCode: ({ shown }) => shown.creditCode,
    inCharge: ({ shown }) => shown.inChargeName,
    phone: ({ row, shown }) =>
      isWhole ? openPhone(vault, row.in_charge_phone) : shown.phoneMasked,
    landlord: ({ shown }) => shown.landlordName,
    tenants: ({ shown }) => shown.tenants,
    people: ({ shown }) => shown.people,
    capacity: ({ shown }) => shown.capacity,
    floorArea: ({ shown }) => shown.floorAreaM2,
    state: ({ shown }) => word(shown.state),
    stateSince: ({ shown }) => shown.stateSince,
    note: ({ shown }) => shown.note,
    entered: ({ shown }) => day(shown.createdAt),
    changed: ({ shown }) => day(shown.changedAt),
    removed: ({ shown }) => word(shown.removed?.reason),
  };
}
