/** The language the user chose: kept on this device, used for every text and told to the server. */
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import { useSyncExternalStore } from "react";
import { listenersOf } from "./listeners.ts";

export type Locale = "zh-CN" | "en";

const storageKey = "lianfang.language";

function remembered(): Locale {
  const chosen = globalThis.localStorage?.getItem(storageKey);
  if (chosen === "zh-CN" || chosen === "en") return chosen;
  // Chinese unless the browser clearly asks for something else.
  const asked = globalThis.navigator?.language ?? "zh-CN";
  return asked.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

let current: Locale = remembered();
const { subscribe, tell } = listenersOf();
const beforehand = new Set<() => void>();

overwriteGetLocale(() => current);

export function currentLocale(): Locale {
  return current;
}

/** The language in use; the component renders again when it changes. */
export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, currentLocale);
}

/**
 * Runs `task` just before the language changes, while what was typed is still on the screen.
 * @returns a function that takes the task back
 */
export function beforeLanguageSwitch(task: () => void): () => void {
  beforehand.add(task);
  return () => beforehand.delete(task);
}

export function switchLanguage(to: Locale): void {
  if (to === current) return;
  for (const task of beforehand) task();
  current = to;
  globalThis.localStorage?.setItem(storageKey, to);
  document.documentElement.lang = to;
  tell();
}

/** The name of something that has one in both languages. */
export function nameOf(named: { name: string; nameEn?: string | undefined }): string {
  return current === "en" && named.nameEn ? named.nameEn : named.name;
}

/** The same of a row that names its area. */
export function areaOf(row: { areaName: string; areaNameEn?: string | undefined }): string {
  return nameOf({ name: row.areaName, nameEn: row.areaNameEn });
}

/** The text of something said in both languages; Chinese where the English is empty. */
export function textOf(said: { zh: string; en: string }): string {
  return current === "en" && said.en ? said.en : said.zh;
}

/** Names one after another: 黄溪村、白塔村; Huangxi, Baita. */
export function listed(names: readonly string[]): string {
  return names.join(current === "en" ? ", " : "、");
}
