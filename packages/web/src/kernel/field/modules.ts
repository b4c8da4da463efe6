/** What a module brings to the phone. The entry file names all modules; nobody else does. */
import type { Access } from "@lianfang/core/kernel/access.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { ComponentType, ReactNode } from "react";
import type { OutboxEntry } from "./phone.ts";

type ScreenComponent = ComponentType<{ params: Readonly<Record<string, string>> }>;

interface PlacedScreen {
  /** Below `/field`, as in `/reading/:orderId`. */
  path: string;
  /** Who may use it, from the contract; everybody who is signed in when absent. */
  access?: Access;
  /** The hand is busy: no bar at the bottom, the screen's own buttons stand there. */
  isFull?: boolean;
}

/** A page of its own; a heavy one is loaded when it is first opened, by the same function each time. */
export type FieldScreen = PlacedScreen &
  (
    | { Screen: ScreenComponent; load?: undefined }
    | { Screen?: undefined; load: () => Promise<ScreenComponent> }
  );

/** A tab of the bar at the bottom, between Today and Me. */
export interface FieldTab {
  /** Below `/field`. */
  to: string;
  label: () => string;
  icon: ReactNode;
  access: Access;
  /** Big and in the middle; one at most is. */
  isMain?: boolean;
}

/** Something this person owes, in a window of time. */
export interface TodayItem {
  /** Unique within the module. */
  key: string;
  /** Whom or what it is about. */
  title: string;
  /** What is to be done, and where exactly. */
  detail?: string | undefined;
  /** Where it is owed: items of one place stand together. */
  place: string;
  /** Orders what is owed at one place as one walks: 2号 before 10号. */
  address?: string | undefined;
  /** The window: what is owed earliest comes first. */
  from: Instant;
  to: Instant;
  /** Owed sometime in the day: what has hours of its own comes first. */
  isAllDay?: true | undefined;
  /** Of what has no window but comes before everything: what it is, over all of its kind. */
  heading?: string | undefined;
  state: "upcoming" | "open" | "done" | "missed";
  /** What `missed` is called of it, where it has a word of its own. */
  missedText?: string | undefined;
  /** Told, and over when its window is: nobody ticks it, so that it is no part of what is done. */
  isTold?: boolean | undefined;
  /** Of what is done: it waits on the phone, or needs somebody to look at it. */
  sending?: "waiting" | "refused" | undefined;
  /** What came of it, in a word or a number. */
  result?: string | undefined;
  /** A result nobody should overlook. */
  isAlarming?: boolean | undefined;
  /** Where it is done, below `/field`. */
  href: string;
}

/** How a command of the module's is shown while it is in the outbox, and mended. */
export interface FieldForm {
  /** What kind of record it is, as in 体温. */
  label: () => string;
  /** Whom it is about and what it says, in a line. A hook: it may look at what the phone holds. */
  useSummary: (entry: OutboxEntry) => string;
  /** Where it is opened again with its values; absent where it can only be sent again or discarded. */
  mend?: (entry: OutboxEntry) => string;
}

export interface FieldModule {
  /** As in the contract. */
  name: string;
  screens?: readonly FieldScreen[];
  tabs?: readonly FieldTab[];
  /** Sets of records it shows, as the server's `Pullable` names them. */
  sets?: readonly { name: string; version: number }[];
  /** A hook: what is owed today. It reads what the phone holds and what waits in the outbox. */
  useToday?: () => readonly TodayItem[];
  /** Records nobody owes: the way there from Today. A hook; nothing where there is nothing to choose from. */
  useAtWill?: () => { label: string; href: string } | undefined;
  /** By the procedure's whole name, as in `observation.recordReading`. */
  forms?: Readonly<Record<string, FieldForm>>;
  /** Where somebody with these grants starts, when that isn't Today. */
  start?: { to: string; access: Access };
}

let known: readonly FieldModule[] = [];

/** Called once by the entry. */
export function furnishField(modules: readonly FieldModule[]): void {
  known = modules;
}

export function fieldModules(): readonly FieldModule[] {
  return known;
}

export function formOf(procedure: string): FieldForm | undefined {
  return known.map(({ forms }) => forms?.[procedure]).find((form) => form !== undefined);
}
