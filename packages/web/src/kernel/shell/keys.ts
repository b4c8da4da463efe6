/** Keys that work anywhere on the desk, except while somebody types. */
import { useEffect } from "react";

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function isInDialog(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

/** Runs `task` when `key` is pressed outside fields and dialogs; nothing while it is undefined. */
export function useShortcut(key: string, task: (() => void) | undefined): void {
  useEffect(() => {
    if (!task) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isInDialog()) return;
      event.preventDefault();
      task();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [key, task]);
}

const takers: (() => void)[] = [];

/**
 * `/` goes to the search box that took it last: a list's own while it is on the screen, else the
 * one at the top.
 * @returns a function that gives the key back
 */
export function takeSlash(focus: () => void): () => void {
  takers.push(focus);
  return () => {
    takers.splice(takers.indexOf(focus), 1);
  };
}

/** Listens for `/`, and for Ctrl-K, which always goes to `top`. One stands in the frame. */
export function useSearchKeys(top: () => void): void {
  useEffect(() => {
    const give = takeSlashLast(top);
    const onKey = (event: KeyboardEvent) => {
      const isTop = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      const isSlash = event.key === "/" && !isTyping(event.target);
      if (!(isTop || isSlash) || isInDialog()) return;
      event.preventDefault();
      if (isTop) top();
      else takers.at(-1)?.();
    };
    document.addEventListener("keydown", onKey);
    return () => {
      give();
      document.removeEventListener("keydown", onKey);
    };
  }, [top]);
}

function takeSlashLast(focus: () => void): () => void {
  takers.unshift(focus);
  return () => {
    takers.splice(takers.indexOf(focus), 1);
  };
}
