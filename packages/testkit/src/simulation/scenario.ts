/** One seed: phones, a town and whatever can go wrong between them; then everything heals. */
import { type Chance, chanceOf } from "./chance.ts";
import { findings } from "./checker.ts";
import { type Device, type Faults, newDevice, openTab } from "./device.ts";
import { setsOf } from "./entries.ts";
import { heal } from "./heal.ts";
import { arriveLate, circumstancesOf, signIn } from "./network.ts";
import {
  cutOffOrNot,
  decideOnPhone,
  jumpClock,
  restart,
  save,
  sync,
  syncInAllTabs,
  tidy,
  updateApp,
} from "./phone-steps.ts";
import {
  beginBackup,
  changeScope,
  decideInOffice,
  finishBackup,
  forge,
  judgeDouble,
  loseDevice,
  restore,
  seal,
  suspendOrResume,
} from "./town-steps.ts";
import type { Stage, Worker } from "./towns.ts";
import type { Going, World } from "./world.ts";

const hourMs = 3_600_000;
/** Some hours before the server's clock, so that nothing is of the future but by a wrong clock. */
const startMs = Date.parse("2020-02-05T01:00:00.000Z");

type Step = (going: Going, device: Device) => Promise<void>;

/** By weight. */
const steps: readonly [number, Step][] = [
  [9, save],
  [8, sync],
  [2, syncInAllTabs],
  [1.5, decideOnPhone],
  [1, jumpClock],
  [1, cutOffOrNot],
  [1, arriveLate],
  [0.5, tidy],
  [0.5, updateApp],
  [0.6, changeScope],
  [0.4, suspendOrResume],
  [0.15, loseDevice],
  [1.5, beginBackup],
  [2, finishBackup],
  [1.5, restore],
  [0.5, seal],
  [0.5, decideInOffice],
  [0.4, judgeDouble],
  [0.3, forge],
  [0.3, restart],
];
const total = steps.reduce((sum, [weight]) => sum + weight, 0);

/**
 * Runs a seed.
 * @returns what is wrong in the end, a line each, with what happened before
 */
export async function simulate(stage: Stage, seed: number, townId: string): Promise<string[]> {
  const chance = chanceOf(seed);
  const faults = {
    loss: chance.number() * 0.3,
    repeat: chance.number() * 0.5,
    stall: chance.number() * 0.02,
    storage: chance.happens(0.5) ? chance.number() * 0.1 : 0,
    crash: chance.happens(0.5) ? chance.number() * 0.03 : 0,
  };
  const going = await begin(stage, townId, chance, drawn(stage.workers, chance), faults);
  const { world } = going;
  await unsettle(going);
  for (let left = 11 + chance.below(12); left > 0; left -= 1) {
    world.nowMs += chance.below(4 * 60_000);
    await oneStep(going);
  }
  return ended(going);
}

/** Everything heals; what is wrong then, with what had happened. */
export async function ended(going: Going): Promise<string[]> {
  const { world } = going;
  await heal(going);
  const wrong = [...world.wrong, ...(await findings(world))];
  return wrong.length === 0 ? [] : [...wrong, ...world.trace.map((line) => `    ${line}`)];
}

/** One to three of them. */
function drawn(workers: readonly Worker[], chance: Chance): Worker[] {
  const left = [...workers];
  return Array.from({ length: 1 + chance.below(3) }, () =>
    left.splice(chance.below(left.length), 1),
  ).flat();
}

/** Phones that have never been in contact, one for each worker, with one tab open. */
export async function begin(
  stage: Stage,
  townId: string,
  chance: Chance,
  workers: readonly Worker[],
  faults: Faults,
): Promise<Going> {
  const devices = workers.map((worker, at) =>
    newDevice(`phone ${at + 1}`, worker, setsOf(worker.home), { ...faults }),
  );
  const world: World = {
    stage,
    townId,
    chance,
    devices,
    saved: new Map(),
    scope: new Map(workers.map(({ accountId, home }) => [accountId, [home]])),
    putBack: new Set(),
    wasPutBack: false,
    isDeclared: false,
    doubles: new Set(),
    trace: [],
    wrong: [],
    nowMs: startMs,
  };
  const late: Going["late"] = [];
  const circumstances = circumstancesOf(world, late);
  const { kernel, system } = stage.application.app;
  const { responseId } = (await system.reader(townId, "simulation")).town;
  await kernel.vaults.make(kernel.db, townId, responseId, kernel.clock.now());
  await stage.sealHolders(townId);
  for (const device of devices) {
    await signIn(world, device);
    device.tabs = [openTab(device, circumstances)];
  }
  return { world, circumstances, late, backup: {} };
}

/** Old apps, wrong clocks, second tabs. */
async function unsettle({ world: { chance, devices }, circumstances }: Going): Promise<void> {
  for (const device of devices) {
    if (chance.happens(0.15)) device.protocol = 0;
    if (chance.happens(0.3)) device.offsetMs = (chance.number() * 2 - 1) * 26 * hourMs;
    if (chance.happens(0.3)) device.tabs.push(openTab(device, circumstances));
  }
}

async function oneStep(going: Going): Promise<void> {
  const { chance, devices, trace } = going.world;
  let at = chance.number() * total;
  const device = chance.pick(devices);
  for (const [weight, step] of steps) {
    at -= weight;
    if (at > 0) continue;
    trace.push(`${step.name} ${device.name}`);
    await step(going, device);
    return;
  }
}
