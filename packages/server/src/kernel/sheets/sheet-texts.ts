/** Words about lists that are brought in. */
import type { SheetReason } from "@lianfang/core/kernel/sheet.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../context.ts";
import { messageFor } from "../problem-text.ts";

const locales: readonly Locale[] = ["zh-CN", "en"];

export const spreadsheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function listed(names: readonly string[], locale: Locale): string {
  return names.join(m["lists.comma"]({}, { locale }));
}

/** What areas and units are called in the caller's language, by the ids of either. */
export function namesIn(
  of: readonly { id: string; name: string; nameEn: string }[],
  locale: Locale,
): ReadonlyMap<string, string> {
  return new Map(of.map(({ id, name, nameEn }) => [id, locale === "en" ? nameEn : name]));
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
