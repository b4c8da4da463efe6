/** What an import would do: its rows checked one by one, and planned against the register. */
import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import { townDay } from "@lianfang/core/kernel/time.ts";

import { indexAreaNames } from "@lianfang/core/organization/area-names.ts";
import type { ImportPlace } from "@lianfang/core/registry/import-contract.ts";

import { kindOfLine, type TableForm } from "@lianfang/core/registry/import-lines.ts";
import {
  type ImportPlan,
  planImport,
  type RowToPlan,
} from "@lianfang/core/registry/import-plan.ts";
import { countReasons, type ReasonCount } from "@lianfang/core/registry/import-reasons.ts";
import type { Register } from "@lianfang/core/registry/import-register.ts";
import { type CheckedRow, checkRow } from "@lianfang/core/registry/import-row.ts";
import type { ImportCells, RowFacts } from "@lianfang/core/registry/import-row-reader.ts";
import type { QueryContext } from "../kernel/context.ts";
import { divisionsOf } from "../policy/divisions.ts";
import { type Choices, ColumnPlaces, placesOfSheets } from "./import-places.ts";
import type { FileColumn, FileRow, FileSheet } from "./import-reading.ts";
import { pinyinOf } from "./name-pinyin.ts";
import { registerStore } from "./register-store.ts";

/** A file as it is to be understood. */
export interface GivenFile {
  fileName: string;
  sheets: readonly FileSheet[];
  columns: readonly FileColumn[];
  from1904: boolean;
  choices: Choices;
}

export interface GivenRow extends FileRow {
  isLeftOut?: boolean | undefined;
}

export interface Preview {
  plan: ImportPlan;
  register: Register;
  places: ImportPlace[];
  reasons: ReasonCount[];
  /** Equal when the plan is: the same fates for the same rows, on the register as it was. */
  digest: Buffer;
  /** Rows left out by hand. */
  leftOut: number;
}

/** The rows of a file, some at a time: those that have been checked need not be held. */
export type RowPieces = Iterable<readonly GivenRow[]> | AsyncIterable<readonly GivenRow[]>;

export interface PreviewOptions {
  /** Whether what the register holds of the file stays as it is until the transaction ends. */
  isHeld: boolean;
  /** Told now and then how many rows have been checked. */
  onRows?: ((rows: number) => void) | undefined;
}

/** Other requests get their turn between so many rows. */
const rowsAtOnce = 500;

/** Checks and plans every row. */
export async function preview(
  context: QueryContext,
  file: GivenFile,
  pieces: RowPieces,
  { isHeld, onRows }: PreviewOptions,
): Promise<Preview> {
  const store = registerStore(context);
  const { name, nameEn, timeZone } = context.town;
  const chosen = new Map(Object.entries(file.choices));
  const knowledge = { chosen, soundOf: soundOf() };
  const areas = indexAreaNames(await store.areas(), [name, nameEn], knowledge);
  const divisions = await divisionsOf(context.kernel);
  const today = townDay(context.now, timeZone);
  const facts = { areas, divisions, today, from1904: file.from1904 };
  const checker = new RowChecker(file, facts);
  const checked: RowToPlan[] = [];
  let leftOut = 0;
  for await (const some of pieces) {
    for (const row of some) {
      const position = checked.length;
      if (position % rowsAtOnce === rowsAtOnce - 1) {
        onRows?.(position);
        await breathe();
      }
      if (row.isLeftOut) leftOut += 1;
      checked.push({ position, where: checker.whereIs(row), checked: checker.check(row) });
    }
  }
  const register = await store.held(namedIn(checked), isHeld);
  const plan = planImport(checked, register, areas);
  const reasons = countReasons(plan.rows);
  return { plan, register, places: checker.places(), reasons, digest: digestOf(plan), leftOut };
}

/** The first way to read a name; of few different ones, each only once. */
function soundOf(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const sound = known.get(text) ?? (pinyinOf(text).split("|")[0] ?? "").replaceAll(" ", "");
    known.set(text, sound);
    return sound;
  };
}

