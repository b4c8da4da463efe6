/**
 * The bootstrap's texts, straight from the message catalogues: they are needed before the
 * catalogues can be compiled.
 */
import { readFileSync } from "node:fs";

/** The language for the terminal, by the same rule as `packages/server/src/kernel/locale.ts`. */
export function terminalLocale(environment = process.env, args = process.argv) {
  const at = args.findIndex((argument) => /^--lang(=|$)/.test(argument));
  const asked = at < 0 ? undefined : args[at].split("=")[1] || args[at + 1];
  const system = Intl.DateTimeFormat().resolvedOptions().locale;
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const wish = [asked, LC_ALL, LC_MESSAGES, LANG, system].find((candidate) => candidate) || "";
  return /^zh/i.test(wish) ? "zh-CN" : "en";
}

let catalogue;

/**
 * @param {string} key of `messages/<locale>/operations.json`
 * @param {Record<string, string | number>} [parameters]
 * @returns {string}
 */
export function text(key, parameters = {}) {
  catalogue = catalogue || readCatalogue(terminalLocale());
  const message = catalogue[key];
  if (message === undefined) throw new Error(`messages/*/operations.json has no ${key}`);
  return message.replace(/\{(\w+)\}/g, (_, name) => String(parameters[name]));
}

function readCatalogue(locale) {
  const file = new URL(`../../messages/${locale}/operations.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}
