/** Text as runs and lines of Word. */
import { type IParagraphOptions, Paragraph, TextRun } from "docx";
import type { Piece } from "./prepare.ts";

/** A paragraph of one text. */
export function line(text: string, options: IParagraphOptions): Paragraph {
  return new Paragraph({ ...options, children: runs([text]) });
}

/** Runs of text; line breaks stay line breaks. */
export function runs(pieces: readonly Piece[]): TextRun[] {
  return pieces.flatMap((piece) => {
    const [text, bold] = typeof piece === "string" ? [piece, undefined] : [piece.strong, true];
    return text
      .split("\n")
      .map((part, index) => new TextRun({ text: part, bold, break: index && 1 }));
  });
}
