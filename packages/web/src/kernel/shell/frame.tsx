import { m } from "@lianfang/messages/messages.js";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { Lines } from "../kit/loading.tsx";
import { useIsPhone } from "../kit/screen-size.ts";
import { Tellings } from "../kit/tell.tsx";
import { useLiveUpdates } from "../live.ts";
import { useTown } from "../me.ts";
import { useReachable } from "../network.ts";
import { PhoneBar, PhonePages } from "./phone-bar.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import "./frame.css";

/** After a change of page, reading goes on at its title. */
function useFocusOnPage(): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    window.scrollTo({ top: 0 });
    // The page's code may still be on its way.
    const timer = setTimeout(() => {
      const isElsewhere = document.activeElement?.closest("main");
      if (!isElsewhere) document.querySelector<HTMLElement>("main h1")?.focus();
    }, 60);
    return () => clearTimeout(timer);
  }, [pathname]);
}

function QuietLine() {
  const isReachable = useReachable();
  return (
    <div role="status" className={isReachable ? "lf-sr-only" : "lf-quiet-line"}>
      {isReachable ? "" : m["web.offline"]()}
    </div>
  );
}

/** Everything around a page: rail, top bar, the frame of a drill, quiet lines. */
export function Frame() {
  const town = useTown();
  const isPhone = useIsPhone();
  useLiveUpdates();
  useFocusOnPage();
  return (
    <div className={town.isDrill ? "lf-frame lf-frame-drill" : "lf-frame"}>
      <a className="lf-skip" href="#page">
        {m["web.skip"]()}
      </a>
      <TopBar />
      {isPhone ? null : <Rail />}
      <main id="page" tabIndex={-1}>
        <QuietLine />
        {isPhone ? <PhonePages /> : null}
        <Suspense fallback={<Lines count={6} />}>
          <Outlet />
        </Suspense>
      </main>
      {isPhone ? <PhoneBar /> : null}
      <Tellings />
    </div>
  );
}
