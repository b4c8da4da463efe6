/** Words about lists that are brought in. */
import type { SheetChange, SheetReason } from "@lianfang/core/kernel/sheet.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../context.ts";
import { messageFor } from "../problem-text.ts";

const locales: readonly Locale[] = ["zh-CN", "en"];

export const spreadsheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function listed(names: readonly string[], locale: Locale): string {
  return names.join(m["lists.comma"]({}, { locale }));
}

/** What areas or units are called in the caller's language, by their ids. */
export function namesIn<Named extends { name: string; nameEn: string }>(
  of: readonly Named[],
  idOf: (one: Named) => string,
  locale: Locale,
): ReadonlyMap<string, string> {
  return new Map(of.map((one) => [idOf(one), locale === "en" ? one.nameEn : one.name]));
}

/** Names of the spreadsheet of rejected lines. */
export function rejectedTexts(fileName: string, locale: Locale) {
  const name = fileName.replace(/\.[^.]*$/, "");
  return {
    sheet: m["sheet.rejected.sheet"]({}, { locale }),
    reason: m["sheet.rejected.reason"]({}, { locale }),
    line: m["sheet.rejected.line"]({}, { locale }),
    file: m["sheet.rejected.file"]({ name }, { locale }),
  };
}

/** Whether a column is one that we put beside rejected lines, in any language. */
export function isOurColumn(header: string): boolean {
  return locales.some((locale) => {
    const { reason, line } = rejectedTexts("", locale);
    return header === reason || header === line;
  });
}

interface Named<Column extends string> {
  columns: readonly Column[];
  nameOf(column: Column, locale: Locale): string;
}

interface Telling<Column extends string> extends Named<Column> {
  /** Which column says what of the record. */
  columnOf: Readonly<Record<string, Column>>;
  /** A field's value in words. */
  told(field: string, text: string): string;
}

/** What changes, field by field; fields are named as the list names its columns. */
export function changesIn<Column extends string>(
  changes: readonly SheetChange[],
  { columnOf, nameOf, told }: Telling<Column>,
  locale: Locale,
) {
  return changes.map(({ field, from, to }) => {
    const column = Object.hasOwn(columnOf, field) ? columnOf[field] : undefined;
    const label = column ? nameOf(column, locale) : field;
    return { field, label, from: told(field, from), to: told(field, to) };
  });
}

/** Reasons whose codes are the keys of their texts; columns are named as the list names them. */
export function reasonsIn<Column extends string>(
  reasons: readonly SheetReason[],
  { columns, nameOf }: Named<Column>,
  locale: Locale,
) {
  return reasons.map(({ code, params }) => {
    const column = columns.find((name) => name === params?.column);
    const named = column && { column: nameOf(column, locale) };
    return { code, text: messageFor(code, { ...params, ...named }, locale) ?? code };
  });
}
