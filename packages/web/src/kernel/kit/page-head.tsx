import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import "./page.css";

export interface PageHeadProps {
  title: string;
  /** Beside the title: a count, a state. */
  aside?: ReactNode;
  /** Where this page belongs: a link back. */
  back?: { to: string; label: string } | undefined;
  /** One line below. */
  intro?: ReactNode;
  actions?: ReactNode;
}

/** A page's title, its one or two actions, and the window's title with it. */
export function PageHead({ title, aside, back, intro, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · 联防 Lianfang`;
  }, [title]);
  return (
    <header className="lf-head">
      {back ? (
        <Link className="lf-head-back" to={back.to}>
          ‹ {back.label}
        </Link>
      ) : null}
      <div className="lf-head-row">
        <h1 tabIndex={-1}>{title}</h1>
        {aside ? <div className="lf-head-aside">{aside}</div> : null}
        {actions ? <div className="lf-head-actions">{actions}</div> : null}
      </div>
      {intro ? <p className="lf-head-intro">{intro}</p> : null}
    </header>
  );
}
