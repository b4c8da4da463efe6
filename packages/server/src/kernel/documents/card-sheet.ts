/** Cards with a QR code on sheets of A4, eight a page, with marks to cut along. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import { typeset } from "./typesetter.ts";

export interface PrintedCard {
  title: string;
  kind: string;
  number: string;
  name: string;
  lines: readonly string[];
  /** Small, at the foot. */
  foot: string;
  /** SVG. */
  qr: string;
}

export interface CardSheet {
  language: "zh-CN" | "en";
  title: string;
  issuer: string;
  issuedOn: Day;
  cards: readonly PrintedCard[];
}

/**
 * The sheets as a pdf.
 * @throws DocumentError
 */
export async function toCardSheet({ issuedOn, ...sheet }: CardSheet): Promise<Uint8Array> {
  const issued = issuedOn.split("-").map(Number);
  return typeset(JSON.stringify({ ...sheet, issued }), "cards");
}
