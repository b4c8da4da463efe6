/** A list brought in from a spreadsheet: what becomes of each of its lines. Pure. */

export type SheetFate = "new" | "changed" | "same" | "rejected";

/** Only what is filled in. */
export type SheetCells<Column extends string> = Partial<Record<Column, string>>;

export interface SheetRow<Column extends string = string> {
  /** What it is called when told: a line, or a sheet and a line. */
  where: string;
  cells: SheetCells<Column>;
  /** The header, printed again on a further page. */
  isHeader: boolean;
  /** A formula stands in it whose result the file does not hold. */
  isUncalculated?: boolean;
  /** What stands over the table: the lines above its header, the sheet's name, the file's. */
  titles?: readonly string[];
}

/** Why a line is rejected, or what is to be known of one that is not. */
export interface SheetReason<Code extends string = string> {
  code: Code;
  params?: Readonly<Record<string, string | number>>;
}

export interface SheetChange<Field extends string = string> {
  field: Field;
  /** Empty where there was nothing. */
  from: string;
  to: string;
}

export interface PlannedLine {
  fate: SheetFate;
  changes: readonly SheetChange[];
  reasons: readonly SheetReason[];
}

/** read = new + changed + same + rejected, always. */
export type SheetCounts = { read: number } & Record<SheetFate, number>;

export function countsOf(lines: readonly { fate: SheetFate }[]): SheetCounts {
  const count = (fate: SheetFate) => lines.filter((line) => line.fate === fate).length;
  return {
    read: lines.length,
    new: count("new"),
    changed: count("changed"),
    same: count("same"),
    rejected: count("rejected"),
  };
}

/** Names and words as they are compared: width, spaces and case count for nothing. */
export function folded(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
}

/** The values that lists say in some words, by each word as it is compared. */
export function byWord<Value extends string>(
  words: Readonly<Record<Value, readonly string[]>>,
): ReadonlyMap<string, Value> {
  const known = new Map<string, Value>();
  for (const value in words) for (const word of words[value]) known.set(folded(word), value);
  return known;
}

/** Whether a line repeats the header. */
export function isHeaderAgain<Column extends string>(
  cells: SheetCells<Column>,
  header: SheetCells<Column>,
): boolean {
  const given = Object.entries<string | undefined>(cells).filter(([, text]) => text?.trim());
  const heads = new Map(Object.entries<string | undefined>(header));
  return (
    given.length > 0 &&
    given.every(([column, text]) => folded(text ?? "") === folded(heads.get(column) ?? ""))
  );
}

/** What keeps a line from being read at all. */
export function unreadable(
  row: Pick<SheetRow, "isHeader" | "isUncalculated">,
): SheetReason<"sheet.headerAgain" | "sheet.uncalculated"> | undefined {
  if (row.isHeader) return { code: "sheet.headerAgain" };
  return row.isUncalculated ? { code: "sheet.uncalculated" } : undefined;
}

/** A number with its middle hidden, as lists are taken out: it says what there is, and no more. */
export function isMasked(text: string): boolean {
  return /\*{2,}/.test(text);
}
