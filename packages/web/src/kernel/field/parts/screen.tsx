import { m } from "@lianfang/messages/messages.js";
import { type ReactNode, useEffect, useRef } from "react";
import { goBack, useTitle } from "../router.tsx";

interface ScreenProps {
  title: string;
  /** Where "back" leads when the app was opened here; without it there is no way back. */
  back?: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
  /** The one thing to do: stands at the bottom, under the thumb. */
  foot?: ReactNode;
}

/** A page of the phone. A new page is told to whoever can't see it. */
export function Screen({ title, back, action, children, foot }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => {
    const isTyping = document.activeElement?.matches("input, textarea");
    if (!isTyping) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="lf-f-screen">
      <header className="lf-f-head">
        {back === undefined ? null : (
          <button
            type="button"
            className="lf-f-back"
            aria-label={m["field.back"]()}
            onClick={() => goBack(back)}
          >
            <svg viewBox="0 0 24 24" aria-hidden>
              <title>{m["field.back"]()}</title>
              <path d="M15 5l-7 7 7 7" />
            </svg>
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {action}
      </header>
      <main className="lf-f-main">{children}</main>
      {foot ? <footer className="lf-f-foot">{foot}</footer> : null}
    </div>
  );
}
