/**
 * A register as towns really keep them: the people of a synthetic register, in a spreadsheet with all
 * the faults such spreadsheets have. Beside it stands what each row is and what should become of it.
 * The same seed makes the same mess.
 */
import type { Day } from "@lianfang/core/kernel/time.ts";
import { type Chance, chanceFrom } from "../people/random.ts";
import { generateRegister, type SyntheticHousehold } from "../people/register.ts";
import type { MessyCell, MessyLine, MessySheet } from "./cells.ts";
import { text } from "./cells.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import { head, headerAgain, type Layout, layoutOf, lineOf, nobody } from "./layout.ts";
import { cleanRow, type Setting } from "./row.ts";
import { variants } from "./variants.ts";

export interface MessyWish {
  households: number;
  seed: number | string;
  villages: readonly string[];
  /** The town's name, for titles. */
  town: string;
  asOf: Day;
  /** One sheet of texts only, as csv is. */
  isCsv: boolean;
  /** How much is wrong; as in a usual register unless told. */
  mix?: Mix | undefined;
}

export interface Mix {
  /** Names of the faults and variants that may come; all of them when absent. */
  kinds?: readonly string[] | undefined;
  /** Of all households, those with a faulty member; from 0 to 1. */
  faultyHouseholds: number;
  /** Of all other rows, those written in another form. */
  variedRows: number;
}

const usualMix: Mix = { faultyHouseholds: 0.35, variedRows: 0.5 };

export interface MessyRegister {
  sheets: MessySheet[];
  from1904: boolean;
}

interface Making {
  wish: MessyWish;
  mix: Mix;
  chance: Chance;
  layout: Layout;
  from1904: boolean;
  hasAreaColumn: boolean;
}

export function generateMess(wish: MessyWish): MessyRegister {
  const { seed, villages, isCsv } = wish;
  const chance = chanceFrom(seed, "mess");
  const hasSheets = !isCsv && villages.length > 1 && chance.happens(0.5);
  const hasAreaColumn = !hasSheets || chance.happens(0.5);
  const from1904 = !isCsv && chance.happens(0.3);
  const layout = layoutOf(chance, { hasAreaColumn, isCsv });
  const making: Making = {
    wish,
    mix: wish.mix ?? usualMix,
    chance,
    layout,
    from1904,
    hasAreaColumn,
  };
  const { households } = generateRegister(wish);
  const groups = hasSheets
    ? [...Map.groupBy(households, ({ village }) => village)]
    : [[isCsv ? "" : "花名册", households] as const];
  const sheets = groups.map(([name, some]) => sheetOf(making, name, some));
  suspect(making, sheets);
  return { sheets: isCsv ? sheets : [...sheets, ...otherSheets(chance)], from1904 };
}

function sheetOf(
  making: Making,
  name: string,
  households: readonly SyntheticHousehold[],
): MessySheet {
  const { layout, wish, chance } = making;
  const { lines, merges } = head(layout, `${wish.town}户籍人口登记表`);
  const sheet: MessySheet = { name, lines, merges, hiddenColumns: [] };
  if (!wish.isCsv && chance.happens(0.4)) {
    sheet.hiddenColumns.push(layout.columns.indexOf("address") + 1);
  }
  let people = 0;
  for (const household of households) {
    const from = sheet.lines.length + 1;
    for (const line of linesOf(making, household, people)) sheet.lines.push(line);
    people += household.members.length;
    joinNumbers(making, sheet, from);
    interrupt(making, sheet, people);
  }
  sheet.lines.push(...endOf(making, households.length, people));
  return sheet;
}

/** At most one member of a household has a fault, so that each row's fate is its own. */
function linesOf(making: Making, household: SyntheticHousehold, before: number): MessyLine[] {
  const { chance, mix } = making;
  const faulty = chance.happens(mix.faultyHouseholds)
    ? chance.whole(0, household.members.length - 1)
    : -1;
  const lines = household.members.map((person, at) => {
    const setting: Setting = { ...making, isCsv: making.wish.isCsv, household, person };
    return personLine(making, setting, { isFaulty: at === faulty, running: before + at + 1 });
  });
  return chance.happens(0.05) ? [...lines, ...repeated(lines)] : lines;
}

function personLine(
  making: Making,
  setting: Setting,
  { isFaulty, running }: { isFaulty: boolean; running: number },
): MessyLine {
  const { chance, layout, wish } = making;
  const row = cleanRow(setting, running);
  const truth = Object.fromEntries(
    layout.columns.map((key, at) => [layout.headers[at] ?? "", textOf(row[key])]),
  );
  const fault = faultFor(making, setting, isFaulty);
  fault?.apply(row, setting);
  const isHidden = !wish.isCsv && chance.happens(0.03);
  const { reason, notes = [] } = fault ?? {};
  return {
    cells: lineOf(row, layout),
    isHidden,
    row: {
      fate: reason ? "rejected" : "new",
      faults: fault ? [fault.name] : [],
      ...(reason && { reason }),
      notes: isHidden ? [...notes, "import.hiddenRow"] : notes,
      truth,
    },
  };
}

