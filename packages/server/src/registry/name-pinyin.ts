/** How names are read. */
import { pinyin } from "pinyin-pro";

const plain = {
  toneType: "none",
  type: "array",
  toneSandhi: false,
  v: true,
  nonZh: "consecutive",
} as const;
/** Of a text without a letter or digit: it has been looked at. */
const unreadable = "~";

/**
 * A name's syllables in small letters without tones, ü as `v`: `zhang da shan`. Surnames are read as
 * surnames (单 shan, 仇 qiu, 曾 zeng); where the common reading is another one it follows behind a bar,
 * since not everybody knows: `shan tian fang|dan tian fang`.
 * @returns never empty
 */
export function pinyinOf(name: string): string {
  const asName = syllables(pinyin(name, { ...plain, mode: "surname", surname: "head" }));
  const asWord = syllables(pinyin(name, plain));
  return [...new Set([asName, asWord])].join("|") || unreadable;
}

function syllables(parts: readonly string[]): string {
  return parts
    .join(" ")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The first way to read a text, run on; of few different ones, each is read only once. */
export function soundOf(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const sound = known.get(text) ?? (pinyinOf(text).split("|")[0] ?? "").replaceAll(" ", "");
    known.set(text, sound);
    return sound;
  };
}
