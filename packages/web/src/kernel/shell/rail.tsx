import { m } from "@lianfang/messages/messages.js";
import { Link, useLocation } from "@tanstack/react-router";
import type { RailItem } from "../modules.ts";
import { itemAt, type OpenSection, useSections } from "./sections.tsx";

const none = () => undefined;

function Count({ item }: { item: RailItem }) {
  const useCount = item.useCount ?? none;
  const count = useCount();
  if (!count) return null;
  return (
    <b className="lf-rail-count">
      {count}
      <span className="lf-sr-only"> {m["web.rail.waiting"]()}</span>
    </b>
  );
}

function Pages({ open, current }: { open: OpenSection; current: RailItem | undefined }) {
  return (
    <ul className="lf-rail-pages">
      {open.items.map((item) => (
        <li key={item.to}>
          <Link
            to={item.to}
            // The one page is current, not those whose address its begins with.
            activeOptions={{ exact: true, includeSearch: false }}
            aria-current={item === current ? "page" : undefined}
          >
            <span>{item.label()}</span>
            <Count item={item} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** All the desk's pages: sections in the order of the day's questions, the current one open. */
export function Rail({ isOpenAll = false }: { isOpenAll?: boolean }) {
  const open = useSections();
  const { pathname } = useLocation();
  const current = itemAt(
    open.flatMap(({ items }) => items),
    pathname,
  );
  return (
    <nav className="lf-rail" aria-label={m["web.rail"]()}>
      <ul>
        {open.map((section) => {
          const [first] = section.items;
          if (!first) return null;
          const isCurrent = current !== undefined && section.items.includes(current);
          const isSingle = section.items.length === 1;
          return (
            <li key={section.section} className={`lf-rail-${section.section}`}>
              {isSingle || !isCurrent ? (
                <Link to={first.to} className="lf-rail-section">
                  {section.icon}
                  <span>{section.label}</span>
                  {section.items.map((item) => (
                    <Count key={item.to} item={item} />
                  ))}
                </Link>
              ) : (
                <div className="lf-rail-section">
                  {section.icon}
                  <span>{section.label}</span>
                </div>
              )}
              {!isSingle && (isCurrent || isOpenAll) ? (
                <Pages open={section} current={current} />
              ) : null}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
