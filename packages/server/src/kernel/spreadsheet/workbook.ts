/**
 * What an xlsx archive says about itself outside its sheets: which sheets there are, how numbers
 * look, the shared texts. ECMA-376 part 1, 18.2 (workbook), 18.4 (shared strings), 18.8 (styles).
 */
import type { ArchiveEntry } from "../archive/directory.ts";
import { storedText } from "./cell-text.ts";
import { lookOf, type NumberLook } from "./number-text.ts";
import { spreadsheetProblem } from "./problems.ts";
import { archiveProblem } from "./signature.ts";
import { decodeEscapes, readXml } from "./xml.ts";

export interface WorkbookSheet {
  name: string;
  hidden: boolean;
  entry: ArchiveEntry;
}

export interface Workbook {
  sheets: WorkbookSheet[];
  /** Days are counted from 1904-01-01, as old Macintosh files do. */
  from1904: boolean;
  /** How numbers look, by the style index of a cell. */
  looks: NumberLook[];
  /** Texts by their index. */
  texts: string[];
}

/** An archive and the files in it. */
export interface Package {
  archive: Buffer;
  entries: ReadonlyMap<string, ArchiveEntry>;
}

/** @throws SpreadsheetError */
export async function readWorkbook(file: Package): Promise<Workbook> {
  const [main] = await related(file, "", "officeDocument");
  if (!main || /^(word|ppt)\/|\.bin$/.test(main.path)) {
    throw archiveProblem(file.archive, new Set(file.entries.keys()));
  }
  const parts = await relationships(file, main.path);
  const { named, from1904 } = await readSheetList(file, main.entry);
  const sheets = named.flatMap(({ id, name, hidden }) => {
    const part = parts.find((candidate) => candidate.id === id);
    if (!part) throw spreadsheetProblem("damaged");
    return part.kind === "worksheet" ? [{ name, hidden, entry: part.entry }] : [];
  });
  const styles = parts.find((part) => part.kind === "styles");
  const texts = parts.find((part) => part.kind === "sharedStrings");
  return {
    sheets,
    from1904,
    looks: styles ? await readLooks(file, styles.entry) : [],
    texts: texts ? await readTexts(file, texts.entry) : [],
  };
}

interface Relationship {
  id: string;
  /** The last word of its type: `worksheet`, `styles`, … in the transitional and the strict form alike. */
  kind: string;
  path: string;
  entry: ArchiveEntry;
}

async function related(file: Package, from: string, kind: string): Promise<Relationship[]> {
  return (await relationships(file, from)).filter((part) => part.kind === kind);
}

/** The parts that a part refers to inside the archive; `from` is "" for the archive itself. */
async function relationships(file: Package, from: string): Promise<Relationship[]> {
  const folder = from.slice(0, from.lastIndexOf("/") + 1);
  const entry = find(file, `${folder}_rels/${from.slice(folder.length)}.rels`);
  if (!entry) return [];
  const found: Relationship[] = [];
  await readXml(file.archive, entry, {
    open(name, { Id = "", Type = "", Target = "", TargetMode }) {
      if (name !== "Relationship" || TargetMode === "External") return;
      const path = new URL(Target, `zip:/${folder}`).pathname.slice(1);
      const target = find(file, decodeURIComponent(path));
      const kind = Type.slice(Type.lastIndexOf("/") + 1);
      if (target) found.push({ id: Id, kind, path: target.path, entry: target });
    },
  });
  return found;
}

/** Part names are compared without regard to case: ECMA-376 part 2, 6.3.5. */
function find(file: Package, path: string): ArchiveEntry | undefined {
  const exact = file.entries.get(path);
  if (exact) return exact;
  const lower = path.toLowerCase();
  return [...file.entries.values()].find((entry) => entry.path.toLowerCase() === lower);
}

async function readSheetList(file: Package, entry: ArchiveEntry) {
  const named: { id: string; name: string; hidden: boolean }[] = [];
  let from1904 = false;
  await readXml(file.archive, entry, {
    open(tag, attributes) {
      if (tag === "workbookPr") from1904 = isTrue(attributes.date1904);
      if (tag !== "sheet") return;
      const id = Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1] ?? "";
      const { name = "", state = "visible" } = attributes;
      named.push({ id, name, hidden: state !== "visible" });
    },
  });
  return { named, from1904 };
}

export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

/** The number formats of the cell styles; `cellStyleXfs` and `dxfs` hold others that don't count. */
async function readLooks(file: Package, entry: ArchiveEntry): Promise<NumberLook[]> {
  const codes = new Map<number, string>();
  const looks: NumberLook[] = [];
  let inCellStyles = false;
  let inVariants = false;
  await readXml(file.archive, entry, {
    open(name, { numFmtId = "0", formatCode }) {
      if (name === "cellXfs") inCellStyles = true;
      if (name === "dxfs") inVariants = true;
      const id = Number(numFmtId);
      if (name === "numFmt" && !inVariants && formatCode !== undefined) codes.set(id, formatCode);
      if (name === "xf" && inCellStyles) looks.push(lookOf(id, codes.get(id)));
    },
    close(name) {
      if (name === "cellXfs") inCellStyles = false;
      if (name === "dxfs") inVariants = false;
    },
  });
  return looks;
}

async function readTexts(file: Package, entry: ArchiveEntry): Promise<string[]> {
  const texts: string[] = [];
  const rich = richText((text) => texts.push(storedText(text)));
  await readXml(file.archive, entry, {
    open: (name) => rich.open(name, name === "si"),
    text: rich.text,
    close: (name) => rich.close(name, name === "si"),
  });
  return texts;
}

/**
 * Gathers the text between an opening and a closing tag, from runs of differing style, without the
 * reading aids (`rPh`) that East Asian versions of Excel keep beside it.
 */
export function richText(done: (text: string) => void) {
  let gathered = "";
  let inText = false;
  let inReadingAid = false;
  return {
    open(name: string, begins: boolean): void {
      if (begins) gathered = "";
      if (name === "rPh") inReadingAid = true;
      if (name === "t") inText = !inReadingAid;
    },
    text(piece: string): void {
      if (inText) gathered += piece;
    },
    close(name: string, ends: boolean): void {
      if (name === "rPh") inReadingAid = false;
      if (name === "t") inText = false;
      if (ends) done(decodeEscapes(gathered));
    },
  };
}
