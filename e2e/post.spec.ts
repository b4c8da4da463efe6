/** A guard's phone at a checkpoint: decided without a network, counted once, passes read by the camera. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import { secondsFor } from "@lianfang/testkit/keystroke-level.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import {
  type APIRequestContext,
  type BrowserContext,
  expect,
  type Page,
  test,
} from "@playwright/test";
import { startServer, type TownServer } from "./first-day/server.ts";
import config from "./playwright.config.ts";
import { cameraArguments, showToCamera } from "./support/camera.ts";
import { look } from "./support/look.ts";
import {
  enterPin,
  expectWaiting,
  phoneContext,
  readyForOffline,
  signInOnPhone,
  startAgain,
} from "./support/phone.ts";
import { scanByHand } from "./support/scanner.ts";
import { cardsOn, type Picture, pastedOver } from "./support/sheet.ts";
import { strokesOf } from "./support/strokes.ts";
import { director, foundTown, send } from "./support/town.ts";

test.describe.configure({ mode: "serial" });

const folder = mkdtempSync(path.join(os.tmpdir(), "lianfang-camera-"));
const film = path.join(folder, "camera.y4m");
const { launchOptions } = config.use ?? {};
test.use({
  actionTimeout: 20_000,
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), ...cameraArguments(film)],
  },
});

const guard = { displayName: "孙试卫", userName: "sunshiwei", password: "bamboo-kettle-7-rain" };
const numbers = issueNumbers();

let server: TownServer;
let office: APIRequestContext;
/** Draws what the camera sees; on the office's desk. */
let desk: Page;
let context: BrowserContext;
let page: Page;
let areaId: string;
let checkpointId: string;
let own: Pass;
/** What its code says. */
let ownText: string;
/** As printed; the second is revoked after that. */
let ownCard: Picture;
let revokedCard: Picture;

const at = (path: string) => `${server.address}/api${path}`;
const get = async (path: string) => (await office.get(at(path))).json();

interface Pass {
  passId: string;
  identityNumber: string;
}

async function applyFor(holderName: string): Promise<Pass> {
  const identityNumber = numbers.identityNumber("1975-08-09", "female");
  const { passId } = await send(office, at("/checkpoints/passes"), {
    kind: "person",
    areaId,
    holderName,
    identityNumber,
    validFrom: server.today,
    validUntil: addDays(server.today, 14),
  });
  return { passId: String(passId), identityNumber };
}

/** The cards of a sheet of A4 as the office gets it to print, cut. */
async function printed(passIds: readonly string[]): Promise<Picture[]> {
  const data = { passIds, language: "zh-CN" };
  const sheet = await office.post(at("/checkpoints/passes/sheet"), { data });
  expect(sheet.headers()["content-type"]).toBe("application/pdf");
  return cardsOn(await sheet.body(), passIds.length);
}

/** From the second day on a pass is asked for, beside the identity card, and visitors are written down. */
async function askForPasses(): Promise<void> {
  const { versions, inForceId } = await get("/policy/versions");
  const { rules } = versions.find(
    ({ versionId }: { versionId: string }) => versionId === inForceId,
  );
  const checkpoint = {
    ...rules.checkpoint,
    pass: true,
    passWithIdentityCard: true,
    outsiders: "register",
  };
  await send(office, at("/policy/versions"), {
    effectiveFrom: addDays(server.today, 1),
    title: { zh: "凭证通行", en: "Passes" },
    rules: { ...rules, checkpoint },
  });
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  overwriteGetLocale(() => "zh-CN");
  server = await startServer("zh-CN", "08:10");
  const deskContext = await browser.newContext({ locale: "zh-CN" });
  office = deskContext.request;
  desk = await deskContext.newPage();
  await foundTown(office, server);
  const { areas }: { areas: { areaId: string; kind: string }[] } = await get("/organization/areas");
  areaId = areas.find(({ kind }) => kind === "village")?.areaId ?? "";
  const post = await send(office, at("/checkpoints/posts"), {
    name: "桥头卡口",
    areaId,
    kind: "road",
  });
  checkpointId = String(post.checkpointId);
  await send(office, at("/organization/staff"), {
    name: "李试医",
    kind: "village-doctor",
    phone: "17900000001",
  });
  await askForPasses();
  const made = await send(office, at("/accounts"), {
    userName: guard.userName,
    displayName: guard.displayName,
    grants: [{ role: "checkpoint-guard", scopeKind: "checkpoint", scopeId: checkpointId }],
  });
  const visitor = await browser.newContext();
  const { userName, password } = guard;
  await send(visitor.request, at("/accounts/activate"), { userName, password, code: made.code });
  await visitor.close();
  await showToCamera(desk, film);
  context = await phoneContext(browser);
  page = await context.newPage();
});

