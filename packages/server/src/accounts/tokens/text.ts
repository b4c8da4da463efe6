/**
 * The token as text: `lft_`, 32 letters for 160 random bits, 7 check letters. The form is its own,
 * so that one that leaked is found by a search (`lft_[0-9a-hjkmnp-tv-z]{39}`), and the check letters
 * tell a typing error from a token that was never there.
 */
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const prefix = "lft_";
// Crockford's: without i, l, o, u, which are mistaken for others.
const letters = "0123456789abcdefghjkmnpqrstvwxyz";
const randomBits = 160;
const checkLetters = 7;

export function newToken(): string {
  const random = randomBytes(randomBits / 8);
  const text = inLetters(BigInt(`0x${random.toString("hex")}`), randomBits / 5);
  return `${prefix}${text}${checkOf(text)}`;
}

/** Whether it has the form and its check letters fit. */
export function isWellFormed(token: string): boolean {
  const length = prefix.length + randomBits / 5 + checkLetters;
  if (token.length !== length || !token.startsWith(prefix)) return false;
  const text = token.slice(prefix.length, -checkLetters);
  return token.endsWith(checkOf(text));
}

function checkOf(text: string): string {
  return inLetters(BigInt(crc32(prefix + text)), checkLetters);
}

function inLetters(value: bigint, length: number): string {
  let rest = value;
  let text = "";
  for (let at = 0; at < length; at += 1) {
    text = letters.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
}
