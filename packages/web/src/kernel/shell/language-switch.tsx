import { m } from "@lianfang/messages/messages.js";
import { type Locale, switchLanguage, useLocale } from "../locale.ts";

const languages: readonly { locale: Locale; name: string }[] = [
  { locale: "zh-CN", name: "中文" },
  { locale: "en", name: "English" },
];

/** Each language under its own name. */
export function LanguageSwitch() {
  const current = useLocale();
  return (
    // biome-ignore lint/a11y/useSemanticElements: two switches are no fieldset
    <div className="lf-language" role="group" aria-label={m["web.language"]()}>
      {languages.map(({ locale, name }) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={current === locale}
          onClick={() => switchLanguage(locale)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