test.afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const celsius = () => page.getByLabel(m["checkpoints.celsius"](), { exact: true });
const personName = () => page.getByLabel(m["checkpoints.person"](), { exact: true });
const saveButton = () => page.locator(".lf-post-save");
const decision = () => page.locator(".lf-post-decision");

/** Seconds until a thermometer tells, and until a card is read. */
const thermometer = 1;
const camera = 1;

/** Under ten seconds a person, by the strokes this screen asks for. */
function expectQuick(what: string, course: Parameters<typeof secondsFor>[0], people = 1): void {
  const seconds = secondsFor(course) / people;
  const { taps, text } = course;
  const description = `${taps} taps, ${JSON.stringify(text)}: ${seconds.toFixed(1)} s a person`;
  test.info().annotations.push({ type: what, description });
  expect(seconds, description).toBeLessThan(10);
}

async function expectToday(count: number): Promise<void> {
  await expect(page.locator(".lf-post-count")).toHaveText(m["checkpoints.field.count"]({ count }));
}

async function scan(card: Picture): Promise<void> {
  await showToCamera(desk, film, card);
  const other = page.getByRole("button", { name: m["checkpoints.field.otherCard"]() });
  if (await other.isVisible()) await other.tap();
  await page.getByRole("button", { name: m["checkpoints.field.scan"](), exact: true }).tap();
  await expect(page.getByRole("button", { name: m["web.cancel"]() })).toHaveCount(0);
}

test("begins on the five steps, and is ready for a valley", async () => {
  await signInOnPhone(page, server.address, guard);
  await expect(page.getByRole("heading", { name: "桥头卡口" })).toBeVisible();
  await look(page, "post");
  await readyForOffline(page);
  // What is heavy comes after the first page; the reader of codes is the heaviest.
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const names = await caches.keys();
        const kept = await Promise.all(
          names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
        );
        return kept.flat().some((url) => url.endsWith(".wasm"));
      }),
    )
    .toBe(true);
});

test("thirty cross without a network, and are there after a new start", async () => {
  await context.setOffline(true);
  await page.reload();
  await enterPin(page);
  await page.getByLabel(m["checkpoints.resident.yes"](), { exact: true }).check();
  await page.getByLabel("购买食品").check();
  const started = Date.now();
  for (let nth = 1; nth <= 28; nth += 1) {
    await celsius().fill("36.5");
    await personName().fill(`过路${nth}`);
    await expect(decision()).toContainText(m["checkpoints.outcome.admit"]());
    await saveButton().tap();
    await expect(celsius()).toHaveValue("");
  }
  test.info().annotations.push({
    type: "one crossing",
    description: `${Math.round((Date.now() - started) / 28)} ms`,
  });
  const onFoot = await strokesOf(page, async () => {
    await expect(celsius()).toBeFocused();
    await page.keyboard.type("365\n");
    await expect(personName()).toBeFocused();
    await page.keyboard.type("王秀英");
    await expect(decision()).toContainText(m["checkpoints.outcome.admit"]());
    await saveButton().tap();
  });
  expectQuick("a villager on foot", { ...onFoot, decisions: 1, waiting: thermometer });
  await expect(celsius()).toHaveValue("");
  const inCar = await strokesOf(page, async () => {
    await page.locator("label", { hasText: m["checkpoints.subject.vehicle"]() }).tap();
    await expect(page.getByLabel(m["checkpoints.plate"](), { exact: true })).toBeFocused();
    await page.keyboard.type("川R12345\n");
    await expect(celsius()).toBeFocused();
    await page.keyboard.type("364\n司机");
    for (const [degrees, name] of [
      ["365", "乘客"],
      ["366", "同车人"],
    ]) {
      await page.getByRole("button", { name: `+ ${m["checkpoints.field.onePerson"]()}` }).tap();
      await expect(celsius()).toBeFocused();
      await page.keyboard.type(`${degrees}\n${name}`);
    }
  });
  await page.getByRole("button", { name: m["checkpoints.field.more"](), exact: true }).tap();
  await look(page, "post-vehicle");
  const { taps } = await strokesOf(page, () => saveButton().tap());
  expectQuick(
    "three in a car",
    { taps: inCar.taps + taps, text: inCar.text, decisions: 3, waiting: 3 * thermometer },
    3,
  );
  await expectWaiting(page, 30);
  await startAgain(page);
  await expectWaiting(page, 30);
  await expectToday(33);
  await page.locator(".lf-post-count").tap();
  await expect(page.getByRole("row").last()).toContainText("33");
  await look(page, "post-counts");
  await page.getByRole("button", { name: m["field.back"]() }).tap();
});

