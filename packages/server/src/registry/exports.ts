/** Taking the lists of the register out. */
import type { ColumnOf, ListField } from "@lianfang/core/kernel/list.ts";
import { type Instant, townDay } from "@lianfang/core/kernel/time.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { householdList } from "@lianfang/core/registry/household-list.ts";
import { residentList } from "@lianfang/core/registry/resident-list.ts";
import { m } from "@lianfang/messages/messages.js";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { each } from "../kernel/lists/all-rows.ts";
import { demandMayExport, exportList } from "../kernel/lists/export.ts";
import { settingsText } from "../kernel/lists/speech.ts";
import type { SheetColumn, SheetValue } from "../kernel/spreadsheet/write.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { type ExportedHousehold, householdLists } from "./household-list-store.ts";
import { fieldName, optionText, registerWords } from "./list-texts.ts";
import { type ExportedResident, residentLists } from "./resident-list-store.ts";
import { openIdentity, openPhone, vaultOf } from "./sealed.ts";

type Routes = Handlers<typeof registryContract>;

export const exportResidents: Routes["exportResidents"] = async (input, context) => {
  const { id: _, happenedAt: __, sort, columns, ...asked } = input;
  const { form, isWhole, purpose, purposeText, receiverKind, receiver, ...choice } = asked;
  demandMayExport(context, asked);
  const cells = residentCells(context, await vaultOf(context), isWhole);
  const heading = await headingOf(context, residentList, choice);
  return residentLists(context).withAll({ ...choice, sort }, ({ total, rows }) => {
    const list = {
      ...heading,
      title: m["registry.residents"]({}, { locale: context.locale }),
      columns: columns.map((name) => sheetColumn(name, residentList.fields[name].column, context)),
      total,
      rows: each(rows, (row) => columns.map((name) => cells[name](row))),
    };
    return exportList(context, list, asked);
  });
};

export const exportHouseholds: Routes["exportHouseholds"] = async (input, context) => {
  const { id: _, happenedAt: __, sort, columns, ...asked } = input;
  const { form, isWhole, purpose, purposeText, receiverKind, receiver, ...choice } = asked;
  demandMayExport(context, asked);
  const cells = householdCells(context, await vaultOf(context), isWhole);
  const heading = await headingOf(context, householdList, choice);
  return householdLists(context).withAll({ ...choice, sort }, ({ total, rows }) => {
    const list = {
      ...heading,
      title: m["registry.households"]({}, { locale: context.locale }),
      columns: columns.map((name) => sheetColumn(name, householdList.fields[name].column, context)),
      total,
      rows: each(rows, (row) => columns.map((name) => cells[name](row))),
    };
    return exportList(context, list, asked);
  });
};

/** What chose the rows, in words and as it was asked. */
async function headingOf(
  context: CommandContext,
  { filters, fields }: { filters: readonly string[]; fields: Readonly<Record<string, ListField>> },
  choice: Readonly<Record<string, string | undefined>>,
) {
  const kinds = filters.flatMap((name) => {
    const kind = fields[name]?.filter;
    return kind ? [{ name, kind }] : [];
  });
  const words = await registerWords(context);
  return { choice, filters: settingsText(kinds, choice, words, context.locale) };
}

type FieldName = Parameters<typeof fieldName>[0];

const widths: Partial<Record<FieldName, number>> = {
  identityNumber: 21,
  phone: 15,
  address: 24,
  registered: 30,
  living: 30,
  commutePlace: 24,
  vulnerability: 20,
  note: 24,
};

function sheetColumn(name: FieldName, kind: string, { locale }: CommandContext): SheetColumn {
  const width = widths[name];
  return {
    header: fieldName(name, locale),
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
