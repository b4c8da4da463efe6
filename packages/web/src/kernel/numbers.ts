/** Numbers in running text: 万 from ten thousand on in Chinese, digits with groups in English. */
import type { Locale } from "./locale.ts";

const tenThousand = 10_000;
const hundredMillion = 100_000_000;

function shortened(value: number, unit: number, sign: string): string {
  // Two decimals, rounded down, so that a text never claims more than there is.
  const scaled = Math.floor((Math.abs(value) / unit) * 100) / 100;
  return `${value < 0 ? "−" : ""}${scaled}${sign}`;
}

/** A number in a sentence or on a card; in tables write the digits with {@link digits}. */
export function spokenNumber(value: number, locale: Locale): string {
  if (locale === "en") return value.toLocaleString("en-GB");
  if (Math.abs(value) >= hundredMillion) return shortened(value, hundredMillion, "亿");
  if (Math.abs(value) >= tenThousand) return shortened(value, tenThousand, "万");
  return String(value);
}

/** A number in a table: all its digits, grouped by threes. */
export function digits(value: number): string {
  return value.toLocaleString("en-GB");
}

/** Each count as it is written. */
export function inDigits<Name extends string>(counts: Readonly<Record<Name, number>>) {
  const written = Object.entries<number>(counts).map(([name, count]) => [name, digits(count)]);
  return Object.fromEntries(written) as Record<Name, string>;
}

/** A change against before: +3, −6, ±0. */
export function signed(change: number): string {
  if (change === 0) return "±0";
  return `${change > 0 ? "+" : "−"}${digits(Math.abs(change))}`;
}
