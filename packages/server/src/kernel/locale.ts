import { isLocale, type Locale } from "@lianfang/messages/runtime.js";

/**
 * The language for a terminal: as asked for, else as the environment says, else as the operating
 * system does (Windows sets no variable).
 * @param asked the value of `--lang`; anything that begins with `zh` or `en` is understood
 */
export function localeOf(
  environment: Record<string, string | undefined>,
  asked: string | undefined,
): Locale {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const system = Intl.DateTimeFormat().resolvedOptions().locale;
  const wish = [asked, LC_ALL, LC_MESSAGES, LANG, system].find((text) => text) ?? "";
  if (isLocale(wish)) return wish;
  return /^zh/i.test(wish) ? "zh-CN" : "en";
}
