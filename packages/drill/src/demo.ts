/** A demo: a town founded from a preset and brought to the middle of its response. */
import { addDays, type Instant, instantAt } from "@lianfang/core/kernel/time.ts";
import { actorAt } from "./actor.ts";
import { readyArrivals } from "./arrivals.ts";
import { assemble, type Card } from "./cast.ts";
import { chanceFrom } from "./chance.ts";
import { live } from "./outbreak.ts";
import { importRegister } from "./register.ts";
import { found } from "./scene.ts";
import { nameStaff } from "./staffing.ts";

export interface DemoOptions {
  /** The running server, `http://host:port`. */
  address: string;
  presetId: string;
  foundingCode: string;
  seed?: number;
  households?: number;
  setClock(instant: Instant): void;
  /** Runs a scheduled job at once; the demo's days pass too fast for their schedules. */
  runJob(name: string): Promise<void>;
  /** Says what is being made: a step's key, how far it is and of how much. */
  report(step: "founding" | "register" | "staff" | "days", done: number, of: number): void;
}

const daysLived = 11;
/** Where the demo's clock stands when it opens: the reports are due in 42 minutes. */
const opensAt = "15:18";
const timeZone = "Asia/Shanghai";

/**
 * Makes the demo through the public API alone.
 * @returns the sign-in cards and the instant at which the demo opens
 * @throws when a call is refused; the data folder is then to be thrown away
 */
export async function makeDemo(options: DemoOptions): Promise<{ cards: Card[]; opensAt: Instant }> {
  const { address, report, setClock } = options;
  const chance = chanceFrom(options.seed ?? 1);
  const preset = await presetOf(address, options.presetId);
  const firstDay = addDays(preset.asOf, 1 - daysLived);
  setClock(instantAt(firstDay, "07:05", timeZone));

  report("founding", 0, 1);
  const { director, scene } = await found(address, { ...options, preset, activatedOn: firstDay });
  const cast = await assemble(address, director, scene.town, scene.villages);

  const households = options.households ?? 3_000;
  report("register", 0, households);
  await importRegister(cast.office, scene.villages, { households, seed: options.seed ?? 1, asOf: firstDay });
  report("staff", 0, scene.villages.length);
  await nameStaff(cast.office, scene.villages, chance);

  const stage = {
    cast,
    chance,
    timeZone,
    arrivals: await readyArrivals(cast.office, chance),
    async moveTo(instant: Instant) {
      setClock(instant);
      await options.runJob("observation.missed");
    },
    report: (day: number, of: number) => report("days", day, of),
  };
  await live(stage, firstDay, daysLived, opensAt);
  return { cards: cast.cards, opensAt: instantAt(preset.asOf, opensAt, timeZone) };
}

async function presetOf(address: string, presetId: string) {
  const { presets } = await actorAt(address).api.organization.presets({});
  const preset = presets.find((candidate) => candidate.presetId === presetId);
  if (!preset) throw new Error(`there is no model town ${presetId}`);
  return preset;
}
