/** What raises alerts and what settles them: readings as they come, and windows as they close. */
import { type Occurrence, windowsOn } from "@lianfang/core/duties/rules.ts";
import { addDays, type Day, townDay } from "@lianfang/core/kernel/time.ts";
import type { Town } from "../kernel/context.ts";
import type { Entry, Job, Reaction, Reactions } from "../kernel/jobs/jobs.ts";
import { idFor, type System } from "../kernel/jobs/system.ts";
import { allTowns } from "../kernel/session/town.ts";
import { alertStore } from "./alert-store.ts";
import { readingStore } from "./reading-store.ts";
import { watchStore } from "./watch-store.ts";
import { townWindows } from "./windows.ts";

const raised = "observation.alert.raised";
const settled = "observation.alert.settled";
const lookedThrough = "observation.window.closed";

/** A reading has come: a fever raises an alert, and one that was waited for settles its alert. */
async function onReading({ townId, id: readingId }: Entry, system: System): Promise<void> {
  const reader = await system.reader(townId, "a reading was recorded");
  const reading = await readingStore(reader).find(readingId);
  if (!reading) return;
  const { order_id: orderId, area_id: areaId, corrects } = reading;
  if (reading.is_fever && !reading.replaced_by) {
    const day = townDay(reading.taken_at, reader.town.timeZone);
    await raise(system, townId, { readingId, orderId, day, areaId });
  }
  if (corrects) await settleCorrected(system, townId, { wrongId: corrects, readingId, areaId });
  if (await alertStore(reader).hasArrived(orderId)) {
    const id = idFor("observation.settle", readingId);
    const write = { entry: settled, id, why: "the reading that was missed has arrived" };
    await system.write(townId, write, async (context) => {
      const ids = await alertStore(context).settleArrived(orderId);
      context.about({ kind: "alert", ids: [...ids, orderId], areaId });
    });
  }
}

async function raise(
  system: System,
  townId: string,
  fever: { readingId: string; orderId: string; day: Day; areaId: string },
): Promise<void> {
  const id = idFor("observation.fever", fever.readingId);
  await system.write(townId, { entry: raised, id, why: "a fever was read" }, async (context) => {
    await alertStore(context).raiseFever(fever);
    const { readingId, orderId, areaId } = fever;
    context.about({ kind: "alert", ids: [orderId, readingId], areaId });
  });
}

/** The alert of the wrong reading is closed: there was no such fever, or the right one has its own. */
async function settleCorrected(
  system: System,
  townId: string,
  { wrongId, readingId, areaId }: { wrongId: string; readingId: string; areaId: string },
): Promise<void> {
  const reader = await system.reader(townId, "a reading was corrected");
  if (!(await alertStore(reader).isFeverOpen(wrongId))) return;
  const write = { entry: settled, id: idFor("observation.correct", readingId) };
  await system.write(townId, { ...write, why: "the fever was corrected" }, async (context) => {
    await alertStore(context).settleFever(wrongId, readingId);
    context.about({ kind: "alert", ids: [readingId, wrongId], areaId });
  });
}

const watchReading: Reaction = { name: "observation.watchReading", run: onReading };

export const observationReactions: Reactions = {
  "observation.reading.recorded": [watchReading],
  "observation.reading.corrected": [watchReading],
};

/**
 * Raises alerts for windows that have closed since the last look, each once: after a standstill, all
 * that closed meanwhile. Every window is looked through in one write of its own.
 */
export const missedJob: Job = {
  name: "observation.missed",
  cron: "*/5 * * * *",
  async run(system) {
    for (const town of await allTowns(system.kernel.db)) {
      for (const window of await closedSinceLastLook(system, town))
        await lookThrough(system, town, window);
      await settleStragglers(system, town);
    }
  },
};

async function closedSinceLastLook(system: System, town: Town): Promise<Occurrence[]> {
  const reader = await system.reader(town.townId, "looking for missed readings");
  const store = watchStore(reader);
  const firstIssue = await store.firstIssue();
  if (!firstIssue) return [];
  const from = (await store.lastDay()) ?? townDay(firstIssue, town.timeZone);
  const [{ definition }, seen] = await Promise.all([townWindows(reader), store.since(from)]);
  const today = townDay(reader.now, town.timeZone);
  const closed: Occurrence[] = [];
  for (let day = from; day <= today; day = addDays(day, 1)) {
    const duty = definition(day);
    const windows = duty ? windowsOn(day, duty, town.timeZone) : [];
    closed.push(
      ...windows.filter(
        (window) => window.closesAt <= reader.now && !seen.has(`${window.day} ${window.windowId}`),
      ),
    );
  }
  return closed;
}

async function lookThrough(system: System, { townId }: Town, window: Occurrence): Promise<void> {
  const { day, windowId } = window;
  const reader = await system.reader(townId, "a reading window has closed");
  const isMissing = (await alertStore(reader).countMissed(window)) > 0;
  const id = idFor("observation.missed", townId, day, windowId);
  const write = {
    entry: isMissing ? raised : lookedThrough,
    id,
    why: "a reading window has closed",
  };
  await system.write(townId, write, async (context) => {
    const missed = await alertStore(context).raiseMissed(window);
    await watchStore(context).note(window);
    context.about({ kind: "window", ids: [], details: { day, windowId, missed } });
  });
}

/** A reading that came in the very moment its window was looked through. */
async function settleStragglers(system: System, { townId }: Town): Promise<void> {
  const reader = await system.reader(townId, "looking for readings that arrived late");
  if (!(await alertStore(reader).hasArrived())) return;
  const id = idFor("observation.stragglers", townId, reader.now);
  const write = { entry: settled, id, why: "readings that were missed have arrived" };
  await system.write(townId, write, async (context) => {
    const ids = await alertStore(context).settleArrived();
    context.about({ kind: "alert", ids });
  });
}
