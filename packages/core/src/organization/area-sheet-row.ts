/** One line of a list of areas: which area it speaks of, and what it says of it. Pure. */
import { folded, type SheetCells, type SheetReason } from "../kernel/sheet.ts";
import type { AreaColumn } from "./area-sheet-columns.ts";
import type { Area } from "./contract.ts";

export type AreaCells = SheetCells<AreaColumn>;
export type RowReason = SheetReason<AreaSheetReason>;

/** Why a line is rejected, or what is to be known of one that is not. */
export type AreaSheetReason =
  | "nameMissing"
  | "nameLong"
  | "kindUnknown"
  | "kindMisplaced"
  | "parentUnknown"
  | "villageMissing"
  | "villageUnknown"
  | "ambiguous"
  | "oldNameUnknown"
  | "nameTaken"
  | "sheet.repeated"
  | "sheet.headerAgain"
  | "sheet.uncalculated"
  | "near"
  | "alsoAdds"
  | "renamesBelow";

export interface WantedVillage {
  is: "village";
  name: string;
  kind?: "village" | "community" | undefined;
  parent?: string | undefined;
  nameEn?: string | undefined;
  newName?: string | undefined;
}

export interface WantedGrid {
  is: "grid";
  name: string;
  /** Where it is; where the line gives only a parent, that. */
  village: string;
  /** Where it belongs, when it is somewhere else now. */
  parent?: string | undefined;
  nameEn?: string | undefined;
  newName?: string | undefined;
}

export type Wanted = WantedVillage | WantedGrid | { is: "town" };
export type WantedRow = { ok: true; wanted: Wanted } | { ok: false; reasons: RowReason[] };

type Kind = Area["kind"];

const kindWords: readonly [Kind, readonly string[]][] = [
  ["village", ["村", "行政村", "建制村", "村委会", "village"]],
  ["community", ["社区", "居委会", "居", "居民委员会", "community"]],
  ["grid", ["网格", "小组", "村民小组", "组", "grid"]],
  ["town", ["镇", "乡", "街道", "乡镇", "town"]],
];

const longest = 40;
const longestEn = 60;

/** @param isTown whether a text names the town itself */
export function readAreaRow(cells: AreaCells, isTown: (text: string) => boolean): WantedRow {
  const text = (column: AreaColumn) => cells[column]?.trim() || undefined;
  const { kind, isUnknown } = kindOf(text("kind"));
  if (isUnknown) return rejected({ code: "kindUnknown", params: { kind: text("kind") ?? "" } });
  const long = tooLong(cells);
  if (long) return rejected({ code: "nameLong", params: { name: long } });
  const [village, grid, name, parent] = [
    text("village"),
    text("grid"),
    text("name"),
    text("parent"),
  ];
  const rest = { nameEn: text("nameEn"), newName: text("newName") };
  const above = parent && !isTown(parent) ? parent : undefined;
  const gridName = grid ?? (name && (kind === "grid" || (village ?? above)) ? name : undefined);
  if (gridName) {
    if (kind && kind !== "grid") return rejected({ code: "kindMisplaced" });
    const where = village ?? above;
    if (!where || isTown(where)) return rejected({ code: "villageMissing" });
    return wanted({ is: "grid", name: gridName, village: where, parent: above, ...rest });
  }
  const own = village ?? name;
  if (!own) return rejected({ code: "nameMissing" });
  if (kind === "grid") return rejected({ code: "villageMissing" });
  if (kind === "town" || isTown(own)) return wanted({ is: "town" });
  if (above) return rejected({ code: "kindMisplaced" });
  return wanted({ is: "village", name: own, kind, ...rest });
}

function kindOf(text: string | undefined): { kind?: Kind; isUnknown: boolean } {
  if (!text) return { isUnknown: false };
  const kind = kindWords.find(([, words]) => words.includes(folded(text)))?.[0];
  return kind ? { kind, isUnknown: false } : { isUnknown: true };
}

function tooLong({ nameEn, ...names }: AreaCells): string | undefined {
  const long = Object.values(names).find((name) => name.trim().length > longest);
  return long ?? (nameEn && nameEn.trim().length > longestEn ? nameEn : undefined);
}

function wanted(given: Wanted): WantedRow {
  return { ok: true, wanted: given };
}

function rejected(reason: RowReason): WantedRow {
  return { ok: false, reasons: [reason] };
}
