/** Reading the cells of a row of a register. */
import type { Day } from "../kernel/time.ts";
import type { AreaNames } from "../organization/area-names.ts";
import type { DivisionIndex } from "../policy/divisions.ts";
import type { ImportColumn } from "./import-contract.ts";
import { saysNothing } from "./import-words.ts";
import { readPhone } from "./phone.ts";

export interface ImportCell {
  text: string;
  /** Digits were lost when the file was saved. */
  damaged?: true | undefined;
  /** A formula without its result. */
  uncalculated?: true | undefined;
}

/** The cells of a row by what their columns were taken for. */
export type ImportCells = Partial<Record<ImportColumn, ImportCell>>;

/** Why a row is refused, or what else there is to say of it. */
export interface Reason {
  column?: ImportColumn | undefined;
  /** The key of the message. */
  code: string;
  params?: Record<string, string | number> | undefined;
}

export interface RowFacts {
  areas: AreaNames;
  divisions: DivisionIndex;
  /** The town's today. */
  today: Day;
  /** The file counts days from 1904-01-01. */
  from1904?: boolean | undefined;
  /** Where everybody of the table is, when it has no column for it. */
  place?: { areaId: string; areaName: string } | undefined;
}

const longest = {
  householdNumber: 30,
  group: 20,
  address: 120,
  name: 40,
  occupation: 40,
  registeredPlace: 120,
  livingPlace: 120,
  commutePlace: 60,
  proxyName: 40,
  note: 200,
};

/** The cells of one row as they are read; what is wrong, and what else there is to say, gathers in it. */
export class RowReader {
  readonly #cells: ImportCells;
  readonly faults: Reason[] = [];
  readonly notes: Reason[] = [];

  constructor(cells: ImportCells) {
    this.#cells = cells;
    for (const column of columnsOf(cells)) {
      if (cells[column]?.uncalculated) this.fault(column, "registry.import.uncalculated");
      else if (isFormulaError(cells[column]?.text)) this.fault(column, "import.formulaError");
    }
  }

  fault(column: ImportColumn, code: string, params?: Reason["params"]): void {
    this.faults.push({ column, code, ...(params && { params }) });
  }

  note(column: ImportColumn, code: string, params?: Reason["params"]): void {
    this.notes.push({ column, code, ...(params && { params }) });
  }

  /** What a cell says; formula errors, complained of already, say nothing more. */
  text(column: ImportColumn): string | undefined {
    const text = this.#cells[column]?.text ?? "";
    return saysNothing(text) || isFormulaError(text) ? undefined : text;
  }

  limited(column: keyof typeof longest): string | undefined {
    const text = this.text(column)?.replace(/\s*\n\s*/g, " ");
    const limit = longest[column];
    if (text !== undefined && text.length > limit) {
      this.fault(column, "registry.import.tooLong", { limit });
      return undefined;
    }
    if (this.isDamaged(column)) this.note(column, "import.digitsLost");
    return text;
  }

  /** A telephone number as the register keeps it. */
  phone(column: "phone" | "proxyPhone"): string | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    const reading = readPhone(text);
    if (reading.ok && !this.isDamaged(column)) return reading.value.number;
    const problem = reading.ok ? "damagedBySpreadsheet" : reading.problem;
    this.fault(column, `registry.phone.${problem}`);
    return undefined;
  }

  isDamaged(column: ImportColumn): boolean {
    return this.#cells[column]?.damaged === true;
  }
}

// ECMA-376 part 1, 18.17.3, and what newer programs added.
const formulaErrors =
  /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA|BLOCKED!)$/i;

function isFormulaError(text = ""): boolean {
  return text.startsWith("#") && formulaErrors.test(text);
}

function columnsOf(cells: ImportCells): ImportColumn[] {
  // An object whose keys are columns has no others.
  return Object.keys(cells) as ImportColumn[];
}
