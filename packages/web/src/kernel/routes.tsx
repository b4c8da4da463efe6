/** The two routes every module hangs its own on: with the desk's frame, and without. */
import { m } from "@lianfang/messages/messages.js";
import {
  createRootRoute,
  createRoute,
  type ErrorComponentProps,
  Outlet,
} from "@tanstack/react-router";
import { Button } from "antd";
import { Empty } from "./kit/empty.tsx";
import { PlainPage } from "./kit/plain-page.tsx";
import { useMe } from "./me.ts";
import { signInScreens } from "./modules.ts";
import { SessionGate } from "./session.tsx";
import { useSessionExpired } from "./session-state.ts";
import { Frame } from "./shell/frame.tsx";
import { useSections } from "./shell/sections.tsx";

function NotFound() {
  return (
    <PlainPage title={m["web.notFound"]()} intro={m["web.notFound.text"]()}>
      <a href="/">{m["web.notFound.home"]()}</a>
    </PlainPage>
  );
}

function Broken({ error }: ErrorComponentProps) {
  return (
    <Empty
      title={m["web.broken"]()}
      text={`${m["web.broken.text"]()} (${String(error)})`}
      action={<Button onClick={() => window.location.reload()}>{m["web.tryAgain"]()}</Button>}
    />
  );
}

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

function Desk() {
  const { Page, Again } = signInScreens();
  const isExpired = useSessionExpired();
  return (
    <SessionGate signIn={<Page />}>
      <Frame />
      {isExpired ? <Again /> : null}
    </SessionGate>
  );
}

/** Pages with rail and top bar, for those who are signed in. Modules' routes are its children. */
export const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "desk",
  component: Desk,
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

/** Who may use a page's procedures sees it; anybody else reads why not. */
export function NoEntry() {
  const me = useMe();
  const [first] = useSections();
  return (
    <Empty
      title={m["web.noEntry"]()}
      text={m["web.noEntry.text"]({ name: me.displayName })}
      action={<a href={first?.items[0]?.to ?? "/"}>{m["web.notFound.home"]()}</a>}
    />
  );
}
