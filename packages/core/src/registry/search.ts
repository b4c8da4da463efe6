/** What people type to find somebody: names in characters or pinyin, ends of numbers, addresses. */

export interface SearchWord {
  /** Small letters, half-width, without spaces. */
  text: string;
  /** The word as pinyin, when it is nothing but letters: `lv` and `lü` are one. */
  pinyin?: string;
  /** The last characters of a telephone or identity number, when the word may be that. */
  tail?: string;
}

/** Several words narrow: each has to be found. */
export type Search = readonly SearchWord[];

const mostWords = 6;
/** As many digits as a whole telephone number; fewer in groups may be a house and a group. */
const digitsOfOneNumber = 11;

/** A text as it is compared in searches: small letters, half-width, without spaces. */
export function folded(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
}

/**
 * Reads what is typed. Characters and letters that touch are words of their own (`张dashan`); a long
 * number is one word however it is grouped.
 * @returns undefined when nothing is sought
 */
export function readSearch(given: string | undefined): Search | undefined {
  const text = given?.normalize("NFKC").trim().toLowerCase() ?? "";
  if (text === "") return undefined;
  const number = numberIn(text);
  if (number && number.length >= digitsOfOneNumber) return [wordOf(number)];
  const words = text
    .replace(/(\p{Script=Han})(?=[a-zü])|([a-zü])(?=\p{Script=Han})/gu, "$1$2 ")
    .split(/\s+/)
    .slice(0, mostWords);
  return words.map(wordOf);
}

/** The digits of a text that is nothing but a number, or the end of one. */
function numberIn(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, "").toUpperCase();
  return /^\d{3,17}[\dX]$/.test(digits) ? digits : undefined;
}

function wordOf(given: string): SearchWord {
  const text = given.toLowerCase();
  const tail = numberIn(text);
  const pinyin = pinyinIn(text);
  return {
    text,
    ...(pinyin && { pinyin }),
    ...(tail && { tail }),
  };
}

/** Behind j, q, x and y the letter u is ü already; keyboards offer v for it all the same. */
function pinyinIn(text: string): string | undefined {
  const letters = text.replace(/ü/g, "v").replace(/['’·-]/g, "");
  return /^[a-z]+$/.test(letters) ? letters.replace(/([jqxy])v/g, "$1u") : undefined;
}
