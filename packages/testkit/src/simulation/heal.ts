/** The end of all faults. */
import { type Device, endTab, noFaults, openTab } from "./device.ts";
import { whatIsThere } from "./effects.ts";
import { deliver, signIn } from "./network.ts";
import { noteRefused } from "./phone-steps.ts";
import { office } from "./town-steps.ts";
import { type Going, isActive, type World } from "./world.ts";

const mostRounds = 5;

/**
 * Nothing goes wrong any more; whatever was under way arrives, the evening's backup is made, and the
 * phones are in contact one after the other, until all of them have found nothing more to do and
 * nobody has sent anything meanwhile.
 */
export async function heal(going: Going): Promise<void> {
  const { world, late } = going;
  for (const { path, body, token } of late.splice(0)) await deliver(world.stage, path, body, token);
  for (const device of world.devices) await startAnew(going, device);
  if (world.isDeclared) await heardOfIt(world);
  await office(world).sync.beginBackup({ id: world.chance.id(world.nowMs) });
  await office(world).sync.finishBackup({ id: world.chance.id(world.nowMs) });
  for (let round = 0; round < mostRounds; round += 1) {
    const isQuiet = world.devices.every(hasNothingToSend);
    const isAtRest = await contactAll(world);
    if (round > 0 && isQuiet && isAtRest) return;
  }
}

/** A town that says it was put back has everything again at the next contact, not at the next backup. */
async function heardOfIt(world: World): Promise<void> {
  await contactAll(world);
  const { effects } = await whatIsThere(world);
  for (const device of world.devices) {
    if (!isActive(world, device)) continue;
    for (const { id, state } of device.contents.outbox) {
      const isMissing = state === "acknowledged" && !effects.has(id);
      if (isMissing) world.wrong.push(`${device.name}: ${id} was not sent again when it was told`);
    }
  }
}

const hasNothingToSend = ({ contents }: Device): boolean =>
  contents.outbox.every(({ state }) => state !== "waiting");

async function startAnew({ world, circumstances }: Going, device: Device): Promise<void> {
  Object.assign(device, { faults: noFaults, isCutOff: false, protocol: 1, crashAt: undefined });
  for (const tab of device.tabs) endTab(device, tab);
  device.tabs = [openTab(device, circumstances)];
  // A phone that was lost is found, and its owner signs in again.
  if (isActive(world, device)) await signIn(world, device);
}

/** @returns whether no phone wants another contact */
async function contactAll(world: World): Promise<boolean> {
  let isAtRest = true;
  for (const device of world.devices) {
    const report = await device.tabs[0]?.phone.sync();
    noteRefused(world, device);
    if (report?.stopped === undefined) continue;
    // Who is suspended and not known any more is told nothing, however often.
    if (isActive(world, device)) isAtRest = false;
    if (isActive(world, device) && report.stopped === "sign-in") await signIn(world, device);
  }
  return isAtRest;
}
