/** A filter's setting in words, for chips, headings of exports and papers. */
import { daysIn, type FilterKind, numbersIn, severalIn } from "./list-filters.ts";
import type { Day } from "./time.ts";

/** The words, in one language. */
export interface FilterSpeech {
  option(filter: string, value: string): string;
  any: string;
  none: string;
  yes: string;
  no: string;
  between(from: string, to: string): string;
  atLeast(from: string): string;
  atMost(to: string): string;
  lastDays(count: number): string;
  day(day: Day): string;
  area(areaId: string): string;
  division(code: string): string;
  /** Between several values: 、 */
  comma: string;
}

export function settingText(
  kind: FilterKind,
  filter: string,
  text: string,
  speech: FilterSpeech,
): string {
  switch (kind.kind) {
    case "area":
      return speech.area(text);
    case "division":
      return speech.division(text.padEnd(6, "0"));
    case "presence":
      return text === "yes" ? speech.yes : speech.no;
    case "choice":
      if (kind.isOptional && text === "any") return speech.any;
      if (kind.isOptional && text === "none") return speech.none;
      return severalIn(text)
        .map((value) => speech.option(filter, value))
        .join(speech.comma);
    case "value":
      return severalIn(text).join(speech.comma);
    case "numbers": {
      // A range that has a name of its own is called by it.
      const word = speech.option(filter, text);
      if (word !== text) return word;
      const { from, to } = numbersIn(text) ?? {};
      return rangeText(from?.toString(), to?.toString(), speech);
    }
    case "days":
      return daysText(text, speech);
  }
}

function daysText(text: string, speech: FilterSpeech): string {
  const back = /^(\d+)d$/.exec(text)?.[1];
  if (back) return speech.lastDays(Number(back));
  // A range that is written out does not depend on today.
  const { from, to } = daysIn(text, "2020-01-01") ?? {};
  return rangeText(from && speech.day(from), to && speech.day(to), speech);
}

function rangeText(from: string | undefined, to: string | undefined, speech: FilterSpeech) {
  if (from !== undefined && to !== undefined) {
    return from === to ? from : speech.between(from, to);
  }
  if (from !== undefined) return speech.atLeast(from);
  return to === undefined ? "" : speech.atMost(to);
}
