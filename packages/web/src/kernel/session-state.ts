/**
 * A session that ends under somebody's hands must lose nothing: calls that meet
 * `kernel.unauthenticated` wait here until the person has signed in again, then go on.
 */
import { useSyncExternalStore } from "react";
import { listenersOf } from "./listeners.ts";
import { isProblem } from "./problem.ts";

type Standing = "unknown" | "open" | "expired";

let standing: Standing = "unknown";
let waiting: ((again: boolean) => void)[] = [];
const { subscribe, tell } = listenersOf();

function become(next: Standing): void {
  standing = next;
  tell();
}

/** A session is known to be open; from now on its end asks for a new sign-in. */
export function sessionOpened(): void {
  become("open");
  const callers = waiting;
  waiting = [];
  for (const go of callers) go(true);
}

/** Signed out on purpose, or the person would rather not sign in again. */
export function sessionClosed(): void {
  become("unknown");
  const callers = waiting;
  waiting = [];
  for (const go of callers) go(false);
}

/** Whether to call again: resolves once the person has signed in, or given up. */
export async function signedInAgain(error: unknown, path: readonly string[]): Promise<boolean> {
  if (standing === "unknown" || !isProblem(error, "kernel.unauthenticated")) return false;
  if (path[0] === "accounts" && (path[1] === "signIn" || path[1] === "signOut")) return false;
  if (standing === "open") become("expired");
  return new Promise((resolve) => waiting.push(resolve));
}

export function useSessionExpired(): boolean {
  return useSyncExternalStore(subscribe, () => standing === "expired");
}
