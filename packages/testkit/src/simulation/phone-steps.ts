/** What people do with their phones, and what befalls those. */
import { type Device, endTab, openTab, type Tab } from "./device.ts";
import { drawEntry, mended } from "./entries.ts";
import type { Entry } from "./records.ts";
import type { Going, World } from "./world.ts";

const hourMs = 3_600_000;

/** Work in a tab, until it ends or the tab does; then the app is started anew. */
export async function inTab(
  { world, circumstances }: Going,
  device: Device,
  work: (tab: Tab) => Promise<void>,
): Promise<void> {
  const tab = world.chance.pick(device.tabs);
  await Promise.race([work(tab), tab.crashed]);
  if (!tab.life.isDead) return;
  world.trace.push(`  ${device.name}: a tab crashed`);
  device.tabs[device.tabs.indexOf(tab)] = openTab(device, circumstances);
}

/** Records of one round: a few, one after the other. */
export async function save(going: Going, device: Device): Promise<void> {
  for (let left = 1 + going.world.chance.below(3); left > 0; left -= 1) {
    const { entry, wasHeld } = drawEntry(going.world, device);
    await saveEntry(going, device, entry, wasHeld);
  }
}

export async function saveEntry(
  going: Going,
  device: Device,
  entry: Entry,
  wasHeld: boolean,
): Promise<void> {
  const { saved } = going.world;
  const before = new Set(device.contents.outbox.map(({ id }) => id));
  let isSafe: boolean | undefined;
  const kept = new Set<string>();
  await inTab(going, device, async ({ phone }) => {
    try {
      const id = await phone.save(entry.procedure, structuredClone(entry.input));
      isSafe = true;
      kept.add(id);
    } catch {
      isSafe = false;
    }
  });
  // Cut off at the end, it may be kept without anybody having been told.
  for (const { id } of device.contents.outbox) if (!before.has(id)) kept.add(id);
  for (const id of kept) {
    const record = { id, device, entry, isSafe, wasHeld };
    saved.set(id, { ...record, wasRefused: false, isGivenUp: false });
  }
}

export async function sync(going: Going, device: Device): Promise<void> {
  await inTab(going, device, async ({ phone }) => {
    const { stopped } = await phone.sync();
    if (stopped) going.world.trace.push(`  ${device.name}: ${stopped}`);
  });
  noteRefused(going.world, device);
}

export async function syncInAllTabs(going: Going, device: Device): Promise<void> {
  const { world, circumstances } = going;
  const tabs = [...device.tabs];
  await Promise.all(tabs.map((tab) => Promise.race([tab.phone.sync(), tab.crashed])));
  device.tabs = tabs.map((tab) => (tab.life.isDead ? openTab(device, circumstances) : tab));
  noteRefused(world, device);
}

export function noteRefused({ saved }: World, device: Device): void {
  for (const { id, state } of device.contents.outbox) {
    const record = saved.get(id);
    if (record && (state === "refused" || state === "conflict")) record.wasRefused = true;
  }
}

/** Whoever holds the phone looks at what was refused. */
export async function decideOnPhone(going: Going, device: Device): Promise<void> {
  const { chance } = going.world;
  const way = chance.pick(["retry", "mend", "discard"] as const);
  await decide(going, device, way);
}

export async function decide(
  going: Going,
  device: Device,
  way: "retry" | "mend" | "discard",
): Promise<void> {
  const { world } = going;
  const first = device.contents.outbox.find(({ state }) => state === "refused");
  const record = first && world.saved.get(first.id);
  if (!first || !record) return;
  const { id } = first;
  if (way === "retry") return inTab(going, device, ({ phone }) => quietly(phone.retry(id)));
  const entry = mended(record.entry, new Date(world.nowMs).toISOString());
  const before = new Set(device.contents.outbox.map((each) => each.id));
  await inTab(going, device, ({ phone }) =>
    quietly(way === "mend" && entry ? phone.mend(id, entry.input) : phone.discard(id)),
  );
  record.isGivenUp ||= device.contents.outbox.every((each) => each.id !== id);
  for (const { id: newId } of device.contents.outbox) {
    if (before.has(newId) || !entry) continue;
    const again = { ...record, id: newId, entry, isSafe: true, isGivenUp: false };
    world.saved.set(newId, { ...again, wasRefused: true });
  }
}

/** What fails on the phone is tried again another time. */
async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => {});
}

export async function jumpClock({ world }: Going, device: Device): Promise<void> {
  device.offsetMs = (world.chance.number() * 2 - 1) * 26 * hourMs;
}

export async function cutOffOrNot(_going: Going, device: Device): Promise<void> {
  device.isCutOff = !device.isCutOff;
}

export async function tidy(going: Going, device: Device): Promise<void> {
  await inTab(going, device, ({ phone }) => quietly(phone.tidy()));
}

export async function updateApp(_going: Going, device: Device): Promise<void> {
  device.protocol = 1;
}

export async function restart({ circumstances }: Going, device: Device): Promise<void> {
  for (const tab of device.tabs) endTab(device, tab);
  device.tabs = device.tabs.map(() => openTab(device, circumstances));
}
