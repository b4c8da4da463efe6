/** A demo: a town founded from a preset and brought to the middle of its response. */
import { addDays, type Day, type Instant, instantAt } from "@lianfang/core/kernel/time.ts";
import type { Area, Preset } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { chanceFrom } from "@lianfang/testkit/people/random.ts";
import type { z } from "zod";
import { type Actor, actorAt, type Place } from "./actor.ts";
import { type Agenda, openAgenda } from "./agenda.ts";
import { assemble, type Card, castPassword } from "./cast.ts";
import { parts } from "./parts/parts.ts";
import { grownPerson } from "./people.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Stage, TownOnStage } from "./stage.ts";
import { scriptOf } from "./town-scripts.ts";
import { writeIds } from "./write-ids.ts";

export interface DemoOptions {
  /** The running server, `http://host:port`. */
  address: string;
  presetId: string;
  foundingCode: string;
  /** The same seed gives the same demo. */
  seed?: number;
  households?: number;
  /** How many days the town lives through; on the first it is set up, the last has not ended. */
  days?: number;
  /** Sets the town's clock, never back. */
  setClock(instant: Instant): void;
  /** Runs a scheduled job at once; the demo's days pass too fast for their schedules. */
  runJob(name: string): Promise<void>;
  /** Says what is being made: a step's key, how far it is and of how much. */
  report(step: "founding" | "register" | "staff" | "days", done: number, of: number): void;
}

export interface Demo {
  /** For the first page: one for every role. */
  cards: readonly Card[];
  /** What the town's clock shows when the demo opens. */
  opensAt: Instant;
}

const usualDays = 11;
const usualHouseholds = 3_000;
/** On the last day the demo opens: the reports are due in 42 minutes. */
const opensAtTime = "15:18";
const timeZone = "Asia/Shanghai";

/**
 * Makes the demo through the public API alone, as people of the town would.
 * @throws when a call is refused; the data folder is then to be thrown away
 */
export async function makeDemo(options: DemoOptions): Promise<Demo> {
  const { presetId, report } = options;
  report("founding", 0, 1);
  const preset = await presetOf(options.address, presetId);
  const days = lastDays(preset.asOf, options.days ?? usualDays);
  const agenda = openAgenda(
    instantAt(days[0] ?? "", "08:40", timeZone),
    timeZone,
    options.setClock,
  );
  const stage = await openStage(options, preset, days, agenda);
  for (const part of parts) part(stage);
  for (const [at, day] of days.entries()) {
    report("days", at + 1, days.length);
    await agenda.live(instantAt(day, day === preset.asOf ? opensAtTime : "24:00", timeZone));
  }
  return { cards: stage.cast.cards, opensAt: agenda.now() };
}

function lastDays(last: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, at) => addDays(last, at + 1 - count));
}

async function presetOf(address: string, presetId: string): Promise<z.infer<typeof Preset>> {
  const now = () => new Date().toISOString();
  const { api } = actorAt({ address, now, write: writeIds("nobody", now) });
  const { presets } = await api.organization.presets({});
  const preset = presets.find((candidate) => candidate.presetId === presetId);
  if (!preset) throw new Error(`there is no model town ${presetId}`);
  return preset;
}

async function openStage(
  options: DemoOptions,
  preset: z.infer<typeof Preset>,
  days: readonly Day[],
  agenda: Agenda,
): Promise<Stage> {
  const seed = `${preset.presetId}|${options.seed ?? 1}`;
  const write = writeIds(seed, agenda.now);
  const place: Place = { address: options.address, now: agenda.now, write };
  const script = scriptOf(preset);
  const { director, card } = await foundTown(place, preset, options.foundingCode, days[0] ?? "");
  const found = await lookRound(director, preset);
  const plan = planOf(script, {
    seed,
    households: options.households ?? usualHouseholds,
    villages: found.villages.map(({ name }) => name),
    townCode: found.countyCode,
    nearby: found.nearby,
    opensOn: preset.asOf,
    asksFrom: days[1] ?? preset.asOf,
  });
  const town = { ...found, villages: busiestFirst(found.villages, plan) };
  const cast = await assemble({
    ...{ place, director, directorCard: card, seed },
    townName: town.name,
    busiest: town.villages,
  });
  return {
    ...{ town, cast, plan, script, agenda, days, write },
    visitor: actorAt(place),
    now: agenda.now,
    chance: (...occasion) => chanceFrom(seed, ...occasion),
    runJob: options.runJob,
    report: options.report,
  };
}

async function foundTown(
  place: Place,
  { presetId }: z.infer<typeof Preset>,
  code: string,
  activatedOn: Day,
): Promise<{ director: Actor; card: Card }> {
  const director = actorAt(place);
  const own = { userName: "director", password: castPassword };
  const displayName = grownPerson(chanceFrom(presetId, "director"), "male");
  await director.api.organization.found({
    ...place.write("found"),
    code,
    source: { from: "preset", presetId },
    responseName: m["drill.response"]({}, { locale: "zh-CN" }),
    responseNameEn: m["drill.response"]({}, { locale: "en" }),
    activatedOn,
    director: { ...own, displayName },
  });
  director.remember(own);
  const { town } = await director.api.accounts.me({});
  return { director, card: { role: "director", ...own, displayName, scopeName: town.name } };
}

async function lookRound({ api }: Actor, { county }: z.infer<typeof Preset>): Promise<TownOnStage> {
  const { town } = await api.accounts.me({});
  const { areas } = await api.organization.areas({});
  const { divisions } = await api.policy.divisions({ search: county });
  const countyCode = divisions.find(({ name }) => name === county)?.code ?? "510100";
  return {
    name: town.name,
    timeZone: town.timeZone,
    countyCode,
    nearby: await neighbours(api, countyCode),
    bulletinBy: town.clock.bulletinBy,
    villages: areas.filter(({ kind }) => kind === "village" || kind === "community"),
  };
}

/** The other counties of the city, from the province down; of the province where no city is between. */
async function neighbours({ policy }: Actor["api"], countyCode: string): Promise<string[]> {
  const city = await policy.divisions({ parentCode: `${countyCode.slice(0, 4)}00` });
  const { divisions } =
    city.divisions.length > 0
      ? city
      : await policy.divisions({ parentCode: `${countyCode.slice(0, 2)}0000` });
  return divisions.filter(({ code }) => code !== countyCode).map(({ path }) => path.join(""));
}

function busiestFirst(villages: readonly Area[], { journeys }: Plan): Area[] {
  const returned = (village: Area): number =>
    journeys.filter(({ household }) => household.village === village.name).length;
  return [...villages].sort((one, other) => returned(other) - returned(one));
}
