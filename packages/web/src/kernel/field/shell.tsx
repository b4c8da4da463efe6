/** What surrounds every page: the line about the network, the page, the bar under the thumb. */
import { m } from "@lianfang/messages/messages.js";
import { useEffect } from "react";
import { Later } from "./later.tsx";
import { type FieldScreen, type FieldTab, fieldModules } from "./modules.ts";
import { Empty } from "./parts/notes.tsx";
import { Screen } from "./parts/screen.tsx";
import { Telling } from "./parts/tell.tsx";
import { mayUse, useMe } from "./phone.ts";
import { GoLink, go, paramsOf, useAddress } from "./router.tsx";
import { StatusLine } from "./status-line.tsx";
import { Today } from "./today.tsx";
import { UpdateOffer } from "./update-offer.tsx";

const todayIcon = (
  <svg viewBox="0 0 24 24" aria-hidden>
    <title>·</title>
    <path d="M5 4h14v16H5zM5 9h14M9 2v4M15 2v4M9 14l2 2 4-4" />
  </svg>
);
const meIcon = (
  <svg viewBox="0 0 24 24" aria-hidden>
    <title>·</title>
    <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.6-6 8-6s8 2 8 6" />
  </svg>
);

export function FieldShell() {
  const me = useMe();
  const { path } = useAddress();
  const found = screenAt(path);
  const isFull = found?.screen.isFull ?? false;
  useStart(path);
  return (
    <div className={isFull ? "lf-f-app lf-f-app-full" : "lf-f-app"}>
      <StatusLine />
      <UpdateOffer />
      {path === "/today" || path === "/" ? (
        <Today />
      ) : found && mayUse(found.screen.access ?? { who: "signed-in" }, me) ? (
        <Found key={path} {...found} />
      ) : (
        <Strayed isForbidden={found !== undefined} />
      )}
      {isFull ? null : <Bar path={path} />}
      <Telling />
    </div>
  );
}

interface FoundScreen {
  screen: FieldScreen;
  params: Record<string, string>;
}

function Found({ screen, params }: FoundScreen) {
  return screen.Screen ? (
    <screen.Screen params={params} />
  ) : (
    <Later load={screen.load} props={{ params }} />
  );
}

function screenAt(path: string): FoundScreen | undefined {
  for (const screen of fieldModules().flatMap(({ screens = [] }) => screens)) {
    const params = paramsOf(screen.path, path);
    if (params) return { screen, params };
  }
  return undefined;
}

/** A guard begins on the five steps, everybody else on what is owed today. */
function useStart(path: string): void {
  const me = useMe();
  useEffect(() => {
    if (path !== "/") return;
    const own = fieldModules().find(({ start }) => start && mayUse(start.access, me))?.start;
    go(own?.to ?? "/today", { replace: true });
  }, [path, me]);
}

function Strayed({ isForbidden }: { isForbidden: boolean }) {
  const title = isForbidden ? m["web.noEntry"]() : m["web.notFound"]();
  return (
    <Screen title={title} back="/today">
      <Empty
        title={title}
        text={m["field.strayed.text"]()}
        action={<GoLink href="/today">{m["field.toToday"]()}</GoLink>}
      />
    </Screen>
  );
}

function Bar({ path }: { path: string }) {
  const me = useMe();
  const tabs = fieldModules()
    .flatMap(({ tabs: own = [] }) => own)
    .filter(({ access }) => mayUse(access, me));
  return (
    <nav className="lf-f-bar" aria-label={m["field.bar"]()}>
      <TabLink to="/today" label={m["field.today"]()} icon={todayIcon} path={path} />
      {tabs.map((tab) => (
        <TabLink key={tab.to} {...tab} label={tab.label()} path={path} />
      ))}
      <TabLink to="/me" label={m["field.me"]()} icon={meIcon} path={path} />
    </nav>
  );
}

type TabLinkProps = Pick<FieldTab, "to" | "icon" | "isMain"> & { label: string; path: string };

function TabLink({ to, label, icon, isMain, path }: TabLinkProps) {
  const isHere = path === to || path.startsWith(`${to}/`);
  return (
    <GoLink
      href={to}
      className={isMain ? "lf-f-tab lf-f-tab-main" : "lf-f-tab"}
      aria-current={isHere ? "page" : undefined}
    >
      {icon}
      <span>{label}</span>
    </GoLink>
  );
}
