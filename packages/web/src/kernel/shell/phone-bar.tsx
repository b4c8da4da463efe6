import { MenuOutlined } from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import { Link, useLocation } from "@tanstack/react-router";
import { Drawer } from "antd";
import { useEffect, useState } from "react";
import { LanguageSwitch } from "./language-switch.tsx";
import { Rail } from "./rail.tsx";
import { itemAt, useSections } from "./sections.tsx";

const shownAtOnce = 4;

/** The rail on a phone: the first sections under the thumb, everything behind the last button. */
export function PhoneBar() {
  const open = useSections();
  const { pathname } = useLocation();
  const [isMenu, setMenu] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of page closes the menu
  useEffect(() => setMenu(false), [pathname]);
  return (
    <>
      <nav className="lf-phone-bar" aria-label={m["web.rail.short"]()}>
        {open.slice(0, shownAtOnce).map((section) => {
          const isCurrent = itemAt(section.items, pathname) !== undefined;
          return (
            <Link
              key={section.section}
              to={section.items[0]?.to ?? "/"}
              activeOptions={{ exact: true, includeSearch: false }}
              aria-current={isCurrent ? "true" : undefined}
            >
              {section.icon}
              <span>{section.label}</span>
            </Link>
          );
        })}
        <button type="button" aria-expanded={isMenu} onClick={() => setMenu(true)}>
          <MenuOutlined aria-hidden />
          <span>{m["web.rail.all"]()}</span>
        </button>
      </nav>
      <Drawer
        open={isMenu}
        onClose={() => setMenu(false)}
        placement="right"
        size={300}
        title={m["web.rail.all"]()}
        className="lf-phone-menu"
      >
        <Rail isOpenAll />
        <LanguageSwitch />
      </Drawer>
    </>
  );
}

function showCurrent(strip: HTMLElement | null): void {
  const link = strip?.querySelector("[aria-current=page]");
  link?.scrollIntoView({ block: "nearest", inline: "center" });
}

/** A section's pages as a row that scrolls, above the page on a phone. */
export function PhonePages() {
  const open = useSections();
  const { pathname } = useLocation();
  const section = open.find(({ items }) => itemAt(items, pathname));
  if (!section || section.items.length < 2) return null;
  const current = itemAt(section.items, pathname);
  return (
    <nav className="lf-phone-pages" aria-label={section.label} ref={showCurrent}>
      {section.items.map((item) => (
        <Link
          key={item.to}
          to={item.to}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={item === current ? "page" : undefined}
        >
          {item.label()}
        </Link>
      ))}
    </nav>
  );
}
