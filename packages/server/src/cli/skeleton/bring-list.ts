/** A list of premises, staff or areas brought in from the command line: looked at, asked about, written. */
import type { SheetCounts } from "@lianfang/core/kernel/sheet.ts";
import type { SheetLine, SheetPreview } from "@lianfang/core/kernel/sheet-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../../app.ts";
import type { Locale } from "../../kernel/context.ts";

export const listNames = ["premises", "staff", "areas"] as const;
export type ListName = (typeof listNames)[number];

interface Sent {
  file: File;
}

interface Doors {
  preview(sent: Sent): Promise<SheetPreview>;
  rejected(sent: Sent): Promise<File>;
  bringIn(sent: Sent & { id: string; plan: string }): Promise<SheetCounts>;
}

function doorsOf({ registry, organization }: Caller, what: ListName): Doors {
  switch (what) {
    case "premises":
      return {
        preview: registry.previewPremisesImport,
        rejected: registry.rejectedPremisesRows,
        bringIn: registry.importPremises,
      };
    case "staff":
      return {
        preview: organization.previewStaffImport,
        rejected: organization.rejectedStaffRows,
        bringIn: organization.importStaff,
      };
    case "areas":
      return {
        preview: organization.previewAreaImport,
        rejected: organization.rejectedAreaRows,
        bringIn: organization.importAreas,
      };
  }
}

interface Bringing {
  what: ListName;
  caller: Caller;
  file: File;
  locale: Locale;
  say(line: string): void;
  /** Writes the rejected lines beside the file. */
  keep(rejected: File, count: number): Promise<void>;
  /** Whether to write, once the counts have been told. */
  isWanted(): Promise<boolean>;
}

/** @returns the counts of what was written; undefined where nobody wanted it */
export async function bringList(bringing: Bringing): Promise<SheetCounts | undefined> {
  const { what, caller, file, locale, say } = bringing;
  const doors = doorsOf(caller, what);
  const preview = await doors.preview({ file });
  const { counts, plan } = preview;
  tellPreview(preview, locale, say);
  if (counts.rejected > 0) await bringing.keep(await doors.rejected({ file }), counts.rejected);
  if (counts.new + counts.changed === 0) return counts;
  if (!(await bringing.isWanted())) return undefined;
  return doors.bringIn({ id: uuidv7(), file, plan });
}

function tellPreview(preview: SheetPreview, locale: Locale, say: (line: string) => void): void {
  const { counts, unreadSheets, hiddenRows, rows } = preview;
  say(m["registry.cli.import.read"]({ ...counts }, { locale }));
  if (unreadSheets.length > 0) {
    say(m["sheet.unreadSheets"]({ names: unreadSheets.join(", ") }, { locale }));
  }
  if (hiddenRows > 0) say(m["import.cli.hiddenRows"]({ count: hiddenRows }, { locale }));
  for (const [text, lines] of reasonsOf(rows)) {
    say(m["import.cli.reason"]({ text, rows: lines }, { locale }));
  }
}

function reasonsOf(rows: readonly SheetLine[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const { fate, reasons } of rows) {
    if (fate !== "rejected") continue;
    for (const { text } of reasons) counted.set(text, (counted.get(text) ?? 0) + 1);
  }
  return counted;
}
