/** The parts of a document as paragraphs and tables of Word. */
import {
  BorderStyle,
  type FileChild,
  HeadingLevel,
  type IParagraphOptions,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from "docx";
import { RED, twips } from "./docx-styles.ts";
import { dataTable, factsTable } from "./docx-tables.ts";
import { line, runs } from "./docx-text.ts";
import { textWidth } from "./layout.ts";
import type { Prepared, PreparedBlock } from "./prepare.ts";

const RED_LINE = { style: BorderStyle.SINGLE, size: 12, color: RED, space: 11 };
/** Everything between the first and the last line of the document. */
export function bodyOf(prepared: Prepared): FileChild[] {
  const { document } = prepared;
  const last = document.signature ? document.blocks.length - 1 : -1;
  return [
    ...(document.redHeader ? [line(document.redHeader, { style: "RedHeader" })] : []),
    ...(document.redHeader ? issue(prepared) : []),
    title(prepared),
    ...(document.redHeader ? [] : issue(prepared)),
    ...opening(prepared),
    ...document.blocks.flatMap((block, index) => blockOf(block, prepared, index === last)),
    ...signature(prepared),
  ];
}

/** Number, issuing body and day, and below a red header the red line. */
function issue({ document, layout }: Prepared): Paragraph[] {
  const { number, issueLine, redHeader } = document;
  const lines: IParagraphOptions[] = [];
  if (number) {
    const before = redHeader ? twips(layout.pitch * 1.5) : 0;
    lines.push({
      style: "Centred",
      children: runs([number]),
      spacing: spaced(layout.pitch, before),
    });
  }
  if (issueLine) {
    lines.push({
      style: "Plain",
      tabStops: [{ type: TabStopType.RIGHT, position: twips(textWidth(layout)) }],
      children: [...runs([issueLine.body]), new TextRun({ children: [new Tab(), issueLine.date] })],
    });
  }
  const lastLine = lines.pop() ?? { style: "Plain", children: [] };
  if (!redHeader) return number || issueLine ? [...lines, lastLine].map(paragraph) : [];
  return [...lines, { ...lastLine, border: { bottom: RED_LINE } }].map(paragraph);
}

function paragraph(options: IParagraphOptions): Paragraph {
  return new Paragraph(options);
}

function spaced(pitch: number, before: number) {
  return { line: twips(pitch), lineRule: "exact" as const, before };
}

function title({ document, layout }: Prepared): Paragraph {
  const before = document.redHeader ? twips(layout.pitch * 1.5) : 0;
  return line(document.title, {
    heading: HeadingLevel.TITLE,
    spacing: spaced(layout.titlePitch, before),
  });
}

/** The blank line below the title, and whom the document is addressed to. */
function opening({ document, layout, blankLines }: Prepared): Paragraph[] {
  const blank = Array.from({ length: blankLines.belowTitle }, () => line("", { style: "Plain" }));
  if (!document.addressee) return blank;
  const spacing = { ...spaced(layout.pitch, 0), after: twips(layout.paragraphGap) };
  return [...blank, line(document.addressee, { style: "Plain", spacing })];
}

function blockOf(block: PreparedBlock, prepared: Prepared, keepNext: boolean): FileChild[] {
  switch (block.kind) {
    case "heading": {
      const heading = block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
      return [line(block.text, { heading })];
    }
    case "paragraph":
      return [new Paragraph({ style: "Body", keepNext, children: runs(block.text) })];
    case "facts":
      return [factsTable(block, prepared.layout, keepNext)];
    case "table":
      return dataTable(block, keepNext);
  }
}

function signature({ document, layout, signatureIndents, blankLines }: Prepared): Paragraph[] {
  if (!document.signature) return [];
  const at = (ems: number) => ({ end: twips(ems * layout.body) });
  return [
    line(document.signature.body, {
      style: "Signature",
      keepNext: true,
      indent: at(signatureIndents.body),
      spacing: spaced(layout.pitch, twips(blankLines.aboveSignature * layout.pitch)),
    }),
    line(document.signature.date, { style: "Signature", indent: at(signatureIndents.date) }),
  ];
}
