/**
 * Short days with a phone, in which nothing goes wrong but one thing: the app ends at an await of its
 * core. Each day is lived once for every await it comes to, and each time the next one is taken. Awaits
 * between which nothing was stored, sent or done are one: the app leaves the same behind at each.
 * `SIMULATION_AWAITS=all` takes those one by one, too.
 */
import { chanceOf } from "./chance.ts";
import { type Device, noFaults } from "./device.ts";
import { crossingAt } from "./entries.ts";
import { decide, saveEntry, sync, tidy } from "./phone-steps.ts";
import { begin, ended } from "./scenario.ts";
import { beginBackup, finishBackup, office, restore, suspendOrResume } from "./town-steps.ts";
import type { Stage } from "./towns.ts";
import type { Going } from "./world.ts";

type Step = (going: Going, device: Device) => Promise<void>;

export interface Script {
  name: string;
  /** Done before the app may crash. */
  before: readonly Step[];
  steps: readonly Step[];
}

const hourMs = 3_600_000;

/** A crossing at the bridge, by the wall's clock or one that is days ahead. */
const crossing =
  (aheadMs = 0): Step =>
  async (going, device) => {
    const { world } = going;
    const { stage, townId, nowMs } = world;
    const [card] = stage.cardsOf(townId);
    const at = new Date(nowMs + aheadMs).toISOString();
    const entry = crossingAt(world, stage.scopes.bridge.scopeId, at, card);
    await saveEntry(going, device, entry, true);
  };

const takeBackTheFirst: Step = async (going, device) => {
  const [first] = going.world.saved.keys();
  if (!first) return;
  const input = { crossingId: first, reason: "登记错误" };
  await saveEntry(going, device, { procedure: "checkpoints.voidCrossing", input }, false);
};

const mend: Step = (going, device) => decide(going, device, "mend");

/** Some hours pass, more than lists are kept without contact. */
const goStale: Step = async ({ world }) => {
  world.nowMs += 73 * hourMs;
};

const declareRestored: Step = async ({ world }) => {
  await office(world).sync.declareRestored({ id: world.chance.id(world.nowMs) });
  world.isDeclared = true;
};

export const scripts: readonly Script[] = [
  {
    name: "a first day",
    before: [],
    steps: [
      crossing(),
      sync,
      crossing(),
      takeBackTheFirst,
      crossing(80 * hourMs),
      sync,
      mend,
      sync,
    ],
  },
  {
    name: "a backup, and a town put back to it",
    before: [crossing(), sync, beginBackup, finishBackup],
    steps: [crossing(), sync, restore, declareRestored, crossing(), sync],
  },
  {
    name: "an account suspended and resumed",
    // What was refused before goes to review when the phone is told to wipe.
    before: [crossing(), crossing(80 * hourMs), sync],
    steps: [crossing(), suspendOrResume, sync, suspendOrResume, crossing(), sync],
  },
  {
    name: "lists that are too old",
    before: [sync],
    steps: [goStale, tidy, sync],
  },
];

/** How a script goes without a crash, the awaits it comes to, and how it goes with one at each. */
export async function crashesOf(stage: Stage, script: Script) {
  const live = async (townId: string, crashAt?: number) => {
    const guard = stage.workers.find(({ home }) => home === "bridge");
    if (!guard) throw new Error("nobody stands at the bridge");
    const going = await begin(stage, townId, chanceOf(1), [guard], noFaults);
    const [device] = going.world.devices;
    if (!device) throw new Error("nobody has a phone");
    for (const step of script.before) await step(going, device);
    Object.assign(device, { awaits: 0, distinct: [], crashAt });
    for (const step of script.steps) {
      device.hasChanged = true;
      await step(going, device);
    }
    const { awaits, distinct } = device;
    return { awaits, distinct, found: await ended(going) };
  };
  const [townId = ""] = await stage.copies(1);
  const { awaits, distinct, found } = await live(townId);
  const every = Array.from({ length: awaits }, (_, at) => at + 1);
  return {
    awaits: process.env.SIMULATION_AWAITS === "all" ? every : distinct,
    found,
    crash: async (crashAt: number, copy: string) => (await live(copy, crashAt)).found,
  };
}
