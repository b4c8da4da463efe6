/** What a module tells the desk about itself. The entry file names all modules; nobody else does. */
import type { Access } from "@lianfang/core/kernel/access.ts";
import type { ComponentType } from "react";

export const sections = [
  "board",
  "command",
  "people",
  "checkpoints",
  "places",
  "supplies",
  "roster",
  "inspection",
  "publicity",
  "map",
  "settings",
] as const;
export type Section = (typeof sections)[number];

export interface RailItem {
  section: Section;
  /** Where it leads, without parameters. */
  to: string;
  label: () => string;
  /** From the contract: `metaOf(api.registry.residents).access`. */
  access: Access;
  /** A hook: how many need somebody now. */
  useCount?: () => number | undefined;
}

/** One kind of thing the search box finds. */
export interface SearchSource {
  /** 人, 户 */
  label: () => string;
  access: Access;
  find: (text: string, signal: AbortSignal) => Promise<SearchHit[]>;
}

export interface SearchHit {
  key: string;
  title: string;
  detail?: string | undefined;
  /** A whole address within the desk. */
  to: string;
}

export interface DeskModule {
  /** The module's name in the contract. */
  name: string;
  rail?: readonly RailItem[];
  search?: readonly SearchSource[];
  /** Modules whose changes show in this one's answers; `"*"` for all. */
  readsFrom?: readonly string[];
}

/** The screens of signing in: the whole page, and the one laid over a page whose session ended. */
export interface SignInScreens {
  Page: ComponentType;
  Again: ComponentType;
}

let known: readonly DeskModule[] = [];
let signIn: SignInScreens | undefined;

/** Called once by the entry. */
export function furnish(modules: readonly DeskModule[], screens: SignInScreens): void {
  known = modules;
  signIn = screens;
}

export function signInScreens(): SignInScreens {
  if (!signIn) throw new Error("the desk is not furnished");
  return signIn;
}

export function furnished(): readonly DeskModule[] {
  return known;
}

/** Query keys to ask again when a module has changed: its own, and those that read from it. */
export function queriesTouchedBy(changed: string | undefined): (readonly [readonly string[]])[] {
  const readers = known.filter(
    ({ readsFrom = [] }) => readsFrom.includes("*") || readsFrom.includes(changed ?? ""),
  );
  const names = new Set([...(changed ? [changed] : []), ...readers.map(({ name }) => name)]);
  return [...names].map((name) => [[name]] as const);
}
