/** What stands in the way of putting records back, in words. */
import type { BuiltOn } from "@lianfang/core/registry/history.ts";
import type { Kernel, Locale } from "../kernel/context.ts";

export interface WordsOfTies {
  kernel: Pick<Kernel, "ties">;
  locale: Locale;
}

/** Each by name, with what it is tied by and who changed it last. */
export function builtOnNames(subjects: readonly BuiltOn[], words: WordsOfTies): string {
  return subjects.map((subject) => nameWith(subject, words)).join(" / ");
}

function nameWith({ name, by, ties = [] }: BuiltOn, { kernel, locale }: WordsOfTies): string {
  const tied = ties.map((held) => {
    const tie = kernel.ties.find((known) => known.name === held.name);
    return `${tie?.words({}, { locale }) ?? held.name} ${held.count}`;
  });
  // Who entered it says nothing of who tied it.
  const said = tied.length > 0 ? tied : by ? [by] : [];
  return said.length > 0 ? `${name} (${said.join(locale === "en" ? ", " : "、")})` : name;
}