/** One that fits and is wanted; none where there is no such. */
function faultFor({ chance, mix }: Making, setting: Setting, isFaulty: boolean): Fault | undefined {
  if (!isFaulty && !chance.happens(mix.variedRows)) return undefined;
  const fitting = (isFaulty ? faults : variants).filter(
    (fault) => (fault.fits?.(setting) ?? true) && (mix.kinds?.includes(fault.name) ?? true),
  );
  return fitting.length > 0 ? chance.pick(fitting) : undefined;
}

/**
 * Numbers that rightly end in 000 are told beside others that lost their digits, and refused: nobody
 * can see which they are.
 */
function suspect({ layout }: Making, sheets: readonly MessySheet[]): void {
  const header = layout.headers[layout.columns.indexOf("identityNumber")] ?? "";
  const rows = sheets.flatMap(({ lines }) => lines.flatMap(({ row }) => row ?? []));
  const areLost = rows.some(({ reason }) => reason === "registry.identity.damagedBySpreadsheet");
  for (const row of rows) {
    const isOld = row.notes?.includes("registry.import.oldNumberUpgraded");
    if (row.fate !== "new" || isOld || !row.truth?.[header]?.endsWith("000")) continue;
    if (areLost) Object.assign(row, { fate: "rejected", reason: "import.numberLikelyDamaged" });
    else row.notes = [...(row.notes ?? []), "registry.import.numberMayBeDamaged"];
  }
}

const textOf = (cell: MessyCell) => (cell.is === "text" ? cell.text : "");

/** The last of the lines once more: the same person twice. */
function repeated(lines: readonly MessyLine[]): MessyLine[] {
  const last = lines.at(-1);
  if (last?.row?.fate !== "new") return [];
  const fault = { faults: ["the same person twice"], reason: "registry.import.repeatedNumber" };
  return [{ cells: [...last.cells], row: { fate: "rejected", ...fault } }];
}

/** The household's number stands once, in a cell joined over its members. */
function joinNumbers({ wish, layout, chance }: Making, sheet: MessySheet, from: number): void {
  const to = sheet.lines.length;
  if (wish.isCsv || to <= from || !chance.happens(0.3)) return;
  const at = layout.columns.indexOf("householdNumber");
  for (const line of sheet.lines.slice(from, to)) line.cells[at] = text("");
  sheet.merges.push({ fromLine: from, toLine: to, fromColumn: at + 1, toColumn: at + 1 });
}

function interrupt({ chance, layout }: Making, sheet: MessySheet, people: number): void {
  const [title] = sheet.lines[0]?.cells ?? [];
  if (layout.titles.length > 0 && title && chance.happens(0.02)) {
    sheet.lines.push(nobody([title], "title again", "import.titleAgain"));
  }
  if (layout.headerEvery > 0 && people % layout.headerEvery < 3) {
    sheet.lines.push(...headerAgain(layout));
  }
  if (chance.happens(0.03)) sheet.lines.push({ cells: [] });
  if (chance.happens(0.04)) {
    sheet.lines.push(nobody(total(layout, "小计", people), "subtotal", "import.totalLine"));
  }
}

function total({ columns }: Layout, word: string, people: number): MessyCell[] {
  return columns.map((key) => {
    if (key === "running") return text(word);
    return text(key === "phone" ? String(people) : "");
  });
}

function endOf({ chance, layout }: Making, households: number, people: number): MessyLine[] {
  const empty = (nth: number) =>
    nobody([text(String(people + nth))], "empty line of the form", "import.emptyLine");
  return [
    ...Array.from({ length: chance.whole(0, 3) }, (_, at) => empty(at + 1)),
    nobody(total(layout, `合计：${households}户`, people), "total", "import.totalLine"),
    nobody([text("填表人：王会计    审核人：李主任")], "signatures", "import.remarkLine"),
  ];
}

/** Sheets that are not part of the register, and are told. */
function otherSheets(chance: Chance): MessySheet[] {
  const sheet = (name: string, rows: string[][]): MessySheet => ({
    name,
    lines: rows.map((row) => ({ cells: row.map(text) })),
    merges: [],
    hiddenColumns: [],
    isOther: true,
  });
  const numbers = sheet("汇总", [
    ["项目", "数量", "说明"],
    ["常住人口", "1024", "估算"],
    ["外出人口", "256", "估算"],
  ]);
  const old = { ...sheet("旧表", [["甲"], ["乙"]]), isHidden: true };
  return chance.happens(0.6) ? [numbers, old] : [];
}
