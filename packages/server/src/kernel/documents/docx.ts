/** Official documents as docx, to be opened and worked on in Word or WPS. */
import {
  AlignmentType,
  Document,
  Footer,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from "docx";
import { strFromU8, unzipSync } from "fflate";
import { pack } from "../archive/pack.ts";
import { bodyOf } from "./docx-body.ts";
import { stylesOf, twips } from "./docx-styles.ts";
import type { Layout } from "./layout.ts";
import type { OfficialDocument } from "./model.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { DocumentError } from "./problems.ts";

/**
 * The document as a docx. The same document gives the same bytes.
 * @throws DocumentError
 */
export async function toDocx(document: OfficialDocument): Promise<Uint8Array> {
  const prepared = prepare(document);
  try {
    const file = await Packer.toBuffer(wordDocument(prepared));
    return await reproducible(file, prepared.document);
  } catch (error) {
    throw new DocumentError("docx", String(error));
  }
}

function wordDocument(prepared: Prepared): Document {
  const { document, layout } = prepared;
  return new Document({
    title: document.title.replaceAll("\n", ""),
    creator: document.issuer,
    lastModifiedBy: document.issuer,
    styles: stylesOf(document, layout),
    evenAndOddHeaderAndFooters: layout.outerPageNumbers,
    compatibility: { version: 15, balanceSingleByteDoubleByteWidth: true },
    sections: [section(prepared)],
  });
}

const POINTS_A_MM = 72 / 25.4;
const FOOTER_BELOW_TEXT_MM = 7;

function section(prepared: Prepared): ISectionOptions {
  const { pageMm, marginMm } = prepared.layout;
  const mm = (millimetres: number) => twips(millimetres * POINTS_A_MM);
  return {
    properties: {
      page: {
        size: { width: mm(pageMm.width), height: mm(pageMm.height) },
        margin: {
          top: mm(marginMm.top),
          bottom: mm(marginMm.bottom),
          left: mm(marginMm.left),
          right: mm(marginMm.right),
          footer: mm(marginMm.bottom - FOOTER_BELOW_TEXT_MM) - footHeight(prepared),
        },
      },
    },
    footers: { default: foot(prepared, "odd"), even: foot(prepared, "even") },
    children: bodyOf(prepared),
  };
}

/** In twips. */
function footHeight({ document, layout }: Prepared): number {
  const note = document.footerNote
    ? layout.note * 1.4 * document.footerNote.split("\n").length + 3
    : 0;
  return twips(layout.pageNumber * 1.2 + note);
}

function foot({ document, layout }: Prepared, side: "odd" | "even"): Footer {
  const children: Paragraph[] = [];
  if (document.pageNumbers) children.push(pageNumber(layout, side));
  if (document.footerNote) {
    const runs = document.footerNote
      .split("\n")
      .map((text, index) => new TextRun({ text, break: index && 1 }));
    children.push(new Paragraph({ style: "FootNote", children: runs }));
  }
  return new Footer({ children });
}

function pageNumber(layout: Layout, side: "odd" | "even"): Paragraph {
  const indent = twips(layout.pageNumber);
  if (!layout.outerPageNumbers) {
    return new Paragraph({
      style: "PageNumber",
      alignment: AlignmentType.CENTER,
      children: [new TextRun({ children: [PageNumber.CURRENT] })],
    });
  }
  return new Paragraph({
    style: "PageNumber",
    alignment: side === "odd" ? AlignmentType.END : AlignmentType.START,
    indent: side === "odd" ? { end: indent } : { start: indent },
    children: [new TextRun({ children: ["— ", PageNumber.CURRENT, " —"] })],
  });
}

const PROPERTIES = "docProps/core.xml";
const TIME = /(<dcterms:(created|modified)[^>]*>)[^<]*/g;

/** The library writes the time of making into the file; the day of issue belongs there. */
async function reproducible(
  file: Uint8Array,
  { language, issuedOn }: Pick<OfficialDocument, "language" | "issuedOn">,
): Promise<Uint8Array> {
  const parts = Object.entries(unzipSync(file));
  return pack(
    parts.map(([path, content]) => {
      if (path !== PROPERTIES) return { path, content };
      const properties = strFromU8(content)
        .replace(TIME, `$1${issuedOn}T00:00:00Z`)
        .replace("<dcterms:created", `<dc:language>${language}</dc:language><dcterms:created`);
      return { path, content: Buffer.from(properties) };
    }),
  );
}
