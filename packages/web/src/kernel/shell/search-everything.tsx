import { SearchOutlined } from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useCallback, useId, useRef, useState } from "react";
import { useSettled } from "../kit/settled.ts";
import { useLocale } from "../locale.ts";
import { allows, useMe } from "../me.ts";
import { furnished, type SearchHit } from "../modules.ts";
import { useSearchKeys } from "./keys.ts";

interface Group {
  label: string;
  hits: readonly SearchHit[];
}

function useHits(text: string): { groups: readonly Group[]; isBusy: boolean } {
  const { grants, accountId } = useMe();
  const locale = useLocale();
  const sources = furnished()
    .flatMap(({ search = [] }) => search)
    .filter(({ access }) => allows(access, grants));
  const answer = useQuery({
    queryKey: ["search-everything", accountId, locale, text],
    enabled: text.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    queryFn: async ({ signal }) => {
      const found = await Promise.allSettled(sources.map(({ find }) => find(text, signal)));
      return sources.map((source, index) => {
        const result = found[index];
        return { label: source.label(), hits: result?.status === "fulfilled" ? result.value : [] };
      });
    },
  });
  const groups = text ? (answer.data ?? []).filter(({ hits }) => hits.length > 0) : [];
  return { groups, isBusy: answer.isFetching };
}

/** One box that finds whatever the modules offer; arrows move, Enter opens, Esc leaves. */
export function SearchEverything() {
  const id = useId();
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const text = useSettled(typed.trim(), 200);
  const { groups, isBusy } = useHits(text);
  useSearchKeys(useCallback(() => box.current?.select(), []));
  const hits = groups.flatMap((group) => group.hits);
  if (furnished().every(({ search = [] }) => search.length === 0)) {
    return <span className="lf-search-none" />;
  }
  const isShown = isOpen && typed.trim() !== "";

  const open = (hit: SearchHit | undefined) => {
    if (!hit) return;
    setOpen(false);
    setTyped("");
    box.current?.blur();
    void navigate({ to: hit.to });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      setOpen(false);
      box.current?.blur();
    } else if (event.key === "Enter") open(hits[active]);
    else if (event.key === "ArrowDown") setActive(Math.min(active + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else return;
    event.preventDefault();
  };
  const activeKey = hits[active]?.key;
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every reader
    <div className="lf-search" role="search" aria-label={m["web.search"]()}>
      <SearchOutlined aria-hidden />
      <input
        ref={box}
        type="text"
        role="combobox"
        aria-label={m["web.search"]()}
        aria-expanded={isShown}
        aria-controls={`${id}-hits`}
        aria-activedescendant={isShown && activeKey ? `${id}-${activeKey}` : undefined}
        aria-autocomplete="list"
        placeholder={m["web.search"]()}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      <kbd aria-hidden>Ctrl K</kbd>
      <div id={`${id}-hits`} role="listbox" aria-label={m["web.search.found"]()} hidden={!isShown}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox
          <div key={group.label} role="group" aria-label={group.label}>
            <div className="lf-search-group" aria-hidden>
              {group.label}
            </div>
            {group.hits.map((hit) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus
              // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys
              <div
                key={hit.key}
                id={`${id}-${hit.key}`}
                role="option"
                aria-selected={hit.key === activeKey}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => open(hit)}
              >
                <span>{hit.title}</span>
                <span className="lf-muted">{hit.detail}</span>
              </div>
            ))}
          </div>
        ))}
        {hits.length === 0 ? (
          // biome-ignore lint/a11y/useFocusableInteractive: only says that nothing was found
          <div className="lf-search-group" role="option" aria-selected={false} aria-disabled>
            {isBusy || text !== typed.trim() ? m["web.loading"]() : m["web.search.nothing"]()}
          </div>
        ) : null}
      </div>
    </div>
  );
}
