/**
 * Cards that count no more (lost, revoked, replaced), as one bit for each serial number: 60,000 cards
 * take 7,500 bytes, 11,250 characters of Base45, however many of them were cancelled.
 */
import { z } from "zod";
import { fromBase45, toBase45 } from "./base45.ts";

export const RevocationList = z.object({
  /** The highest serial the list knows; later cards were issued after it was made. */
  upTo: z.int().min(0),
  /** Bit n of the list (from the lowest bit of the first byte) is card n + 1. */
  bits: z.string(),
});
export type RevocationList = z.infer<typeof RevocationList>;

export const nothingRevoked: RevocationList = { upTo: 0, bits: "" };

/** @param cancelled serial numbers, from 1 */
export function revocationList(upTo: number, cancelled: Iterable<number>): RevocationList {
  const bytes = new Uint8Array(Math.ceil(upTo / 8));
  for (const serial of cancelled) {
    const at = (serial - 1) >> 3;
    bytes[at] = (bytes[at] ?? 0) | (1 << ((serial - 1) & 7));
  }
  return { upTo, bits: toBase45(bytes) };
}

let lastRead: { text: string; bytes: Uint8Array } | undefined;

/** The list is read once, not at every card. */
function bytesIn({ bits }: RevocationList): Uint8Array {
  if (lastRead?.text !== bits)
    lastRead = { text: bits, bytes: fromBase45(bits) ?? new Uint8Array() };
  return lastRead.bytes;
}

export function isCancelled(serial: number, list: RevocationList): boolean {
  if (serial > list.upTo) return false;
  const byte = bytesIn(list)[(serial - 1) >> 3] ?? 0;
  return (byte & (1 << ((serial - 1) & 7))) !== 0;
}
