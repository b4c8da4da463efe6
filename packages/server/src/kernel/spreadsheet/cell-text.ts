/** The text of a cell, made the same whatever keyboard, program or country it comes from. */

const FULL_WIDTH_OFFSET = 0xfee0;
// Digits, letters, and the signs of numbers and dates. Not all of NFKC: it would also turn ㎡ into m2,
// ① into 1, and the compatibility ideographs that occur in names into other characters.
const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ]/g;
const FULL_WIDTH_SIGN_IN_NUMBER = /(?<=\d)[－．／：](?=\d)/g;
// Invisible, and pasted along from other programs: zero-width space, word joiner, byte order mark,
// directional marks and isolates.
const INVISIBLE = /[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
const WIDE_SPACE = /[\u3000\u00a0\u2000-\u200a\u202f\u205f]/g;
const PLAIN = /^[\x21-\x7e\u4e00-\u9fff]*$/;

const toHalfWidth = (sign: string) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_OFFSET);

/**
 * Trimmed; full-width digits and letters made half-width (and the signs `－．／：` between digits);
 * wide and no-break spaces made plain; line ends made `\n`; invisible and control characters dropped;
 * everything else left as it is. Idempotent.
 */
export function normaliseCell(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(CONTROL, "")
    .replace(INVISIBLE, "")
    .replace(WIDE_SPACE, " ")
    .replace(FULL_WIDTH, toHalfWidth)
    .replace(FULL_WIDTH_SIGN_IN_NUMBER, toHalfWidth)
    .trim();
}

// A cell that begins so is taken for a formula by Excel, WPS or LibreOffice when the file is opened or
// saved on as csv. OWASP "CSV Injection"; OWASP ASVS 5.0, 1.2.10. A sign alone is no formula.
const FORMULA_LIKE = /^'*[=+\-@\t\r\n\0＝＋－＠]./s;
const NEUTRALISED = /^'(?='*[=+\-@\t\r\n\0＝＋－＠].)/s;

/** Puts an apostrophe before a text that a spreadsheet program could take for a formula. */
export function neutralise(text: string): string {
  return FORMULA_LIKE.test(text) ? `'${text}` : text;
}

/** Undoes {@link neutralise}. */
export function restore(text: string): string {
  return text.replace(NEUTRALISED, "");
}

/** The text of a cell as a file holds it, as a person means it. */
export function storedText(raw: string): string {
  return normaliseCell(restore(raw));
}