/** Checks the rows of one file, each by itself. */
class RowChecker {
  readonly #file: GivenFile;
  readonly #facts: RowFacts;
  readonly #areaColumn: number | undefined;
  readonly #columnPlaces: ColumnPlaces;
  readonly #sheetPlaces: ImportPlace[];
  readonly #forms: ReadonlyMap<string, TableForm>;
  readonly #factsOfSheet: ReadonlyMap<string, RowFacts>;

  constructor(file: GivenFile, facts: RowFacts) {
    const { sheets, columns, choices, fileName } = file;
    this.#file = file;
    this.#facts = facts;
    this.#areaColumn = columns.find(({ column }) => column === "area")?.index;
    this.#columnPlaces = new ColumnPlaces(facts.areas, choices);
    this.#sheetPlaces =
      this.#areaColumn === undefined ? placesOfSheets(sheets, fileName, facts.areas, choices) : [];
    this.#forms = new Map(sheets.map(({ name, above }) => [name, { columns, above }]));
    this.#factsOfSheet = new Map(
      sheets.map(({ name }, at) => [name, factsIn(facts, this.#sheetPlaces[at])]),
    );
  }

  check({ sheet, cells, isLeftOut, isHidden }: GivenRow): CheckedRow {
    if (isLeftOut) return { reasons: [{ code: "import.leftOut" }] };
    const form = this.#forms.get(sheet);
    const texts = cells.map(({ text }) => text);
    const isCalculated = cells.every(({ uncalculated }) => !uncalculated);
    const kind = form && isCalculated ? kindOfLine(texts, form) : undefined;
    if (kind) return { reasons: [{ code: kind }] };
    const areaText = this.#areaColumn === undefined ? "" : (texts[this.#areaColumn] ?? "");
    if (areaText) this.#columnPlaces.note(areaText);
    const byColumn = cellsByColumn(this.#file.columns, cells);
    const row = checkRow(byColumn, this.#factsOfSheet.get(sheet) ?? this.#facts);
    return isHidden ? { ...row, reasons: [...row.reasons, { code: "import.hiddenRow" }] } : row;
  }

  /** How a person finds a row in the file. */
  whereIs({ sheet, line }: FileRow): string {
    return this.#file.sheets.length > 1 ? `${sheet}!${line}` : String(line);
  }

  places(): ImportPlace[] {
    return [...this.#sheetPlaces, ...this.#columnPlaces.all()];
  }
}

function factsIn(facts: RowFacts, place: ImportPlace | undefined): RowFacts {
  const { areaId, areaName } = place ?? {};
  return areaId && areaName ? { ...facts, place: { areaId, areaName } } : facts;
}

function cellsByColumn(columns: readonly FileColumn[], cells: FileRow["cells"]): ImportCells {
  const byColumn: ImportCells = {};
  for (const { index, column } of columns) {
    const cell = cells[index];
    if (column && cell) byColumn[column] = cell;
  }
  return byColumn;
}

/** The numbers by which the register knows what the file speaks of. */
function namedIn(rows: readonly RowToPlan[]) {
  const numbers = new Set<string>();
  const identityNumbers = new Set<string>();
  for (const { checked } of rows) {
    if (checked.draft?.householdNumber) numbers.add(checked.draft.householdNumber);
    if (checked.draft?.identityNumber) identityNumbers.add(checked.draft.identityNumber);
  }
  return { numbers: [...numbers], identityNumbers: [...identityNumbers] };
}

function digestOf({ rows, households }: ImportPlan): Buffer {
  const hash = createHash("sha256");
  for (const { position, fate, person, changes, reasons } of rows) {
    const told = [
      position,
      fate,
      person?.residentId,
      person?.revision,
      changes.map(({ column }) => column),
      reasons.map(({ code }) => code),
    ];
    hash.update(`${JSON.stringify(told)}\n`);
  }
  for (const { number, held, areaId } of households.values()) {
    hash.update(`${JSON.stringify([number, held?.householdId, held?.revision, areaId])}\n`);
  }
  return hash.digest();
}
