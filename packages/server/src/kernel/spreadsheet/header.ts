/** Finding the header row of a table that people made: below a title, with notes in brackets, over two lines. */
import { type Cell, LINES_ABOVE_DATA } from "./sheet.ts";

/** The words under which each field may stand in a header. */
export type Synonyms<Field extends string> = Readonly<Record<Field, readonly string[]>>;

export interface Header<Field extends string> {
  /** The first row of data, as an index into the rows. */
  dataFrom: number;
  /** Line number of the header (from 1), the lower one when it takes two. */
  line: number;
  /** The column of each field found. */
  columns: Readonly<Partial<Record<Field, number>>>;
  /** The header's text in every column. */
  texts: readonly string[];
  /** Columns with a text that no field answers to. */
  unknown: readonly { column: number; text: string }[];
  /** Further columns of a field already found; not read. */
  repeated: readonly { column: number; field: Field }[];
}

/**
 * The header among the first 20 lines: the line, or two lines one under the other, that names the
 * most fields. Titles and notes above it name none. Words are compared without spaces, case, marks
 * of obligation and remarks in brackets, never by resemblance: 户主姓名 isn't 姓名.
 * @returns undefined when no line names at least two fields (one, if only one is asked for)
 */
export function findHeader<Field extends string>(
  rows: readonly (readonly Cell[])[],
  synonyms: Synonyms<Field>,
): Header<Field> | undefined {
  const fieldOf = fieldsByWord(synonyms);
  const needed = Math.min(2, new Set(fieldOf.values()).size);
  const candidates = rows.slice(0, LINES_ABOVE_DATA).flatMap((row, index) => {
    const above = index > 0 ? rows[index - 1] : undefined;
    const alone = candidate(texts(row), index, fieldOf);
    return above ? [alone, candidate(stacked(above, row), index, fieldOf)] : [alone];
  });
  const named = (header: Header<Field>) => Object.keys(header.columns).length;
  const best = candidates.reduce<Header<Field> | undefined>(
    (best, header) => (best && named(best) >= named(header) ? best : header),
    undefined,
  );
  return best && named(best) >= Math.max(1, needed) ? best : undefined;
}

function texts(row: readonly Cell[]): string[] {
  return row.map((cell) => cell.text);
}

/** Two header lines read as one: the lower text where there is one, else the upper. */
function stacked(above: readonly Cell[], below: readonly Cell[]): string[] {
  const width = Math.max(above.length, below.length);
  return Array.from(
    { length: width },
    (_, column) => below[column]?.text || above[column]?.text || "",
  );
}

function candidate<Field extends string>(
  texts: readonly string[],
  index: number,
  fieldOf: ReadonlyMap<string, Field>,
): Header<Field> {
  const columns: Partial<Record<Field, number>> = {};
  const unknown: { column: number; text: string }[] = [];
  const repeated: { column: number; field: Field }[] = [];
  for (const [column, text] of texts.entries()) {
    const field = fieldOf.get(word(text)) ?? fieldOf.get(word(withoutRemarks(text)));
    if (field && columns[field] === undefined) columns[field] = column;
    else if (field) repeated.push({ column, field });
    else if (text) unknown.push({ column, text });
  }
  return { dataFrom: index + 1, line: index + 1, columns, texts, unknown, repeated };
}

function fieldsByWord<Field extends string>(synonyms: Synonyms<Field>): Map<string, Field> {
  const fieldOf = new Map<string, Field>();
  for (const field in synonyms) {
    for (const synonym of synonyms[field]) fieldOf.set(word(synonym), field);
  }
  return fieldOf;
}

function withoutRemarks(text: string): string {
  return text.replace(/[（(【[][^）)】\]]*[）)】\]]/g, "");
}

/** What is left of a header's text for comparison. */
function word(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s*:;,.、。_\-/'"“”]+/g, "");
}