test("with the network they are counted once", async () => {
  await context.setOffline(false);
  await expectWaiting(page, 0);
  await expectToday(33);
  const counts = await get(`/checkpoints/counts?checkpointId=${checkpointId}`);
  expect(counts.byCheckpoint).toMatchObject([{ people: 33, vehicles: 1, refused: 0 }]);
  const { rows } = await get(`/checkpoints/crossings?checkpointId=${checkpointId}&limit=100`);
  const names = rows.flatMap(({ name }: { name?: string }) => name ?? []);
  expect(names).toHaveLength(32);
  expect(new Set(names).size).toBe(32);
  expect(rows.every(({ ruled }: { ruled: string }) => ruled === "admit")).toBe(true);
});

test("a fever leads to the doctor, without a network too", async () => {
  await context.setOffline(true);
  await page.getByLabel(m["checkpoints.subject.person"](), { exact: true }).check();
  await celsius().fill("384");
  const said = m["checkpoints.say.fever"]({ celsius: "38.4", line: "37.3" });
  await expect(decision()).toContainText(said);
  await expect(page.getByRole("button", { name: m["checkpoints.override"]() })).toHaveCount(0);
  await page.getByLabel(m["checkpoints.person"](), { exact: true }).fill("发热者");
  await saveButton().tap();
  await expect(page.getByRole("heading", { name: m["checkpoints.field.next"]() })).toBeVisible();
  await expect(page.getByRole("link", { name: /李试医/ })).toHaveAttribute(
    "href",
    "tel:17900000001",
  );
  await look(page, "post-next");
  await page.getByRole("button", { name: m["checkpoints.field.done.medic"]() }).tap();
  await page.getByRole("button", { name: m["checkpoints.field.nextOne"]() }).tap();
  await context.setOffline(false);
  await expectWaiting(page, 0);
  const { rows } = await get(`/checkpoints/crossings?checkpointId=${checkpointId}&outcome=refer`);
  expect(rows).toMatchObject([
    { name: "发热者", followUp: { action: m["checkpoints.field.done.medic"]() } },
  ]);
});

test("otherwise than the rules say needs a reason and a name", async () => {
  await page.getByLabel(m["checkpoints.resident.no"](), { exact: true }).check();
  await celsius().fill("36.6");
  await expect(decision()).toContainText(m["checkpoints.say.outsider"]());
  await page.getByRole("button", { name: m["checkpoints.override"]() }).tap();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: m["checkpoints.override"]() }).tap();
  await expect(dialog.getByRole("alert")).toHaveCount(2);
  await dialog.getByLabel(m["checkpoints.override.reason"]()).fill("送急诊病人");
  await dialog.getByLabel(m["checkpoints.override.by"]()).fill("何镇长");
  await dialog.getByRole("button", { name: m["checkpoints.override"]() }).tap();
  await expect(decision()).toContainText("何镇长");
  await saveButton().tap();
  await expectWaiting(page, 0);
  const path = `/checkpoints/crossings?checkpointId=${checkpointId}&isOverridden=true`;
  const overridden = async () => (await get(path)).rows;
  await expect.poll(overridden).toMatchObject([{ override: { allowedBy: "何镇长" } }]);
});

