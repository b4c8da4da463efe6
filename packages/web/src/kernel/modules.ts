/** What a module tells the desk about itself. The entry file names all modules; nobody else does. */
import type { Access } from "@lianfang/core/kernel/access.ts";
import type { ComponentType } from "react";
import type { Fact } from "./kit/facts.tsx";
import type { Tone } from "./kit/state-tag.tsx";
import type { Keyed } from "./me.ts";

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

/** Of whom something is shown: one person, or all of a household. */
export type About = { residentId: string } | { householdId: string };

/** How somebody stands with a module: what everybody should see at once, and what to do next. */
export interface Standing {
  tags: readonly { key: string; tone: Tone; text: string }[];
  /** The most pressing of all modules' becomes the page's one main button. */
  next?: { label: string; to: string; urgency: number } | undefined;
}

export interface TieWords {
  /** 到镇记录 */
  text: () => string;
  /** To be said when two records of one person both have some. */
  both?: () => string;
}

/** What a module knows of people, for the register's pages, which know nothing of it. */
export interface PeopleModule {
  /** Who may see it: a role that may not is shown nothing, and nothing is asked. */
  access: Access;
  /** @param may whether the signed-in person may use a procedure */
  standing?: (
    residentId: string,
    may: (procedure: Keyed) => boolean,
    signal: AbortSignal,
  ) => Promise<Standing>;
  /** A card of its own; nothing where there is nothing to tell. */
  Section?: ComponentType<{ about: About }>;
  /** What it keeps of people in words, by the tie's name. */
  ties?: Readonly<Record<string, TieWords>>;
  /** Where a record its journal entries are about is shown, by the subject's kind. */
  records?: Readonly<Record<string, (id: string) => string>>;
}

export interface StandingProps {
  /** Under which the town holds it. */
  recordId: string;
  /** What came for it later. */
  input: Record<string, unknown>;
}

/** A command as a phone sent it, in words. */
export interface SentRecord {
  label: () => string;
  /** Undefined when it can't be read. */
  facts: (input: Record<string, unknown>) => readonly Fact[] | undefined;
  /** The record as it stands. */
  Standing?: ComponentType<StandingProps>;
}

export interface DeskModule {
  /** The module's name in the contract. */
  name: string;
  rail?: readonly RailItem[];
  search?: readonly SearchSource[];
  /** Modules whose changes show in this one's answers; `"*"` for all. */
  readsFrom?: readonly string[];
  people?: PeopleModule;
  /** Its commands phones send, by whole name, for whoever decides about those kept for review. */
  sent?: Readonly<Record<string, SentRecord>>;
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
