/** Which duties a day has: as its rules are worked out, or as they were kept when it had ended. */
import { addDays, type Day, type Instant, townDay } from "@lianfang/core/kernel/time.ts";
import { dutiesFrom } from "@lianfang/core/rounds/closed-day.ts";
import { type DutyOfDay, dutiesOn } from "@lianfang/core/rounds/rules.ts";
import type { Town } from "../kernel/context.ts";
import type { Db } from "../kernel/database/database.ts";
import type { Job } from "../kernel/jobs/jobs.ts";
import { allTowns } from "../kernel/session/town.ts";
import { policyStore } from "../policy/store.ts";
import { dayStore } from "./day-store.ts";

export interface DayDuties {
  day: Day;
  duties: DutyOfDay[];
  /** Its lists are kept. */
  isClosed: boolean;
}

interface DayQuestion {
  db: Db;
  town: Town;
  now: Instant;
}

export async function dutiesOfDay(
  { db, town, now }: DayQuestion,
  asked: Day | undefined,
): Promise<DayDuties> {
  const today = townDay(now, town.timeZone);
  const day = asked ?? today;
  if (day < today) return dutiesKept({ db, town }, day);
  return { day, duties: await dutiesMade({ db, town }, day), isClosed: false };
}

/** Of a day that may have ended, also where it is looked at as of an earlier instant. */
export async function dutiesKept(
  { db, town }: Pick<DayQuestion, "db" | "town">,
  day: Day,
): Promise<DayDuties> {
  const kept = await dayStore({ db, town }).dutiesOf(day);
  const duties = kept ? dutiesFrom(kept) : await dutiesMade({ db, town }, day);
  return { day, duties, isClosed: kept !== undefined };
}

async function dutiesMade({ db, town }: Pick<DayQuestion, "db" | "town">, day: Day) {
  return dutiesOn(day, await policyStore({ db, town }).versions(), town.timeZone);
}

/** So far back days are closed that were not in time, as when the server stood still. */
const mostDaysBack = 60;

/** Keeps the lists of days that have ended. Twice an hour, on the hour: a day ends at that, in all zones. */
export const closeRoundDays: Job = {
  name: "rounds.closeDays",
  cron: "0,30 * * * *",
  async run({ kernel }) {
    const now = kernel.clock.now();
    for (const town of await allTowns(kernel.db)) await closeDaysOf({ db: kernel.db, town, now });
  },
};

async function closeDaysOf({ db, town, now }: DayQuestion): Promise<void> {
  const today = townDay(now, town.timeZone);
  const store = dayStore({ db, town });
  await store.reopenFrom(today);
  const first = [town.activatedOn, addDays(today, -mostDaysBack)].sort()[1] ?? today;
  const closed = await store.closedSince(first);
  const versions = await policyStore({ db, town }).versions();
  for (let day = first; day < today; day = addDays(day, 1)) {
    if (closed.has(day)) continue;
    await store.close(day, dutiesOn(day, versions, town.timeZone), now);
  }
}
