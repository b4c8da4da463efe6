/** The reading windows of the town's days, by its dated rules. */
import { type DutyDefinition, type Occurrence, windowsOn } from "@lianfang/core/duties/rules.ts";
import { addDays, type Day, type Instant, townDay } from "@lianfang/core/kernel/time.ts";
import { releaseOpensAt } from "@lianfang/core/observation/rules.ts";
import { readingDefinition } from "@lianfang/core/observation/windows.ts";
import type { Town } from "../kernel/context.ts";
import type { Db } from "../kernel/database/database.ts";
import { policyStore } from "../policy/store.ts";

export interface TownWindows {
  definition: DutyDefinition;
  /** The windows of a day, whoever they are owed. */
  on(day: Day): Occurrence[];
  /** Orders ending on this day or before may be released at the instant. */
  releaseDueThrough(at: Instant): Day;
}

export async function townWindows({ db, town }: { db: Db; town: Town }): Promise<TownWindows> {
  const { timeZone } = town;
  const versions = await policyStore({ db, town }).versions();
  const definition = readingDefinition(versions, timeZone);
  return {
    definition,
    on(day) {
      const duty = definition(day);
      return duty ? windowsOn(day, duty, timeZone) : [];
    },
    releaseDueThrough(at) {
      const today = townDay(at, timeZone);
      const isOpen = at >= releaseOpensAt(today, definition(today), timeZone);
      return isOpen ? today : addDays(today, -1);
    },
  };
}
