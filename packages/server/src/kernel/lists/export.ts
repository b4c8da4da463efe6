/** Taking a list out: as a spreadsheet or on paper, with what it is for and who gets it on it. */
import type {
  ExportForm,
  ExportPurpose,
  ReceiverKind,
} from "@lianfang/core/kernel/list-contract.ts";
import { listProblems } from "@lianfang/core/kernel/list-problems.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { townDay, townTime } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { CommandContext } from "../context.ts";
import type { DocumentBlock, TableColumn } from "../documents/model.ts";
import { toPdf } from "../documents/pdf.ts";
import { type SheetColumn, type SheetValue, writeSheet } from "../spreadsheet/write.ts";
import { withProgress } from "./progress.ts";

export interface ExportAsked {
  form: ExportForm;
  isWhole: boolean;
  purpose: ExportPurpose;
  purposeText?: string | undefined;
  receiverKind: ReceiverKind;
  receiver: string;
}

export interface ExportedList {
  /** In the caller's language: 人员台账 */
  title: string;
  /** The filters that are set, in words; empty when there are none. */
  filters: string;
  /** What chose the rows, in a form that is the same for the same choice. */
  choice: unknown;
  columns: readonly (SheetColumn & Pick<TableColumn, "room">)[];
  /** On paper, what stands above the rows: how they are to be filled in. */
  above?: readonly DocumentBlock[];
  /** Paper to be written on by hand. */
  isRoomy?: boolean;
  total: number;
  rows: AsyncIterable<readonly SheetValue[]>;
}

/** More rows than this are no paper anybody reads. */
const mostOnPaper = 3_000;

/** Whole numbers are for those who may reveal them one by one, in the whole town. */
export function demandMayExport({ actor }: CommandContext, asked: ExportAsked): void {
  if (asked.purpose === "other" && !asked.purposeText) {
    const fields = [{ path: "purposeText", code: "kernel.field.required" }];
    throw kernelProblems.invalid({ fields });
  }
  if (!asked.isWhole) return;
  const isTrusted =
    actor.is === "account" &&
    actor.grants.some(
      ({ role, scopeKind }) => scopeKind === "town" && (role === "director" || role === "office"),
    );
  if (!isTrusted || asked.form !== "xlsx") throw listProblems.wholeNumbersForbidden();
}

/**
 * The file, and the entry in the journal: purpose, kind of receiver, how many rows, and a keyed digest
 * of the choice. Who gets it stands by name in the file alone.
 * @throws Problem `lists.tooLongForPaper`
 */
export async function exportList(
  context: CommandContext,
  list: ExportedList,
  asked: ExportAsked,
): Promise<{ file?: File }> {
  const { form, isWhole, purpose, receiverKind } = asked;
  if (form !== "xlsx" && list.total > mostOnPaper) {
    throw listProblems.tooLongForPaper({ most: mostOnPaper });
  }
  const file = await fileOf(context, list, asked);
  const vault = await context.kernel.vaults.of(context.kernel.db, context.town.townId);
  const fingerprint = vault.blind("export", JSON.stringify(list.choice));
  context.about({
    kind: "export",
    ids: [context.id],
    details: {
      form,
      purpose,
      receiverKind,
      rows: list.total,
      isWhole,
      fingerprint: fingerprint.toString("hex"),
    },
  });
  return file ? { file } : {};
}

const types = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
};

async function fileOf(
  context: CommandContext,
  list: ExportedList,
  asked: ExportAsked,
): Promise<File | undefined> {
  const { form } = asked;
  if (form === "print") return undefined;
  const bytes =
    form === "xlsx" ? await asSheet(context, list, asked) : await asPaper(context, list, asked);
  const { town, now, locale } = context;
  const said = { list: list.title, town: town.name, day: townDay(now, town.timeZone) };
  const name = m["lists.export.fileName"](said, { locale });
  return new File([new Uint8Array(bytes)], `${name}.${form}`, { type: types[form] });
}

function asSheet(context: CommandContext, list: ExportedList, asked: ExportAsked) {
  const { title, columns, total } = list;
  const accountId = context.actor.is === "account" ? context.actor.accountId : "";
  return writeSheet({
    sheetName: title,
    above: [headLine(context, list), filterLine(context, list), markLine(context, list, asked)],
    columns,
    rows: withProgress(list.rows, total, { kernel: context.kernel, accountId }),
  });
}

async function asPaper(context: CommandContext, list: ExportedList, asked: ExportAsked) {
  const { town, now, locale } = context;
  const rows: string[][] = [];
  for await (const row of list.rows) rows.push(row.map((value) => String(value ?? "")));
  const columns = list.columns.map(
    ({ header, kind, room }): TableColumn => ({
      header,
      align: kind === "number" ? "right" : "left",
      ...(room && { room }),
    }),
  );
  const day = townDay(now, town.timeZone);
  return toPdf({
    language: locale,
    isList: true,
    title: headLine(context, list),
    issuer: town.name,
    issuedOn: day,
    issueLine: { body: filterLine(context, list), date: day },
    blocks: [
      ...(list.above ?? []),
      { kind: "table", columns, rows, ...(list.isRoomy && { isRoomy: true }) },
    ],
    footerNote: markLine(context, list, asked),
    pageNumbers: true,
  });
}

function headLine({ town, locale }: CommandContext, { title, total }: ExportedList): string {
  const name = locale === "en" ? town.nameEn : town.name;
  return m["lists.export.head"]({ town: name, list: title, count: total }, { locale });
}

function filterLine({ locale }: CommandContext, { filters }: ExportedList): string {
  return filters
    ? m["lists.export.filters"]({ filters }, { locale })
    : m["lists.export.noFilters"]({}, { locale });
}

/** On every sheet and page: for what, for whom, by whom, when, how many. */
function markLine(
  { actor, now, town, locale }: CommandContext,
  { total }: ExportedList,
  asked: ExportAsked,
): string {
  const by = actor.is === "account" ? actor.displayName : actor.why;
  const at = `${townDay(now, town.timeZone)} ${townTime(now, town.timeZone)}`;
  const purpose = asked.purposeText || purposes[asked.purpose]({}, { locale });
  const kind = receivers[asked.receiverKind]({}, { locale });
  const receiver = m["lists.export.receiver"]({ kind, name: asked.receiver }, { locale });
  return m["lists.export.mark"]({ purpose, receiver, by, at, count: total }, { locale });
}

type Words<Key extends string> = Record<
  Key,
  (none: object, options: { locale: CommandContext["locale"] }) => string
>;

const purposes: Words<ExportPurpose> = {
  visits: m["lists.purpose.visits"],
  report: m["lists.purpose.report"],
  medical: m["lists.purpose.medical"],
  supplies: m["lists.purpose.supplies"],
  handover: m["lists.purpose.handover"],
  inspection: m["lists.purpose.inspection"],
  archive: m["lists.purpose.archive"],
  other: m["lists.purpose.other"],
};

const receivers: Words<ReceiverKind> = {
  "own-office": m["lists.receiver.ownOffice"],
  village: m["lists.receiver.village"],
  "town-unit": m["lists.receiver.townUnit"],
  county: m["lists.receiver.county"],
  health: m["lists.receiver.health"],
  police: m["lists.receiver.police"],
  other: m["lists.receiver.other"],
};
