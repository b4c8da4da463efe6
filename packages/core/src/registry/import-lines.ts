/** Lines of a table that are about nobody: headers said again, totals, remarks, empty forms. */
import type { ImportColumn } from "./import-contract.ts";

/** What a table looks like around its rows. */
export interface TableForm {
  columns: readonly {
    index: number;
    header: string;
    column?: ImportColumn | undefined;
  }[];
  /** The lines down to the header, each with the texts in it: titles, notes, upper lines of the header. */
  above: readonly (readonly string[])[];
}

/** The message's key for each kind of line. */
export type LineKind =
  | "registry.import.headerAgain"
  | "import.titleAgain"
  | "import.totalLine"
  | "import.remarkLine"
  | "import.emptyLine";

const folded = (text: string) => text.normalize("NFKC").replace(/[\s:：]/g, "");

const total =
  /^(.{0,12}(合计|小计|总计|共计|累计|总人数|总户数|总人口)|(grand|sub-?)?total|sum)[\d.,户人名口共]*(其中.*)?$/i;
const counted = /^(本页|本村|本组|全村|全组)?共?\d+户(\d+[人名口])?$|^共\d+[人名口]$/;
const remark =
  /^(注|备注|说明|附注|填表|填报|制表|审核|审批|复核|负责人|经办|联系人|联系电话|单位|日期|盖章|签字|签名|第\d+页|共\d+页|以下空白|note|remark|prepared|checked|approved|page\b)/i;
const longestWord = 15;

/**
 * What kind of line it is; undefined when it may be somebody's. Long tables repeat their title and
 * header on every printed page, and end in totals, remarks and signatures.
 * @param texts the line's texts by column
 */
export function kindOfLine(
  texts: readonly string[],
  { columns, above }: TableForm,
): LineKind | undefined {
  const filled = texts.flatMap((text, index) =>
    text === "" ? [] : [{ text: folded(text), index }],
  );
  const headerAt = new Map(columns.map(({ index, header }) => [index, folded(header)]));
  const repeats = (line: readonly string[]) =>
    filled.every(({ text, index }) => text === folded(line[index] ?? ""));
  const named = new Map(columns.flatMap(({ index, column }) => (column ? [[index, column]] : [])));
  const said = filled.filter(({ index }) => named.has(index));
  if (filled.length > 1 && filled.every(({ text, index }) => text === headerAt.get(index))) {
    return "registry.import.headerAgain";
  }
  if (filled.length > 0 && above.some(repeats)) {
    return filled.length > 1 ? "registry.import.headerAgain" : "import.titleAgain";
  }
  if (isTotal(filled, named)) return "import.totalLine";
  const [only, another] = filled;
  if (only && !another && (remark.test(only.text) || only.text.length > longestWord)) {
    return "import.remarkLine";
  }
  return said.length === 0 ? "import.emptyLine" : undefined;
}

/** A total stands at the front of its line, and the line names nobody. */
function isTotal(
  filled: readonly { text: string; index: number }[],
  named: ReadonlyMap<number, ImportColumn>,
): boolean {
  const isWord = (text: string) => total.test(text) || counted.test(text);
  const at = (column: ImportColumn) =>
    filled.find(({ index }) => named.get(index) === column)?.text;
  const name = at("name");
  const isNobody = name === undefined || isWord(name) || /^\d/.test(name);
  const front = filled.slice(0, 3).some(({ text }) => isWord(text));
  return front && isNobody && !/^\d{15,}/.test(at("identityNumber") ?? "");
}
