/** Settings of filters in the words of the desk. */
import { type FilterSpeech, settingText } from "@lianfang/core/kernel/list-text.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQueries } from "@tanstack/react-query";
import { api } from "../client.ts";
import { useDates } from "../clock.ts";
import { nameOf } from "../locale.ts";
import { useAreas } from "./areas.ts";
import type { ListBook } from "./list-book.ts";

/** @returns a function that says a filter's setting: 女, 60 岁以上 … */
export function useSettingText(book: ListBook, settings: Readonly<Record<string, string>>) {
  const areas = useAreas();
  const dates = useDates();
  const codes = Object.entries(settings)
    .filter(([filter]) => book.kindOf(filter)?.kind === "division")
    .map(([, text]) => text.padEnd(6, "0"));
  const divisions = useQueries({
    queries: codes.map((search) => ({
      ...api.policy.divisions.queryOptions({ input: { search } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  }).flatMap(({ data }) => data?.divisions ?? []);
  const speech: FilterSpeech = {
    option: book.option,
    any: m["lists.any"](),
    none: m["lists.none"](),
    yes: m["lists.yes"](),
    no: m["lists.no"](),
    between: (from, to) => m["lists.between"]({ from, to }),
    atLeast: (from) => m["lists.atLeast"]({ from }),
    atMost: (to) => m["lists.atMost"]({ to }),
    lastDays: (count) => (count === 1 ? m["lists.today"]() : m["lists.lastDays"]({ count })),
    day: dates.day,
    area: (areaId) => nameOf(areas.find((one) => one.areaId === areaId) ?? { name: "…" }),
    division: (code) => nameOf(divisions.find((one) => one.code === code) ?? { name: code }),
    comma: m["lists.comma"](),
  };
  return (filter: string, text: string): string => {
    const kind = book.kindOf(filter);
    return kind ? settingText(kind, filter, text, speech) : text;
  };
}
