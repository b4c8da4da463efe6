/** Settings of filters in words, in the caller's language. */

import type { FilterKind } from "@lianfang/core/kernel/list-filters.ts";
import { type FilterSpeech, settingText } from "@lianfang/core/kernel/list-text.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../context.ts";

export type OwnWords = Pick<FilterSpeech, "option" | "area" | "division"> & {
  field(name: string): string;
};

/** @returns 性别：女；年龄：80 岁及以上 — empty when nothing is set */
export function settingsText(
  kinds: readonly { name: string; kind: FilterKind }[],
  set: Readonly<Record<string, string | undefined>>,
  own: OwnWords,
  locale: Locale,
): string {
  const inThis = { locale };
  const speech: FilterSpeech = {
    ...own,
    any: m["lists.any"]({}, inThis),
    none: m["lists.none"]({}, inThis),
    yes: m["lists.yes"]({}, inThis),
    no: m["lists.no"]({}, inThis),
    between: (from, to) => m["lists.between"]({ from, to }, inThis),
    atLeast: (from) => m["lists.atLeast"]({ from }, inThis),
    atMost: (to) => m["lists.atMost"]({ to }, inThis),
    lastDays: (count) =>
      count === 1 ? m["lists.today"]({}, inThis) : m["lists.lastDays"]({ count }, inThis),
    day: (day) => day,
    comma: m["lists.comma"]({}, inThis),
  };
  const parts = kinds.flatMap(({ name, kind }) => {
    const text = set[name];
    if (!text) return [];
    const value = settingText(kind, name, text, speech);
    return [m["lists.setting"]({ field: own.field(name), value }, inThis)];
  });
  if (set.search) parts.unshift(m["lists.searched"]({ text: set.search }, inThis));
  return parts.join(m["lists.semicolon"]({}, inThis));
}
