/** How a messy table looks: its titles, its header of one or two lines, and the lines about nobody. */
import type { Chance } from "../people/random.ts";
import { type Merge, type MessyCell, type MessyLine, type MessySheet, text } from "./cells.ts";
import { type Key, keys, type MessyRow } from "./row.ts";

export interface Layout {
  columns: readonly Key[];
  /** The header of each column, as a single text. */
  headers: readonly string[];
  hasTwoLines: boolean;
  /** Lines above the header: titles and notes. */
  titles: readonly string[];
  /** The header comes again after so many rows; 0 for never. */
  headerEvery: number;
}

const words: Record<Key, readonly string[]> = {
  running: ["序号", "编号"],
  householdNumber: ["户号", "户编号", "户  号"],
  area: ["村（社区）", "所属村", "村"],
  group: ["组", "村民小组"],
  address: ["家庭住址", "详细地址（门牌）"],
  name: ["姓名", "姓 名", "*姓名"],
  identityNumber: ["身份证号码", "公民身份号码", "身份证号\n（18位）"],
  sex: ["性别"],
  birthday: ["出生日期", "出生年月日"],
  phone: ["联系电话", "手机号码"],
  relation: ["与户主关系", "与户主的关系"],
  note: ["备注"],
};

/** Headings over several columns. */
const groups: Partial<Record<Key, string>> = {
  group: "住址",
  address: "住址",
  name: "家庭成员",
  identityNumber: "家庭成员",
  sex: "家庭成员",
  birthday: "家庭成员",
};

export function layoutOf(
  chance: Chance,
  { hasAreaColumn, isCsv }: { hasAreaColumn: boolean; isCsv: boolean },
): Layout {
  const columns = keys.filter((key) => hasAreaColumn || key !== "area");
  const notes = [
    "填表单位（盖章）：",
    "填表日期：2020年1月31日",
    "说明：以户口簿为准，外出人员也要填",
  ];
  const count = chance.pick([0, 1, 1, 2, 4, 12]);
  return {
    columns,
    headers: columns.map((key) => chance.pick(words[key])),
    hasTwoLines: !isCsv && chance.happens(0.5),
    titles: Array.from({ length: count }, (_, at) => (at === 0 ? "" : chance.pick(notes))),
    headerEvery: chance.pick([0, 0, 20]),
  };
}

/** Titles and header, with the cells they join. */
export function head(layout: Layout, title: string): Pick<MessySheet, "lines" | "merges"> {
  const width = layout.columns.length;
  const titles = layout.titles.map((given, at) => (at === 0 ? title : given));
  const lines: MessyLine[] = titles.map((given) => ({ cells: [text(given)] }));
  const merges: Merge[] = titles.map((_, at) => ({
    fromLine: at + 1,
    toLine: at + 1,
    fromColumn: 1,
    toColumn: width,
  }));
  if (!layout.hasTwoLines) {
    return { lines: [...lines, { cells: layout.headers.map(text) }], merges };
  }
  const line = lines.length + 1;
  return {
    lines: [...lines, ...twoLines(layout).map((cells) => ({ cells }))],
    merges: [...merges, ...groupMerges(layout, line)],
  };
}

/** Grouped columns have their own word below; the others stand in the upper line, joined downward. */
export function twoLines({ columns, headers }: Layout): MessyCell[][] {
  const upper = columns.map((key, at) => {
    const group = groups[key];
    if (!group) return text(headers[at] ?? "");
    return text(at > 0 && groups[columns[at - 1] ?? "note"] === group ? "" : group);
  });
  const lower = columns.map((key, at) => text(groups[key] ? (headers[at] ?? "") : ""));
  return [upper, lower];
}

function groupMerges({ columns }: Layout, line: number): Merge[] {
  return columns.flatMap((key, at): Merge[] => {
    const group = groups[key];
    const column = at + 1;
    if (!group) return [{ fromLine: line, toLine: line + 1, fromColumn: column, toColumn: column }];
    if (at > 0 && groups[columns[at - 1] ?? "note"] === group) return [];
    const last = columns.findLastIndex((other) => groups[other] === group) + 1;
    return [{ fromLine: line, toLine: line, fromColumn: column, toColumn: last }];
  });
}

export function lineOf(row: MessyRow, { columns }: Layout): MessyCell[] {
  return columns.map((key) => row[key]);
}

/** A line that is about nobody, and should be told so. */
export function nobody(cells: MessyCell[], fault: string, reason: string): MessyLine {
  return { cells, row: { fate: "rejected", faults: [fault], reason } };
}

/** The header's lines once more, as on every printed page. */
export function headerAgain(layout: Layout): MessyLine[] {
  const lines = layout.hasTwoLines ? twoLines(layout) : [layout.headers.map(text)];
  return lines.map((cells) => nobody(cells, "header again", "registry.import.headerAgain"));
}
