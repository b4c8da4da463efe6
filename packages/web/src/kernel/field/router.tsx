/** Addresses below `/field`: enough of a router for one thumb. */
import {
  type ComponentProps,
  type MouseEvent,
  useCallback,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from "react";
import { listenersOf } from "../listeners.ts";

const base = "/field";
const { subscribe, tell } = listenersOf();

/** To be called once: the app itself says where on a page one is. */
export function startRouter(): void {
  history.scrollRestoration = "manual";
  globalThis.addEventListener("popstate", returnTo);
}

function current(): string {
  const path = globalThis.location.pathname.slice(base.length).replace(/\/$/, "");
  return (path || "/") + globalThis.location.search;
}

/** Where the app is, below `/field`, with what follows the question mark. */
export function useAddress(): { path: string; search: URLSearchParams } {
  const address = useSyncExternalStore(subscribe, current);
  return useMemo(() => {
    const [path = "/", search = ""] = address.split("?");
    return { path, search: new URLSearchParams(search) };
  }, [address]);
}

/** @param replace takes the place of the page in the history: back leads past it */
export function go(href: string, { replace = false } = {}): void {
  const address = base + (href === "/" ? "" : href);
  if (replace) {
    history.replaceState(history.state, "", address);
    tell();
    return;
  }
  history.replaceState({ ...history.state, scrolled: globalThis.scrollY }, "");
  history.pushState({ isOurs: true }, "", address);
  tell();
  globalThis.scrollTo(0, 0);
}

/** A list is found again where it was left; it must be drawn before it can be scrolled. */
function returnTo(): void {
  tell();
  const { scrolled = 0 } = (history.state ?? {}) as { scrolled?: number };
  requestAnimationFrame(() => globalThis.scrollTo(0, scrolled));
}

/** One page back, where the app has been on one; else to the page given. */
export function goBack(otherwise = "/"): void {
  if (isOurs(history.state)) history.back();
  else go(otherwise, { replace: true });
}

function isOurs(state: unknown): boolean {
  return typeof state === "object" && state !== null && "isOurs" in state;
}

export function GoLink({ href, onClick, ...rest }: ComponentProps<"a"> & { href: string }) {
  const follow = useCallback(
    (event: MouseEvent<HTMLAnchorElement>) => {
      onClick?.(event);
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.button !== 0) return;
      event.preventDefault();
      go(href);
    },
    [href, onClick],
  );
  return <a href={base + (href === "/" ? "" : href)} onClick={follow} {...rest} />;
}

/** The parameters of a path by its pattern, as `/reading/:orderId`; undefined when it is another. */
export function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const text = given[at] ?? "";
    if (part.startsWith(":") && text !== "") params[part.slice(1)] = decodeURIComponent(text);
    else if (part !== text) return undefined;
  }
  return params;
}

/** Says where one is to whoever can't see it, and begins at the top. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
