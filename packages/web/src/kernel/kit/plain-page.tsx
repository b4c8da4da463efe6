import { type ReactNode, useEffect } from "react";
import { LanguageSwitch } from "../shell/language-switch.tsx";
import "../shell/frame.css";
import "./page.css";
import "./plain-page.css";

interface PlainPageProps {
  title: string;
  intro?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
  /** Below the card. */
  foot?: ReactNode;
}

/** A page without the desk around it: signing in, founding. */
export function PlainPage({ title, intro, isWide = false, children, foot }: PlainPageProps) {
  useEffect(() => {
    document.title = `${title} · 联防 Lianfang`;
  }, [title]);
  return (
    <div className="lf-plain">
      <header className="lf-plain-top">
        <span className="lf-plain-brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <b>联防</b> Lianfang
        </span>
        <LanguageSwitch />
      </header>
      <main className={isWide ? "lf-plain-card lf-plain-wide" : "lf-plain-card"}>
        <h1>{title}</h1>
        {intro ? <p className="lf-plain-intro">{intro}</p> : null}
        {children}
      </main>
      {foot ? <div className="lf-plain-foot">{foot}</div> : null}
    </div>
  );
}
