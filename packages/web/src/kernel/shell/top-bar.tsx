import { BellOutlined, DownOutlined, UserOutlined } from "@ant-design/icons";
import { daysBetween } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useDates, useToday } from "../clock.ts";
import { DropMenu } from "../kit/drop-menu.tsx";
import { nameOf } from "../locale.ts";
import { useMe, useTown } from "../me.ts";
import { furnished } from "../modules.ts";
import { useSignOut } from "../session.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { SearchEverything } from "./search-everything.tsx";
import { TownClock } from "./town-clock.tsx";

function Town() {
  const town = useTown();
  const dates = useDates();
  const today = useToday();
  const response = nameOf({ name: town.responseName, nameEn: town.responseNameEn });
  const day = daysBetween(town.activatedOn, today) + 1;
  return (
    <div className="lf-town">
      <Link to="/" className="lf-town-name">
        {nameOf(town)}
      </Link>
      <span className="lf-town-response">
        <span className="lf-town-title">{response} · </span>
        {day >= 1 ? m["web.dayOfResponse"]({ day }) : ""}
        <span className="lf-town-date">
          {day >= 1 ? " · " : ""}
          {dates.dayInFull(today)}
        </span>
      </span>
      {town.isDrill ? <span className="lf-drill-word">{m["web.drill"]()}</span> : null}
    </div>
  );
}

function Alerts() {
  const item = furnished()
    .flatMap(({ rail = [] }) => rail)
    .find(({ to }) => to === "/people/alerts");
  const useCount = item?.useCount ?? (() => undefined);
  const count = useCount();
  if (!item || count === undefined) return null;
  return (
    <Link
      to={item.to}
      className={count > 0 ? "lf-alerts lf-alerts-some" : "lf-alerts"}
      aria-label={m["web.alerts"]({ count })}
    >
      <BellOutlined aria-hidden />
      <b>{count}</b>
    </Link>
  );
}

function Me() {
  const me = useMe();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <DropMenu
      menu={{
        items: [
          { key: "profile", label: m["web.profile"]() },
          { key: "field", label: <a href="/field">{m["web.fieldApp"]()}</a> },
          { type: "divider" },
          { key: "out", label: m["web.signOut"]() },
        ],
        onClick: ({ key }) => {
          if (key === "profile") void navigate({ to: "/profile" });
          if (key === "out") void signOut();
        },
      }}
    >
      <Button
        type="text"
        className="lf-me"
        icon={<UserOutlined aria-hidden />}
        aria-label={m["web.me"]({ name: me.displayName })}
      >
        <span className="lf-me-name">{me.displayName}</span>
        <DownOutlined aria-hidden className="lf-me-arrow" />
      </Button>
    </DropMenu>
  );
}

/** Town and response, the clock, search, alerts, who is signed in. */
export function TopBar() {
  return (
    <header className="lf-top">
      <Town />
      <TownClock />
      <SearchEverything />
      <div className="lf-top-end">
        <Alerts />
        <LanguageSwitch />
        <Me />
      </div>
    </header>
  );
}
