/** What a change did to a record, field by field: masked where sensitive, ids told by name. */
import type { SubjectKind } from "@lianfang/core/registry/history.ts";
import type { FieldChange } from "@lianfang/core/registry/history-contract.ts";
import { maskIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { maskPhone } from "@lianfang/core/registry/phone.ts";
import type { z } from "zod";
import type { SealedField, Vault } from "../kernel/vault/vault.ts";
import type { RecordRow } from "./record-store.ts";
import { sealedColumns } from "./sealed.ts";
import { bookkeeping, subjectTables } from "./subjects.ts";

export interface States {
  was: RecordRow | undefined;
  became: RecordRow;
}

/** What ids and codes stand for; those out of reach are not among them. */
export type Names = ReadonlyMap<string, string>;

/** Hides what may not be told, as the middle of a masked number is hidden. */
const hidden = "***";

/** Nothing is a change of a record that was not there before. */
export function fieldChanges(
  kind: SubjectKind,
  { was, became }: States,
  names: Names,
  vault: Vault,
): z.infer<typeof FieldChange>[] {
  if (!was) return [];
  const columns = [...new Set([...Object.keys(became), ...Object.keys(was)])];
  return columns
    .filter((column) => isSaid(kind, column))
    .filter((column) => textOf(was, column, vault) !== textOf(became, column, vault))
    .map((column) => ({
      field: fieldOf(column),
      from: shownText(column, textOf(was, column, vault), names),
      to: shownText(column, textOf(became, column, vault), names),
    }));
}

/** What is made out of other columns, or told by what the change was. */
const derived: readonly string[] = [
  ...["name_pinyin", "number_key", "relation_rank", "merged_into"],
  ...["kind_rank", "search_text"],
];

/** Whether a column holds something that is said of a record, and not what follows from that. */
export function isSaid(kind: SubjectKind, column: string): boolean {
  const { key, repeated } = subjectTables[kind];
  const apart = [key, ...repeated, ...bookkeeping, ...derived];
  return !apart.includes(column) && !/_(blind|tail)$/.test(column);
}

/** Lists with their items in order, sealed values opened. */
export function textOf(row: RecordRow, column: string, vault: Vault): string | undefined {
  const value = row[column];
  if (value === null || value === undefined || value === "") return undefined;
  if (Array.isArray(value)) return value.length > 0 ? [...value].sort().join(",") : undefined;
  const field = sealedColumns[column];
  if (!field || typeof value !== "string") return String(value);
  return vault.open(field, Buffer.from(value.slice("\\x".length), "hex"));
}

/** As it may be told: masked, by name. */
export function shownText(
  column: string,
  text: string | undefined,
  names: Names,
): string | undefined {
  if (text === undefined) return undefined;
  if (column.endsWith("_id")) return names.get(text) ?? hidden;
  if (column.endsWith("_division")) return names.get(text) ?? text;
  const field = sealedColumns[column];
  return field ? masked(field, text) : text;
}

function masked(field: SealedField, text: string): string {
  if (field === "identity-number") return maskIdentityNumber(text);
  return field === "phone" ? maskPhone(text) : hidden;
}

/** `villagers_group` → `villagersGroup`, `area_id` → `area` */
export function fieldOf(column: string): string {
  return column.replace(/_id$/, "").replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