test.describe("a printed pass before the camera", () => {
  test.beforeAll(async () => {
    own = await applyFor("王试证");
    const revoked = await applyFor("陈试销");
    const passIds = [own.passId, revoked.passId];
    await send(office, at("/checkpoints/passes/issue"), { passIds });
    const [first, second] = await printed(passIds);
    if (!first || !second) throw new Error("a card is missing on the sheet");
    [ownCard, revokedCard] = [first, second];
    ownText = (await get(`/checkpoints/passes/${own.passId}/code`)).text;
    await send(office, at(`/checkpoints/passes/${revoked.passId}/revocation`), {
      reason: "搬离本镇",
    });
    await server.setTime("09:00", 1);
    const { userName, password } = director;
    await send(office, at("/accounts/sign-in"), { userName, password });
    await page.locator(".lf-f-status-text").tap();
    await page.getByRole("button", { name: m["field.sendNow"]() }).tap();
    await expect(page.getByText(m["field.network.sending"]())).toHaveCount(0);
    await page.locator(".lf-f-bar").getByRole("link", { name: m["checkpoints.field.tab"]() }).tap();
    await context.setOffline(true);
  });

  const shows = (ending: string) =>
    page.getByLabel(m["checkpoints.field.ending"](), { exact: true }).fill(ending);

  test("lets its holder pass", async () => {
    await scan(ownCard);
    await expect(page.getByText(m["checkpoints.field.cardValid"]())).toBeVisible();
    await expect(decision()).toContainText(m["checkpoints.say.identity-card-missing"]());
    await page.getByLabel(m["checkpoints.identityCard.shown"]()).check();
    await shows(own.identityNumber.slice(-6));
    await page.getByLabel("购买食品").check();
    await celsius().fill("36.5");
    await expect(decision()).toContainText(m["checkpoints.outcome.admit"]());
    await look(page, "post-pass");
  });

  test("is refused in another's hand", async () => {
    await shows("000000");
    await expect(decision()).toContainText(m["checkpoints.say.pass-someone-else"]());
    await look(page, "post-pass-refused");
  });

  test("is refused once it is revoked", async () => {
    await scan(revokedCard);
    await expect(decision()).toContainText(m["checkpoints.say.pass-revoked"]());
  });

  test("is refused when it is forged, before the camera and from a hand-held scanner", async () => {
    // Another letter in the signature.
    const last = ownText.at(-3) === "A" ? "B" : "A";
    const forged = ownText.slice(0, -3) + last + ownText.slice(-2);
    await scan(pastedOver(ownCard, forged));
    await expect(decision()).toContainText(m["checkpoints.say.pass-forged"]());
    await page.getByRole("button", { name: m["checkpoints.field.otherCard"]() }).tap();
    await expect(decision()).not.toContainText(m["checkpoints.say.pass-forged"]());
    await page.getByRole("heading", { name: "桥头卡口" }).tap();
    await scanByHand(page, forged);
    await expect(decision()).toContainText(m["checkpoints.say.pass-forged"]());
    await saveButton().tap();
    await page.getByRole("button", { name: m["checkpoints.field.nextOne"]() }).tap();
    await context.setOffline(false);
    await expectWaiting(page, 0);
    const { misuses } = await get("/checkpoints/passes/misuses");
    expect(misuses).toMatchObject([{ kind: "refused", why: "forged" }]);
  });
});

