/**
 * How long the phone's app takes to start without a network after the first visit, in a real browser whose
 * processor is slowed down four times, as a cheap phone's: from opening it to the PIN's keys, and from the
 * last digit to Today with what is owed. `node bench/start-offline.ts [starts]`, after the web is built; a
 * person's typing between the two is not counted. Ends with failure when both together take more than 2 s.
 */
import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { startServer, type TownServer } from "../e2e/first-day/server.ts";
import config from "../e2e/playwright.config.ts";
import { foundTown, send } from "../e2e/support/town.ts";

const starts = Number(process.argv[2] ?? 9);
const slower = 4;
const mostMs = 2_000;
const peopleOwed = 30;
const worker = { userName: "wushige", password: "bamboo-kettle-7-rain" };
const pin = "739164";

interface Start {
  toKeys: number;
  toToday: number;
}

/** When something was there to be seen, in milliseconds since the page was opened. */
interface Noted {
  seen: Record<"keys" | "tap" | "today", number>;
}

/** Notes in the page when its keys, the last tap and somebody's name were there to be seen. */
const noting = `
  globalThis.seen = {};
  const note = (name) => requestAnimationFrame(() => { seen[name] ??= performance.now(); });
  new MutationObserver(() => {
    if (!seen.keys && document.querySelector(".lf-f-pad button")) note("keys");
    if (!seen.today && document.querySelector(".lf-f-bar") && document.body.textContent.includes("陈试0")) note("today");
  }).observe(document, { subtree: true, childList: true, characterData: true });
  addEventListener("click", () => { seen.tap = performance.now(); }, true);`;

overwriteGetLocale(() => "zh-CN");
const server = await startServer("zh-CN", "07:30");
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  await prepareTown(server);
  const phone = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" },
    ...{ isMobile: true, hasTouch: true },
  });
  await visitFirst(phone);
  await phone.setOffline(true);
  const measured: Start[] = [];
  for (let start = -1; start < starts; start += 1) {
    const taken = await startOnce(phone);
    if (start >= 0) measured.push(taken); // the first one fills the browser's own caches
  }
  tell(measured);
} finally {
  await browser.close();
  await server.stop();
}

/** A grid worker to whom the readings of a village under observation are owed. */
async function prepareTown({ address, today, foundingCode }: TownServer): Promise<void> {
  const desk = await browser.newContext({ locale: "zh-CN" });
  const at = (path: string) => `${address}/api${path}`;
  const post = (path: string, input: object) => send(desk.request, at(path), input);
  const get = async (path: string) => (await desk.request.get(at(path))).json();
  await foundTown(desk.request, { address, foundingCode, stop: async () => {} });
  const { areas }: { areas: { areaId: string; kind: string }[] } = await get("/organization/areas");
  const areaId = areas.find(({ kind }) => kind === "village")?.areaId;
  const staff = { name: "周试干", kind: "village-cadre", areaId };
  const { staffId } = await post("/organization/staff", staff);
  const targets = { targetKind: "area", targetIds: [areaId], level: 1, staffId };
  await post("/organization/responsibility", targets);
  for (let nth = 0; nth < peopleOwed; nth += 1) {
    const person = { is: "new", name: `陈试${nth}`, sex: "female", birthday: "1980-05-06", areaId };
    const { arrivalId } = await post("/screening/arrivals", {
      ...{ originCode: "420100", arrivedOn: addDays(today, -1) },
      person: { ...person, address: `桥头${nth}号` },
    });
    const { terms } = await get(`/observation/draft?arrivalId=${arrivalId}`);
    const { bases, chain, ...rest } = terms;
    await post("/observation/orders", {
      ...{ ...rest, arrivalId, place: rest.place || "镇集中隔离点" },
      basisIds: bases.map(({ id }: { id: string }) => id),
      chain: chain.map(({ level, staffId }: Record<string, unknown>) => ({ level, staffId })),
    });
  }
  const { units }: { units: { unitId: string }[] } = await get("/organization/units");
  const unitId = units[0]?.unitId;
  const member = await post("/organization/staff", { name: "吴试格", kind: "grid-worker", unitId });
  const grants = [{ role: "grid-worker", scopeKind: "area", scopeId: areaId }];
  const account = { userName: worker.userName, displayName: "吴试格", staffId: member.staffId };
  const { code } = await post("/accounts", { ...account, grants });
  const visitor = await browser.newContext();
  await send(visitor.request, at("/accounts/activate"), { ...worker, code });
  await visitor.close();
  await desk.close();
}

async function enterPin(page: Page): Promise<void> {
  const pad = page.locator(".lf-f-pad");
  for (const digit of pin) await pad.getByRole("button", { name: digit, exact: true }).tap();
}

/** Signs in, chooses a PIN, and waits until the app's files and what is owed are on the phone. */
async function visitFirst(phone: BrowserContext): Promise<void> {
  const page = await phone.newPage();
  await page.goto(`${server.address}/field`);
  await page.getByLabel(m["accounts.userName"]()).fill(worker.userName);
  await page.getByLabel(m["accounts.password"](), { exact: true }).fill(worker.password);
  await page.getByRole("button", { name: m["accounts.signIn"]() }).tap();
  await enterPin(page);
  await page.getByRole("heading", { name: m["field.pin.again"]() }).waitFor();
  await enterPin(page);
  await page.getByText("陈试0").first().waitFor();
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  await page.close();
}

async function startOnce(phone: BrowserContext): Promise<Start> {
  const page = await phone.newPage();
  await page.addInitScript(noting);
  const devtools = await phone.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.goto(`${server.address}/field`, { waitUntil: "commit" });
  await page.waitForFunction(() => "keys" in (globalThis as unknown as Noted).seen);
  await enterPin(page);
  await page.waitForFunction(() => "today" in (globalThis as unknown as Noted).seen);
  const { seen } = await page.evaluate<Noted>("({ seen })");
  await page.close();
  return { toKeys: seen.keys, toToday: seen.today - seen.tap };
}

function tell(measured: readonly Start[]): void {
  const of = (what: string, msOf: (start: Start) => number): number => {
    const times = measured.map(msOf).sort((one, other) => one - other);
    const median = times[Math.floor(times.length / 2)] ?? 0;
    const most = times.at(-1) ?? 0;
    console.log(
      `  ${what.padEnd(40)} ${median.toFixed(0)} ms median, ${most.toFixed(0)} ms at most`,
    );
    return median;
  };
  console.log(
    `Started without a network, ${measured.length} times, processor ${slower} times slower`,
  );
  of("opened until the PIN's keys are there", ({ toKeys }) => toKeys);
  of("last digit until Today is there", ({ toToday }) => toToday);
  if (of("both together", ({ toKeys, toToday }) => toKeys + toToday) > mostMs) process.exitCode = 1;
}
