/** Finding the header row of a table that people made: below a title, with notes in brackets, over two lines. */
import { type Cell, LINES_ABOVE_DATA, type Sheet } from "./sheet.ts";

/** The words under which each field may stand in a header. */
export type Synonyms<Field extends string> = Readonly<Record<Field, readonly string[]>>;

export interface Header<Field extends string> {
  /** The first row of data, as an index into the rows. */
  dataFrom: number;
  /** Line number of the header (from 1), the lower one when it takes two. */
  line: number;
  /** The column of each field found. */
  columns: Readonly<Partial<Record<Field, number>>>;
  /** The header's text in every column; of two lines both, where the lower alone stands there twice. */
  texts: readonly string[];
  /** Columns with a text that no field answers to. */
  unknown: readonly { column: number; text: string }[];
  /** Further columns of a field already found; not read. */
  repeated: readonly { column: number; field: Field }[];
}

export interface HeaderWords<Field extends string> {
  synonyms: Synonyms<Field>;
  /** Upper headings that only group columns: 家庭成员 over 姓名 leaves it 姓名. */
  groups?: readonly string[];
}

type Table = Pick<Sheet, "rows" | "spans">;

/**
 * The header among the first 20 lines: the line, or two lines one under the other, that names the
 * most fields. Titles and notes above it name none. Words are compared without spaces, case, marks
 * of obligation and remarks in brackets, never by resemblance: 户主姓名 isn't 姓名.
 * @returns undefined when no line names at least two fields (one, if only one is asked for)
 */
export function findHeader<Field extends string>(
  { rows, spans }: Table,
  words: HeaderWords<Field>,
): Header<Field> | undefined {
  const dictionary = dictionaryOf(words);
  const needed = Math.min(2, new Set(dictionary.fieldOf.values()).size);
  const lines = rows.slice(0, LINES_ABOVE_DATA);
  const candidates = lines.flatMap((row, index) => {
    const alone = candidate(row.map(heading), index, dictionary);
    const above = index > 0 ? lines[index - 1] : undefined;
    if (!above) return [alone];
    const upper = spread(above, spans, index);
    return [alone, candidate(stacked(upper, row), index, dictionary)];
  });
  const named = (header: Header<Field>) => Object.keys(header.columns).length;
  const best = candidates.reduce<Header<Field> | undefined>(
    (best, header) => (best && named(best) >= named(header) ? best : header),
    undefined,
  );
  return best && named(best) >= Math.max(1, needed) ? best : undefined;
}

/** What stands over a column: the text of its own line, and that of the line above. */
interface Heading {
  text: string;
  /** Only where both lines have something. */
  upper?: string;
}

const heading = ({ text }: Cell): Heading => ({ text });

/** The texts of a line, those of joined cells over every column they span; a title spans all and counts for none. */
function spread(row: readonly Cell[], spans: Table["spans"], line: number): string[] {
  const texts = row.map(({ text }) => text);
  for (const { fromColumn, toColumn } of spans.filter((span) => span.line === line)) {
    const text = row[fromColumn]?.text ?? "";
    for (let column = fromColumn; column <= toColumn; column += 1) texts[column] = text;
  }
  const isTitle = new Set(texts.filter(Boolean)).size < 2;
  return isTitle ? row.map(({ text }) => text) : Array.from(texts, (text) => text ?? "");
}

/** Two header lines read as one. */
function stacked(above: readonly string[], below: readonly Cell[]): Heading[] {
  const width = Math.max(above.length, below.length);
  return Array.from({ length: width }, (_, column) => {
    const [upper = "", lower = ""] = [above[column], below[column]?.text];
    if (lower === "") return { text: upper };
    return upper === "" || upper === lower ? { text: lower } : { text: lower, upper };
  });
}

interface Dictionary<Field extends string> {
  fieldOf: ReadonlyMap<string, Field>;
  groups: ReadonlySet<string>;
}

function candidate<Field extends string>(
  headings: readonly Heading[],
  index: number,
  dictionary: Dictionary<Field>,
): Header<Field> {
  const columns: Partial<Record<Field, number>> = {};
  const fields = headings.map((each) => fieldsOf(each, dictionary));
  // What two lines say together, or the lower under a mere group, is certain; what the lower line
  // says under another heading is believed where nothing better claims the field.
  for (const kind of ["certain", "likely"] as const) {
    for (const [column, found] of fields.entries()) {
      const field = found[kind];
      if (field !== undefined && columns[field] === undefined) columns[field] = column;
    }
  }
  const unknown: { column: number; text: string }[] = [];
  const repeated: { column: number; field: Field }[] = [];
  const texts = textsOf(headings);
  for (const [column, { certain, likely }] of fields.entries()) {
    const field = certain ?? likely;
    const text = texts[column] ?? "";
    if (field === undefined && text) unknown.push({ column, text });
    else if (field !== undefined && columns[field] !== column) repeated.push({ column, field });
  }
  return { dataFrom: index + 1, line: index + 1, columns, texts, unknown, repeated };
}

function textsOf(headings: readonly Heading[]): string[] {
  const times = (text: string) => headings.filter((other) => other.text === text).length;
  return headings.map(({ text, upper }) => (upper && times(text) > 1 ? `${upper} ${text}` : text));
}

function fieldsOf<Field extends string>(
  { text, upper }: Heading,
  { fieldOf, groups }: Dictionary<Field>,
): { certain?: Field | undefined; likely?: Field | undefined } {
  const known = (words: string) =>
    fieldOf.get(word(words)) ?? fieldOf.get(word(withoutRemarks(words)));
  const whole = known((upper ?? "") + text);
  if (whole !== undefined) return { certain: whole };
  // A header of two lines that was written into one has a space between them.
  const [group, own] = upper === undefined ? twoWords(text) : [upper, text];
  const lower = known(own);
  return groups.has(word(withoutRemarks(group))) ? { certain: lower } : { likely: lower };
}

function twoWords(text: string): [string, string] {
  const [, first = "", rest = ""] = /^(\S+)\s+(.+)$/.exec(text) ?? [];
  return [first, rest];
}

function dictionaryOf<Field extends string>({
  synonyms,
  groups = [],
}: HeaderWords<Field>): Dictionary<Field> {
  const fieldOf = new Map<string, Field>();
  for (const field in synonyms) {
    for (const synonym of synonyms[field]) fieldOf.set(word(synonym), field);
  }
  return { fieldOf, groups: new Set(groups.map(word)) };
}

function withoutRemarks(text: string): string {
  return text.replace(/[（(【[][^）)】\]]*[）)】\]]/g, "");
}

/** What is left of a header's text for comparison. */
export function word(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s*:;,.、。_\-/'"“”]+/g, "");
}
