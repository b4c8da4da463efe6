/** What stands in the files people download, as other programs read it. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";

/** The text of a spreadsheet's cells. */
export function textOfXlsx(path: string): string {
  return textIn(path, /^xl\/(worksheets\/sheet\d+|sharedStrings)\.xml$/);
}

/** The text of a Word document, a paragraph a line. */
export function textOfDocx(path: string): string {
  return textIn(path, /^word\/(document|footer\d*|header\d*)\.xml$/);
}

function textIn(path: string, wanted: RegExp): string {
  const parts = unzipSync(readFileSync(path));
  return Object.entries(parts)
    .filter(([name]) => wanted.test(name))
    .map(([, bytes]) => plain(strFromU8(bytes)))
    .join("\n");
}

function plain(xml: string): string {
  return xml
    .replaceAll(/<\/(w:p|row|c)>/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** The text of a PDF; undefined where no program is there to read it. */
export function textOfPdf(path: string): string | undefined {
  const start = readFileSync(path).subarray(0, 5).toString("latin1");
  if (start !== "%PDF-") throw new Error(`not a PDF: ${start}`);
  try {
    return execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
  } catch {
    return undefined;
  }
}
