/** What a file is, by its content. The name it came under is never believed. */
import { spreadsheetProblem } from "./problems.ts";

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

const ARCHIVES = [Buffer.from("PK\x03\x04"), Buffer.from("PK\x05\x06")];

const OTHERS: readonly { found: "pdf" | "picture" | "archive" | "program"; start: Buffer }[] = [
  { found: "pdf", start: Buffer.from("%PDF") },
  { found: "picture", start: Buffer.from([0x89, 0x50, 0x4e, 0x47]) },
  { found: "picture", start: Buffer.from([0xff, 0xd8, 0xff]) },
  { found: "picture", start: Buffer.from("GIF8") },
  { found: "archive", start: Buffer.from("Rar!") },
  { found: "archive", start: Buffer.from([0x37, 0x7a, 0xbc, 0xaf]) },
  { found: "archive", start: Buffer.from([0x1f, 0x8b]) },
  { found: "program", start: Buffer.from("MZ") },
  { found: "program", start: Buffer.from([0x7f, 0x45, 0x4c, 0x46]) },
];

/**
 * Whether the bytes are an archive, as an xlsx file is, or text, as a csv file is.
 * @throws SpreadsheetError for every other kind of file
 */
export function recognise(bytes: Buffer): "archive" | "text" {
  if (ARCHIVES.some((start) => startsWith(bytes, start))) return "archive";
  if (startsWith(bytes, OLE)) throw compoundFileProblem(bytes);
  const other = OTHERS.find(({ start }) => startsWith(bytes, start));
  if (other) throw spreadsheetProblem("notASpreadsheet", { found: other.found });
  refuseMarkup(bytes);
  return "text";
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}

/** Old Office files, and encrypted new ones, are OLE compound files: [MS-CFB]; stream names are UTF-16. */
function compoundFileProblem(bytes: Buffer): Error {
  const holds = (stream: string) => bytes.includes(Buffer.from(stream, "utf16le"));
  if (holds("EncryptedPackage")) return spreadsheetProblem("encrypted");
  if (holds("Workbook") || holds("Book")) return spreadsheetProblem("legacyXls");
  const found = holds("WordDocument") ? "word" : holds("PowerPoint") ? "slides" : "unknown";
  return spreadsheetProblem("notASpreadsheet", { found });
}

/** Many systems hand out web pages, whole ones too, and XML under the name of .xls. */
function refuseMarkup(bytes: Buffer): void {
  const start = bytes
    .toString("latin1", 0, 4096)
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart();
  if (/^(<(!doctype html|html|head|meta|table|style)\b|mime-version:)/i.test(start)) {
    throw spreadsheetProblem("otherFormat", { format: "html" });
  }
  if (/^<\?xml/i.test(start)) {
    if (/progid="Excel\.Sheet"|office:spreadsheet/i.test(start)) {
      throw spreadsheetProblem("otherFormat", { format: "xml2003" });
    }
    throw spreadsheetProblem("notASpreadsheet", { found: "unknown" });
  }
}

/** What an archive without an xlsx workbook is; `paths` are those of its files. */
export function archiveProblem(bytes: Buffer, paths: ReadonlySet<string>): Error {
  const holds = (folder: string) => [...paths].some((path) => path.startsWith(folder));
  if (paths.has("xl/workbook.bin")) return spreadsheetProblem("otherFormat", { format: "xlsb" });
  // OpenDocument stores its type uncompressed at the very start, to be recognised by.
  if (bytes.toString("latin1", 0, 128).includes("opendocument.spreadsheet")) {
    return spreadsheetProblem("otherFormat", { format: "ods" });
  }
  const found = holds("word/") ? "word" : holds("ppt/") ? "slides" : "archive";
  return spreadsheetProblem("notASpreadsheet", { found });
}
