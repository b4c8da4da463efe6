/** A closed list in words: what may be chosen, and what a text of the address stands for. */
import type { Choice } from "./fields.tsx";

export type Words<Key extends string> = Readonly<Record<Key, () => string>>;

export function choicesOf<Key extends string>(words: Words<Key>): Choice[] {
  return keysOf(words).map((value) => ({ value, label: words[value]() }));
}

export function keysOf<Key extends string>(words: Words<Key>): Key[] {
  // An object written out with these keys has no others.
  return Object.keys(words) as Key[];
}

/** The key a text of the address stands for, if it is one. */
export function keyIn<Key extends string>(
  words: Words<Key>,
  text: string | undefined,
): Key | undefined {
  return keysOf(words).find((key) => key === text);
}