test("a visitor is handed over, and entered as an arrival without a network", async () => {
  await context.setOffline(true);
  await page.getByLabel(m["checkpoints.resident.no"](), { exact: true }).check();
  await celsius().fill("36.5");
  await page.getByLabel(m["checkpoints.person"](), { exact: true }).fill("来试客");
  await expect(decision()).toContainText(m["checkpoints.say.outsider-to-register"]());
  await saveButton().tap();
  await page.getByRole("button", { name: m["checkpoints.enterArrival"]() }).tap();
  await expect(page.getByLabel(m["registry.name"](), { exact: true })).toHaveValue("来试客");
  await page.getByRole("button", { name: m["web.save"](), exact: true }).tap();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page.getByLabel(m["registry.sex.female"](), { exact: true }).check();
  await page.getByLabel(m["screening.origin"](), { exact: true }).selectOption("湖北省");
  await page.getByLabel(m["screening.field.origin.city"](), { exact: true }).selectOption("武汉市");
  await look(page, "post-arrival");
  await page.getByRole("button", { name: m["web.save"](), exact: true }).tap();
  await page.getByRole("button", { name: m["checkpoints.field.done.arrival"]() }).tap();
  await expect(page.getByText(m["checkpoints.followUp.done"]()).first()).toBeVisible();
  await page.getByRole("button", { name: m["checkpoints.field.nextOne"]() }).tap();
  await context.setOffline(false);
  await expectWaiting(page, 0);
  const { rows } = await get("/screening/arrivals");
  expect(rows).toMatchObject([
    { name: "来试客", areaId, door: "checkpoint", originName: "湖北省武汉市" },
  ]);
});

test("who passes often is known by one scan, or by the number on the card", async () => {
  // As the one before left it.
  await page.getByLabel("购买食品").check();
  await showToCamera(desk, film, ownCard);
  const byScan = await strokesOf(page, async () => {
    await page.getByRole("button", { name: m["checkpoints.field.scan"](), exact: true }).tap();
    await expect(celsius()).toBeFocused();
    await page.keyboard.type("365");
    await page.getByRole("button", { name: m["checkpoints.field.do.compared"]() }).tap();
  });
  expectQuick("by scan", { ...byScan, decisions: 3, waiting: camera + thermometer });
  // Kept; then sent; then what the town makes of it has been brought back.
  await expect(celsius()).toHaveValue("");
  await expectWaiting(page, 0);
  await expect(page.getByText(m["field.network.sending"]())).toHaveCount(0);
  await context.setOffline(true);
  await page.getByRole("button", { name: m["checkpoints.field.byHand"]() }).tap();
  await page.getByLabel(m["checkpoints.field.typed"](), { exact: true }).fill("1");
  await page.getByRole("button", { name: m["checkpoints.field.typed.use"]() }).tap();
  const often = m["checkpoints.field.often"]({ count: 1 });
  await expect(page.locator(".lf-post-step").first()).toContainText("王试证");
  await expect(page.locator(".lf-post-step").first()).toContainText(often);
  // Let pass a moment ago, on this very phone.
  await expect(page.locator(".lf-post-step").first()).toContainText(
    m["checkpoints.misuse.twice"](),
  );
  await expect(page.getByLabel(m["checkpoints.person"](), { exact: true })).toHaveValue("王试证");
  await look(page, "post-often");
  await page.getByRole("button", { name: m["checkpoints.field.otherCard"]() }).tap();
  await context.setOffline(false);
});

test("in large letters and in English everything fits a small phone", async () => {
  await page.setViewportSize({ width: 360, height: 640 });
  const openMe = (locale: "zh-CN" | "en") =>
    page
      .locator(".lf-f-bar")
      .getByRole("link", { name: m["field.me"]({}, { locale }) })
      .tap();
  await openMe("zh-CN");
  await page.getByRole("radio", { name: m["field.textSize.large"]() }).check();
  await page.getByRole("radio", { name: "English" }).check();
  await page
    .locator(".lf-f-bar")
    .getByRole("link", { name: m["checkpoints.field.tab"]({}, { locale: "en" }) })
    .tap();
  await expect(decision()).toBeVisible();
  await look(page, "post-large-en");
  await page.locator(".lf-post-count").tap();
  await expect(page.getByRole("table")).toBeVisible();
  await look(page, "post-counts-large-en");
});
