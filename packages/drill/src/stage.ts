/** What all parts of the demo share: the town, its people, and the agenda. */
import type { Day, Instant, TimeOfDay } from "@lianfang/core/kernel/time.ts";
import type { Area } from "@lianfang/core/organization/contract.ts";
import type { Chance } from "@lianfang/testkit/people/random.ts";
import type { Actor } from "./actor.ts";
import type { Agenda } from "./agenda.ts";
import type { Cast } from "./cast.ts";
import type { Plan } from "./plan.ts";
import type { TownScript } from "./town-scripts.ts";
import type { WriteIds } from "./write-ids.ts";

export interface Stage {
  town: TownOnStage;
  cast: Cast;
  /** Somebody nobody has signed in. */
  visitor: Actor;
  plan: Plan;
  script: TownScript;
  agenda: Agenda;
  /** The response's days; on the first the town is set up, the last is not over when the demo opens. */
  days: readonly Day[];
  now(): Instant;
  /** A source of chance for one occasion: the same whatever else happens before it. */
  chance(...occasion: (string | number)[]): Chance;
  write: WriteIds;
  /** Runs a scheduled job at once; the demo's days pass too fast for their schedules. */
  runJob(name: string): Promise<void>;
  /** Something that takes its time has come so far. */
  report(step: "register" | "staff", done: number, of: number): void;
}

export interface TownOnStage {
  name: string;
  timeZone: string;
  /** The county's division code. */
  countyCode: string;
  /** The other counties of its city, from the province down. */
  nearby: readonly string[];
  bulletinBy: TimeOfDay;
  /** The one most people came back to first. */
  villages: readonly Area[];
}

/** Puts on the agenda what its module lives through. */
export type Part = (stage: Stage) => void;

export const isLastDay = ({ days }: Stage, day: Day): boolean => day === days.at(-1);
