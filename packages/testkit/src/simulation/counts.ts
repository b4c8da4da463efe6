/** What the town counts and guards' phones hold, against the set of crossings that are there. */
import type { HourCount } from "@lianfang/core/checkpoints/checkpoint.ts";
import type { PulledPost } from "@lianfang/core/checkpoints/pulled.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import type { Device } from "./device.ts";
import type { There } from "./effects.ts";
import { type Line, linesOf } from "./records.ts";
import { office } from "./town-steps.ts";
import type { World } from "./world.ts";

const timeZone = "Asia/Shanghai";

type Counts = Omit<HourCount, "hour">;

/** Crossings that count: each id once, as it was entered. */
function counting({ saved }: World, { effects, replaced }: There): (readonly Line[])[] {
  return [...effects].flatMap(([id, { lines }]) => {
    if (!lines || replaced.has(id)) return [];
    const entry = saved.get(id)?.entry;
    // A forged one that the office accepted beside the first was entered by nobody.
    if (entry?.procedure !== "checkpoints.recordCrossing") return [lines];
    return [linesOf(entry.input, entry.card)];
  });
}

const hourOf = (instant: string): number => (new Date(instant).getUTCHours() + 8) % 24;

function counted(crossings: readonly (readonly Line[])[]): Counts {
  const lines = crossings.flat();
  const people = lines.filter(([, subject]) => subject === "person");
  const of = (subject: string) => lines.filter((line) => line[1] === subject).length;
  const fared = (outcome: string) => people.filter((line) => line[5] === outcome).length;
  return {
    people: people.length + lines.reduce((sum, line) => sum + line[8], 0),
    vehicles: of("vehicle"),
    boats: of("boat"),
    refused: fared("refuse"),
    referred: fared("refer"),
  };
}

/** By the hour of a day, of those at one checkpoint. */
function byHour(crossings: readonly (readonly Line[])[], day: Day): HourCount[] {
  const ofDay = crossings.filter(([line]) => line && townDay(line[4], timeZone) === day);
  const hours = Map.groupBy(ofDay, ([line]) => hourOf(line?.[4] ?? ""));
  return [...hours]
    .map(([hour, some]) => ({ hour, ...counted(some) }))
    .sort((one, other) => one.hour - other.hour);
}

/** What the town's office sees, a line for each day that is counted wrong. */
export async function ofCounts(world: World, there: There): Promise<string[]> {
  const crossings = counting(world, there);
  const days = new Set(crossings.flatMap(([line]) => (line ? townDay(line[4], timeZone) : [])));
  const wrong: string[] = [];
  for (const day of days) {
    const { hours } = await office(world).checkpoints.counts({ day });
    const isSame = textOf(hours) === textOf(byHour(crossings, day));
    if (!isSame) wrong.push(`${day}: the office counts ${textOf(hours)}`);
  }
  return wrong;
}

const textOf = (hours: readonly HourCount[]): string =>
  JSON.stringify(
    hours
      .toSorted((one, other) => one.hour - other.hour)
      .map(({ hour, people, vehicles, boats, refused, referred }) =>
        [hour, people, vehicles, boats, refused, referred].join(" "),
      ),
  );

/** What a phone holds of its checkpoints' day is what is there, two guards' records together. */
export function ofHeldCounts(world: World, there: There, device: Device): string[] {
  const posts = device.contents.sets.find(({ name }) => name === "checkpoints.posts");
  const crossings = counting(world, there);
  return (posts?.records ?? []).flatMap(({ key, content }) => {
    // Of this very version: the phone asked for it.
    const { counts } = content as PulledPost;
    const here = crossings.filter(([line]) => line?.[2] === key);
    const isSame = textOf(counts.hours) === textOf(byHour(here, counts.day));
    return isSame ? [] : [`${device.name}: counts ${textOf(counts.hours)} at ${key}`];
  });
}

/** Serial numbers of cards by which somebody was let pass at these checkpoints. */
export function cardsShownAt(world: World, there: There, posts: readonly string[]): number[] {
  const shown = counting(world, there)
    .flat()
    .filter((line) => posts.includes(line[2]) && line[5] === "admit")
    .flatMap((line) => line[9] ?? []);
  return [...new Set(shown)];
}
