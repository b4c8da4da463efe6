/** Lines of a list that are each about one record: which one, and what they change of it. Pure. */
import {
  countsOf,
  type SheetChange,
  type SheetCounts,
  type SheetFate,
  type SheetReason,
  type SheetRow,
  unreadable,
} from "./sheet.ts";

/** Values that compare by themselves; null where nothing is known. */
export type RecordFields = Readonly<Record<string, string | number | null>>;

export interface KeptRecord<Fields> {
  id: string;
  fields: Fields;
}

export type Or<Good> =
  | (Good & { ok: true; remarks?: readonly SheetReason[] })
  | { ok: false; reasons: readonly SheetReason[] };

/** How lines of one kind of list are understood. */
export interface RecordSheet<Column extends string, Fields, Draft> {
  read(row: SheetRow<Column>): Or<{ draft: Draft }>;
  /** The record a line is about; none where it adds one. */
  find(draft: Draft): Or<{ kept?: KeptRecord<Fields> | undefined }>;
  /** The record after the line; what a line leaves empty stays. */
  after(draft: Draft, kept: Fields | undefined): Or<{ fields: Fields }>;
  /** Two lines that would add records with one key are about one record. */
  keyOf(fields: Fields): string;
}

export interface PlannedRecord<Fields> {
  fate: SheetFate;
  /** As it is; absent for one that is added, and where none could be told. */
  kept?: KeptRecord<Fields> | undefined;
  /** As it will be; absent for a rejected line. */
  fields?: Fields | undefined;
  changes: readonly SheetChange[];
  reasons: readonly SheetReason[];
}

export interface RecordPlan<Fields> {
  rows: readonly PlannedRecord<Fields>[];
  counts: SheetCounts;
}

export function planRecords<Column extends string, Fields extends object, Draft>(
  rows: readonly SheetRow<Column>[],
  sheet: RecordSheet<Column, Fields, Draft>,
): RecordPlan<Fields> {
  const told = new Map<string, string>();
  const planned = rows.map((row): PlannedRecord<Fields> => {
    const one = planLine(row, sheet);
    if (!one.fields) return one;
    const about = one.kept?.id ?? sheet.keyOf(one.fields);
    const earlier = told.get(about);
    if (earlier !== undefined) {
      return rejected([{ code: "sheet.repeated", params: { where: earlier } }], one.kept);
    }
    told.set(about, row.where);
    return one;
  });
  return { rows: planned, counts: countsOf(planned) };
}

function planLine<Column extends string, Fields extends object, Draft>(
  row: SheetRow<Column>,
  sheet: RecordSheet<Column, Fields, Draft>,
): PlannedRecord<Fields> {
  const unread = unreadable(row);
  if (unread) return rejected([unread]);
  const read = sheet.read(row);
  if (!read.ok) return rejected(read.reasons);
  const found = sheet.find(read.draft);
  if (!found.ok) return rejected(found.reasons);
  const { kept } = found;
  const after = sheet.after(read.draft, kept?.fields);
  if (!after.ok) return rejected(after.reasons, kept);
  const reasons = [read, found, after].flatMap(({ remarks = [] }) => remarks);
  const { fields } = after;
  const changes = kept ? differences(kept.fields, fields) : [];
  const fate = !kept ? "new" : changes.length > 0 ? "changed" : "same";
  return { fate, kept, fields, changes, reasons };
}

function rejected<Fields>(
  reasons: readonly SheetReason[],
  kept?: KeptRecord<Fields>,
): PlannedRecord<Fields> {
  return { fate: "rejected", kept, changes: [], reasons };
}

function differences<Fields extends object>(before: Fields, after: Fields): SheetChange[] {
  const held = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([field, value]) => {
    const was = held.get(field) ?? null;
    return was === value ? [] : [{ field, from: String(was ?? ""), to: String(value ?? "") }];
  });
}

/** What a plan writes. */
export interface RecordWrites<Fields> {
  added: readonly KeptRecord<Fields>[];
  changed: readonly (KeptRecord<Fields> & { before: Fields })[];
}

/** @param newId makes the id of what the line at a position adds */
export function writesOf<Fields>(
  { rows }: RecordPlan<Fields>,
  newId: (at: number) => string,
): RecordWrites<Fields> {
  const added = rows.flatMap(({ fate, fields }, at) =>
    fate === "new" && fields ? [{ id: newId(at), fields }] : [],
  );
  const changed = rows.flatMap(({ fate, kept, fields }) =>
    fate === "changed" && kept && fields ? [{ id: kept.id, fields, before: kept.fields }] : [],
  );
  return { added, changed };
}

/** All that a plan does, in a form that is the same when it would do the same to the same records. */
export function effectOf<Fields>({ rows }: RecordPlan<Fields>): unknown {
  return rows.map(({ fate, kept, fields, reasons }) => [
    ...[fate, kept?.id, kept?.fields, fields],
    reasons.map(({ code }) => code),
  ]);
}
