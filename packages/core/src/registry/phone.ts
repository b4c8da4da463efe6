/** Telephone numbers of mainland China as registers hold them. */

export type PhoneKind = "mobile" | "landline";

export interface Phone {
  /** Mobile: 11 digits. Landline: area code and number joined by a hyphen, extension after `x`. */
  number: string;
  kind: PhoneKind;
}

/**
 * - `empty`: nothing there
 * - `form`: letters or signs where digits belong, or no such kind of number
 * - `length`: too few or too many digits
 * - `areaCodeMissing`: seven or eight digits: a landline without its area code
 * - `severalNumbers`: more than one number in one cell
 * - `damagedBySpreadsheet`: in scientific notation, digits lost
 */
export type PhoneProblem =
  | "empty"
  | "form"
  | "length"
  | "areaCodeMissing"
  | "severalNumbers"
  | "damagedBySpreadsheet";

export type PhoneReading = { ok: true; value: Phone } | { ok: false; problem: PhoneProblem };

const wrong = (problem: PhoneProblem): PhoneReading => ({ ok: false, problem });

// Mobile networks begin with 13 to 19 (电信网编号计划 2017); which of those are handed out changes.
const mobile = /^1[3-9]\d{9}$/;
// 10 and 2x are three digits with their 0, all other area codes four (same plan, 2.2).
const landline = /^(0(?:10|2\d)|0[3-9]\d{2})([2-8]\d{6,7})$/;
const scientific = /^\d([.,]\d+)?e[+]?\d+$/i;
const extension = /(?:转|分机|ext\.?|x|#)\s*(\d{1,6})$/i;

function tidy(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200f\u2060\ufeff'"’‘()._\-–—−]/g, "")
    .replace(/^(\+?86|0086)(?=[01])/, "");
}

function holdsSeveral(text: string): boolean {
  const parts = text.normalize("NFKC").split(/[/\\,;、|\n]|或/);
  return parts.filter((part) => part.replace(/\D/g, "").length >= 7).length > 1;
}

function readLandline(digits: string, extensionDigits: string | undefined): PhoneReading {
  const [, areaCode, local] = landline.exec(digits) ?? [];
  if (areaCode === undefined || local === undefined) {
    if (/^[2-8]\d{6,7}$/.test(digits)) return wrong("areaCodeMissing");
    return wrong(digits.length < 10 || digits.length > 12 ? "length" : "form");
  }
  const number = `${areaCode}-${local}${extensionDigits ? `x${extensionDigits}` : ""}`;
  return { ok: true, value: { number, kind: "landline" } };
}

/** Reads a telephone number as people write it: spaces, hyphens, +86 and full-width digits are understood. */
export function readPhone(text: string): PhoneReading {
  if (scientific.test(text.normalize("NFKC").trim())) return wrong("damagedBySpreadsheet");
  if (holdsSeveral(text)) return wrong("severalNumbers");
  const extensionDigits = extension.exec(text.normalize("NFKC").trim())?.[1];
  const main = extensionDigits ? text.normalize("NFKC").trim().replace(extension, "") : text;
  const digits = tidy(main);
  if (digits === "") return wrong("empty");
  if (!/^\d+$/.test(digits)) return wrong("form");
  if (mobile.test(digits)) return { ok: true, value: { number: digits, kind: "mobile" } };
  if (digits.startsWith("1")) return wrong(digits.length === 11 ? "form" : "length");
  return readLandline(digits, extensionDigits);
}

/** The number with its middle hidden: `138****5678`, `0817-***4567`. Short text is hidden whole. */
export function maskPhone(text: string): string {
  const reading = readPhone(text);
  if (!reading.ok) return "*".repeat(tidy(text).length);
  const { number, kind } = reading.value;
  if (kind === "mobile") return `${number.slice(0, 3)}****${number.slice(7)}`;
  const [areaCode = "", rest = ""] = number.split("-");
  const local = rest.split("x")[0] ?? "";
  return `${areaCode}-${"*".repeat(local.length - 4)}${local.slice(-4)}`;
}

/** The last digits of a number, without an extension, for search by what people remember. */
export function lastOfPhone(number: string, count = 4): string {
  return (number.split("x")[0] ?? "").replace(/\D/g, "").slice(-count);
}
