/** Two rows of residents side by side, and the one made of them. */
import type { FieldSource } from "@lianfang/core/registry/merge.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { fieldOf, isSaid, type Names, shownText, textOf } from "./history-fields.ts";
import type { RecordRow } from "./record-store.ts";

/** Columns that make sense only together, see the table's checks. All others stand alone. */
const together: readonly (readonly string[])[] = [
  ["name", "name_pinyin"],
  ["identity", "identity_blind", "identity_tail"],
  ["phone", "phone_blind", "phone_tail"],
  ["household_id", "relation"],
  ["registered_division", "registered_address"],
  ["living_division", "living_address"],
  ["tenancy", "landlord_household_id"],
  ["commute_frequency", "commute_division", "commute_place"],
  ["proxy_resident_id", "proxy_name", "proxy_phone", "proxy_relation"],
];

export interface FieldGroup {
  /** The first column's field. */
  name: string;
  columns: readonly string[];
  isList: boolean;
}

/** Groups of all that is said of a resident, as their rows have it. */
export function fieldGroups(row: RecordRow): FieldGroup[] {
  const grouped = together.flat();
  const alone = Object.keys(row).filter(
    (column) => isSaid("resident", column) && !grouped.includes(column),
  );
  return [...together, ...alone.map((column) => [column])].map((columns) => {
    const [first = ""] = columns;
    return { name: fieldOf(first), columns, isList: Array.isArray(row[first]) };
  });
}

export interface ComparedGroup {
  group: string;
  fields: string[];
  /** As they may be shown, field by field. */
  one: (string | undefined)[];
  other: (string | undefined)[];
  mayJoin: boolean;
}

/** The groups in which two rows differ. */
export function comparedGroups(
  one: RecordRow,
  other: RecordRow,
  names: Names,
  vault: Vault,
): ComparedGroup[] {
  return fieldGroups(one)
    .filter(({ columns }) => columns.some((column) => isDifferent(one, other, column, vault)))
    .map(({ name, columns, isList }) => {
      const told = columns.filter((column) => isSaid("resident", column));
      const texts = (row: RecordRow) =>
        told.map((column) => shownText(column, textOf(row, column, vault), names));
      return {
        group: name,
        fields: told.map(fieldOf),
        one: texts(one),
        other: texts(other),
        mayJoin: isList,
      };
    });
}

function isDifferent(one: RecordRow, other: RecordRow, column: string, vault: Vault): boolean {
  return isSaid("resident", column) && textOf(one, column, vault) !== textOf(other, column, vault);
}

/** The row that stays with what is taken from the other. Nobody speaks for themselves. */
export function mergedRow(
  one: RecordRow,
  other: RecordRow,
  sources: Readonly<Record<string, FieldSource>>,
): RecordRow {
  const merged: RecordRow = { ...one };
  for (const { name, columns, isList } of fieldGroups(one)) {
    const source = sources[name] ?? "one";
    for (const column of columns) {
      if (source === "other") merged[column] = other[column];
      if (source === "both" && isList) merged[column] = joined(one[column], other[column]);
    }
  }
  const proxy = merged.proxy_resident_id;
  if (proxy === one.resident_id || proxy === other.resident_id) {
    merged.proxy_resident_id = null;
    merged.proxy_relation = null;
  }
  return merged;
}

function joined(one: unknown, other: unknown): unknown[] {
  const items = (list: unknown) => (Array.isArray(list) ? list : []);
  return [...new Set([...items(one), ...items(other)])];
}
