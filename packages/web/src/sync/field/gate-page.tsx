import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";
import { useTitle } from "../../kernel/field/router.tsx";
import { switchLanguage, useLocale } from "../../kernel/locale.ts";

/** A page before the screens: one thing to do, and the other language. */
export function GatePage({ title, children }: { title: string; children: ReactNode }) {
  const locale = useLocale();
  useTitle(title);
  return (
    <div className="lf-f-gate">
      <header className="lf-f-head">
        <img src="/icon.svg" alt="" width="32" height="32" />
        <span className="lf-f-brand">{m["field.title"]()}</span>
        <button
          type="button"
          className="lf-f-language"
          lang={locale === "en" ? "zh-CN" : "en"}
          onClick={() => switchLanguage(locale === "en" ? "zh-CN" : "en")}
        >
          {locale === "en" ? "中文" : "English"}
        </button>
      </header>
      <main className="lf-f-main">
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
