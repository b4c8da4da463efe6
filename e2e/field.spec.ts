/** A grid worker's phone: without a network, locked by a PIN, and nothing lost or doubled. */
import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import {
  type APIRequestContext,
  type BrowserContext,
  expect,
  type Page,
  test,
} from "@playwright/test";
import { choose, fill } from "./first-day/hands.ts";
import { startServer, type TownServer } from "./first-day/server.ts";
import { type Front, startFront } from "./support/front.ts";
import { look } from "./support/look.ts";
import {
  enterPin,
  expectWaiting,
  failedPins,
  keptNames,
  openTab,
  phoneContext,
  readyForOffline,
  signInOnPhone,
  startAgain,
  storedText,
} from "./support/phone.ts";
import { foundTown, send } from "./support/town.ts";

test.describe.configure({ mode: "serial" });
// Whatever can't be tapped is told at once, not at the end of the test's time.
test.use({ actionTimeout: 20_000 });

const worker = { displayName: "吴试格", userName: "wushige", password: "bamboo-kettle-7-rain" };

let server: TownServer;
let front: Front;
/** The director's, at the desk and by the API. */
let desk: BrowserContext;
let office: APIRequestContext;
let context: BrowserContext;
let page: Page;
let accountId: string;
/** The worker is of it. */
let unitId: string;
const people: { name: string; orderId: string }[] = [];

const at = (path: string) => `${server.address}/api${path}`;
const get = async (path: string) => (await office.get(at(path))).json();

async function underOrder(name: string, areaId: string): Promise<void> {
  const { arrivalId } = await send(office, at("/screening/arrivals"), {
    originCode: "420100",
    arrivedOn: addDays(server.today, -1),
    person: {
      is: "new",
      name,
      sex: "female",
      birthday: "1980-05-06",
      areaId,
      address: "桥头18号",
    },
  });
  const { terms } = await get(`/observation/draft?arrivalId=${arrivalId}`);
  const { bases, chain, ...rest } = terms;
  const { orderId } = await send(office, at("/observation/orders"), {
    arrivalId,
    ...rest,
    place: rest.place || "镇集中隔离点",
    basisIds: bases.map(({ id }: { id: string }) => id),
    chain: chain.map(({ level, staffId }: { level: number; staffId: string }) => ({
      level,
      staffId,
    })),
  });
  people.push({ name, orderId: String(orderId) });
}

/** What opens the form of somebody's temperature; the visit to their household stands apart. */
const readingLink = (name: string) =>
  page
    .getByRole("link", { name: new RegExp(name) })
    .filter({ hasNotText: m["policy.duty.serviceVisit"]() })
    .first();

/** The readings the server has of somebody, whether they settle a window or not. */
async function readingsOf(name: string): Promise<number[]> {
  const orderId = people.find((each) => each.name === name)?.orderId;
  const order = await get(`/observation/orders/${orderId}`);
  return [
    ...order.windows.flatMap(({ reading }: { reading?: { celsius: number } }) => reading ?? []),
    ...order.otherReadings,
  ].map(({ celsius }: { celsius: number }) => celsius);
}

async function record(name: string, celsius: string): Promise<void> {
  await readingLink(name).tap();
  await page.getByLabel(m["observation.celsius"]()).fill(celsius);
  await page.getByRole("button", { name: m["web.save"]() }).tap();
  await expect(page.getByRole("heading", { name: new RegExp(m["field.today"]()) })).toBeVisible();
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  overwriteGetLocale(() => "zh-CN");
  server = await startServer("zh-CN", "06:10");
  desk = await browser.newContext({ locale: "zh-CN" });
  office = desk.request;
  await foundTown(office, server);
  const { areas }: { areas: { areaId: string; kind: string }[] } = await get("/organization/areas");
  const areaId = areas.find(({ kind }) => kind === "village")?.areaId;
  if (!areaId) throw new Error("a town without villages");
  const { staffId } = await send(office, at("/organization/staff"), {
    name: "周试干",
    kind: "village-cadre",
    areaId,
  });
  await send(office, at("/organization/responsibility"), {
    targetKind: "area",
    targetIds: [areaId],
    level: 1,
    staffId,
  });
  for (const name of ["陈试甲", "陈试乙", "陈试丙"]) await underOrder(name, areaId);
  const { units }: { units: { unitId: string }[] } = await get("/organization/units");
  unitId = units[0]?.unitId ?? "";
  const member = await send(office, at("/organization/staff"), {
    name: worker.displayName,
    kind: "grid-worker",
    unitId,
  });
  const made = await send(office, at("/accounts"), {
    userName: worker.userName,
    displayName: worker.displayName,
    staffId: member.staffId,
    grants: [{ role: "grid-worker", scopeKind: "area", scopeId: areaId }],
  });
  accountId = String(made.accountId);
  const visitor = await browser.newContext();
  const { userName, password } = worker;
  await send(visitor.request, at("/accounts/activate"), { userName, password, code: made.code });
  await visitor.close();
  await server.setTime("07:30");
  front = await startFront(server.address);
  context = await phoneContext(browser);
  page = await context.newPage();
});

test.afterAll(async () => {
  front.stop();
  await server.stop();
});

test("signs in, chooses a PIN, and sees what is owed", async () => {
  await page.goto(`${front.address}/field`);
  await expect(page.getByLabel(m["accounts.userName"]())).toBeVisible();
  await look(page, "field-sign-in");
  await signInOnPhone(page, front.address, worker);
  for (const { name } of people) await expect(page.getByText(name).first()).toBeVisible();
  await look(page, "field-today");
  const stored = await storedText(page);
  expect(stored).toContain("observation.orders");
  for (const { name } of people) expect(stored).not.toContain(name);
});

test("starts without a network, and records", async () => {
  await readyForOffline(page);
  await context.setOffline(true);
  const started = Date.now();
  await page.reload();
  await expect(page.getByRole("button", { name: "5", exact: true })).toBeVisible();
  const startedMs = Date.now() - started;
  await enterPin(page, "111222");
  await expect(page.getByRole("alert")).toContainText(m["field.pin.wrong"]({ left: 9 }));
  await look(page, "field-locked");
  await enterPin(page);
  await expect(page.getByText("陈试甲").first()).toBeVisible();
  test.info().annotations.push({ type: "offline start", description: `${startedMs} ms` });
  await record("陈试甲", "36.6");
  await record("陈试乙", "384");
  await expectWaiting(page, 2);
  await expect(page.getByText(m["field.today.done"]({ count: 2 }), { exact: true })).toBeVisible();
  await look(page, "field-offline");
});

test("a visit is owed as well: one tap opens it, and done is done without a network", async () => {
  const visit = m["policy.duty.serviceVisit"]();
  const visitLink = page
    .getByRole("link", { name: /陈试甲/ })
    .filter({ hasText: visit })
    .first();
  await expect(page.getByRole("heading", { name: m["field.today.allDay"]() })).toBeVisible();
  await visitLink.tap();
  await look(page, "field-round");
  await page.getByRole("radio", { name: m["rounds.field.found.yes"]() }).check();
  await page.getByRole("button", { name: m["web.save"]() }).tap();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel(m["rounds.finding"]()).fill("家里缺降压药");
  await look(page, "field-round-finding");
  await page.getByRole("button", { name: m["web.save"]() }).tap();
  // Twice a day: one is left.
  await expect(visitLink).toContainText("1/2");
  await visitLink.tap();
  await page.getByRole("button", { name: m["web.save"]() }).tap();
  await expect(page.getByText(m["field.today.done"]({ count: 3 }), { exact: true })).toBeVisible();
  await expectWaiting(page, 4);
});

test("what was saved and what was half typed are there after a new start", async () => {
  await readingLink("陈试丙").tap();
  await page.getByLabel(m["observation.note"]()).fill("量到一半");
  await page.getByRole("radio", { name: m["observation.field.someSymptoms"]() }).check();
  await page.getByRole("button", { name: m["field.back"]() }).tap();
  await expect.poll(() => keptNames(page)).toContainEqual(expect.stringMatching(/^draft:reading:/));
  await startAgain(page);
  await expectWaiting(page, 4);
  expect(await storedText(page)).not.toContain("38.4");
  await readingLink("陈试丙").tap();
  await expect(page.getByLabel(m["observation.note"]())).toHaveValue("量到一半");
  await look(page, "field-reading");
  await page.getByRole("button", { name: m["field.back"]() }).tap();
});

test("with the network everything is on the server once", async () => {
  await context.setOffline(false);
  await expectWaiting(page, 0);
  expect(await readingsOf("陈试甲")).toEqual([36.6]);
  expect(await readingsOf("陈试乙")).toEqual([38.4]);
  expect((await get("/rounds/records")).rows).toMatchObject([
    { outcome: "done" },
    { finding: "家里缺降压药" },
  ]);
  const raised = async () => (await get("/observation/alerts?kind=fever")).rows;
  await expect.poll(raised).toHaveLength(1);
});

test("an errand nobody owed is recorded without a network", async () => {
  await context.setOffline(true);
  await page.getByRole("link", { name: m["rounds.field.atWill"]() }).tap();
  await page.getByLabel(m["rounds.field.atWill.find"]()).fill("试乙");
  await look(page, "field-at-will");
  await page.getByRole("link", { name: /陈试乙/ }).tap();
  await page.getByRole("link", { name: m["policy.duty.errand"]() }).tap();
  await page.getByLabel(m["rounds.note"]()).fill("代买药");
  await page.getByRole("button", { name: m["web.save"]() }).tap();
  await expectWaiting(page, 1);
  await context.setOffline(false);
  await expectWaiting(page, 0);
  const { rows } = await get("/rounds/records?duty=errand");
  expect(rows).toMatchObject([{ note: "代买药", outcome: "done" }]);
  await page.goto(`${front.address}/field/today`);
  await enterPin(page);
});

test("what came on paper is entered at the desk by keys, for who made the rounds", async () => {
  const atDesk = await desk.newPage();
  await atDesk.goto(`${server.address}/places/rounds/paper?rule=errand-observed-household`);
  const line = atDesk.getByRole("group", { name: /陈试丙/ });
  await line.getByRole("radio").first().focus();
  await atDesk.keyboard.press("1");
  await expect(line.getByRole("radio").first()).toBeChecked();
  await atDesk.keyboard.press("Control+Enter");
  await expect(atDesk.getByRole("alert")).toHaveText(m["rounds.paper.lacking.maker"]());
  await choose(atDesk, m["rounds.sheet.maker"](), { type: "周试", take: "周试干" });
  await fill(atDesk, m["rounds.sheet.time"](), "7:10");
  await look(atDesk, "rounds-paper");
  await atDesk.keyboard.press("Control+Enter");
  await expect(atDesk.getByText(m["rounds.paper.done"]({ count: 1 }))).toBeVisible();
  await atDesk.close();
  const { rows } = await get("/rounds/records?duty=errand");
  expect(rows).toMatchObject([{ note: "代买药" }, { doneBy: { name: "周试干" } }]);
});

test("an alert is answered from the phone", async () => {
  await page.locator(".lf-f-status-text").tap();
  await page.getByRole("button", { name: m["field.sendNow"]() }).tap();
  await openTab(page, m["field.today"]());
  await expect(page.getByText(m["observation.field.alerts"]())).toBeVisible();
  await look(page, "field-today-alert");
  await page
    .getByRole("link", { name: /陈试乙.*38\.4/ })
    .first()
    .tap();
  await page.getByRole("button", { name: m["observation.alert.answer.send"]() }).tap();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel(m["observation.alert.action"]()).fill("已送镇卫生院发热门诊");
  await look(page, "field-alert");
  await page.getByRole("button", { name: m["observation.alert.answer.send"]() }).tap();
  await expect(page.getByRole("heading", { name: new RegExp(m["field.today"]()) })).toBeVisible();
  await expect(page.getByText(m["observation.field.alerts"]())).toHaveCount(0);
  await expectWaiting(page, 0);
  const { rows } = await get("/observation/alerts?kind=fever");
  expect(rows).toMatchObject([{ acknowledged: { action: "已送镇卫生院发热门诊" } }]);
});

test("a directive issued at the desk is confirmed without a network, and the desk sees it", async () => {
  const atDesk = await desk.newPage();
  await atDesk.goto(`${server.address}/command/directives/new`);
  await atDesk.getByLabel(m["directives.title"]()).fill("入户排查");
  await atDesk
    .getByLabel(m["directives.text"]())
    .fill("今天把在册人员再排查一遍，发热的立即报告。");
  await expect(atDesk.getByText(m["directives.reach"]({ units: 1, people: 1 }))).toBeVisible();
  await atDesk.getByRole("button", { name: m["directives.preset.hours"]({ count: 3 }) }).click();
  await look(atDesk, "directive-new");
  await atDesk.getByRole("button", { name: m["directives.new.send"](), exact: true }).click();
  const confirmed = (count: number) =>
    expect(
      atDesk.getByText(m["directives.confirmedOf"]({ count, total: 1 }), { exact: true }),
    ).toBeVisible();
  await confirmed(0);

  const contact = async () => {
    await page.locator(".lf-f-status-text").tap();
    await page.getByRole("button", { name: m["field.sendNow"]() }).tap();
    await openTab(page, m["field.today"]());
  };
  const owed = page.getByRole("link", {
    name: m["directives.field.acknowledge"]({ title: "入户排查" }),
  });
  await contact();
  await expect(owed).toBeVisible();
  await context.setOffline(true);
  await owed.tap();
  await expect(page.getByText("发热的立即报告")).toBeVisible();
  await look(page, "field-directive");
  await page.getByRole("button", { name: m["directives.acknowledge"]() }).tap();
  await expectWaiting(page, 1);
  const done = page.getByText(m["field.today.done"]({ count: 4 }), { exact: true });
  await expect(done).toBeVisible();
  await context.setOffline(false);
  await expectWaiting(page, 0);
  await confirmed(1);
  await look(atDesk, "directive");

  // Finished by mistake and taken back, without a network.
  await context.setOffline(true);
  await done.tap();
  await owed.tap();
  const finish = page.getByRole("button", { name: m["directives.finish"](), exact: true });
  await finish.tap();
  await page.getByRole("dialog").getByRole("button", { name: m["directives.finish"]() }).tap();
  await done.tap();
  await owed.tap();
  await page.getByRole("button", { name: m["directives.takeBack"](), exact: true }).tap();
  const asked = page.getByRole("dialog");
  await asked.getByRole("button", { name: m["directives.takeBack"](), exact: true }).tap();
  await expect(asked.getByRole("alert")).toBeVisible();
  await asked.getByLabel(m["directives.reason"]()).fill("点错了");
  await look(page, "field-directive-take-back");
  await asked.getByRole("button", { name: m["directives.takeBack"](), exact: true }).tap();
  await expect(finish).toBeVisible();
  await page.getByRole("button", { name: m["field.back"]() }).tap();
  await expectWaiting(page, 2);
  await context.setOffline(false);
  await expectWaiting(page, 0);

  // And somebody of the unit rings the office.
  await atDesk.getByRole("button", { name: new RegExp(`^${m["directives.enter"]()}`) }).click();
  const entry = atDesk.getByRole("dialog");
  await entry.getByLabel(m["directives.feedback.text"]()).fill("缺口罩");
  await entry.getByRole("combobox", { name: m["directives.enter.saidBy"]() }).fill("李会计");
  await look(atDesk, "directive-enter");
  await entry.getByRole("button", { name: m["directives.enter.send"](), exact: true }).click();
  await expect(atDesk.getByText("缺口罩").first()).toBeVisible();
  await atDesk.getByRole("button", { name: new RegExp(`^${m["directives.history"]()} `) }).click();
  await expect(atDesk.getByText("点错了")).toBeVisible();
  await look(atDesk, "directive-history");
  await atDesk.getByRole("button", { name: m["directives.takeBack.entry"]() }).click();
  await atDesk.getByLabel(m["directives.reason"]()).fill("听错了单位");
  await atDesk
    .getByRole("dialog")
    .getByRole("button", { name: m["directives.takeBack.entry"](), exact: true })
    .click();
  await expect(atDesk.getByRole("dialog").getByText("听错了单位")).toBeVisible();
  await atDesk.close();

  const { rows } = await get("/directives");
  expect(rows).toMatchObject([{ progress: { confirmed: 1, late: 0, overdue: 0 } }]);
  await send(office, at(`/directives/${rows[0].directiveId}/withdraw`), { reason: "已排查完" });
  await contact();
  await expect(page.getByText(m["field.today.done"]({ count: 3 }), { exact: true })).toBeVisible();
});

test("a refused record says why, and is mended", async () => {
  // The phone has learnt the time once; meanwhile the server's is put back.
  await context.setOffline(true);
  await readingLink("陈试丙").tap();
  await page.getByLabel(m["observation.celsius"]()).fill("36.7");
  await page.getByRole("checkbox", { name: m["observation.symptom.cough"]() }).check();
  await page.getByRole("button", { name: m["web.save"]() }).tap();
  await expectWaiting(page, 1);
  await server.setTime("07:05");
  await context.setOffline(false);
  await expect(page.locator(".lf-f-status")).toContainText(m["field.toMend"]({ count: 1 }));
  await page.locator(".lf-f-status-text").tap();
  await expect(page.getByText(m["problem.observation.readingInFuture"]())).toBeVisible();
  await look(page, "field-refused");
  await page.getByRole("link", { name: m["field.mend"]() }).tap();
  await expect(page.getByLabel(m["observation.celsius"]())).toHaveValue("36.7");
  await page.getByLabel(m["observation.reading.takenAt"]()).fill("07:02");
  await page.getByRole("button", { name: m["web.save"]() }).tap();
  await expect(page.getByRole("heading", { name: m["field.outbox"]() })).toBeVisible();
  await expectWaiting(page, 0);
  await expect(page.locator(".lf-f-status")).not.toContainText(m["field.toMend"]({ count: 1 }));
  expect(await readingsOf("陈试丙")).toEqual([36.7]);
});

test("when the session has ended, what waits goes out after signing in again", async () => {
  await context.clearCookies();
  await openTab(page, m["field.today"]());
  await page.getByText(m["field.today.done"]({ count: 4 }), { exact: true }).tap();
  await record("陈试甲", "36.8");
  await expect(page.locator(".lf-f-status")).toContainText(m["field.network.signIn"]());
  await expectWaiting(page, 1);
  await page.locator(".lf-f-status-text").tap();
  await page.getByRole("link", { name: m["accounts.signIn"](), exact: true }).tap();
  await page.getByLabel(m["accounts.password"](), { exact: true }).fill(worker.password);
  await look(page, "field-sign-in-again");
  await page.getByRole("button", { name: m["accounts.signIn"]() }).tap();
  await expectWaiting(page, 0);
  expect((await readingsOf("陈试甲")).sort()).toEqual([36.6, 36.8]);
});

test("too many wrong PINs cost the lists, and not what is unsent", async () => {
  await openTab(page, m["field.today"]());
  await page.getByText(m["field.today.done"]({ count: 4 }), { exact: true }).tap();
  await context.setOffline(true);
  await record("陈试乙", "37.2");
  await expectWaiting(page, 1);
  await failedPins(page, 9);
  await page.reload();
  await enterPin(page, "111222");
  await expect(page.getByText(m["field.pin.barred"]())).toBeVisible();
  const left = await storedText(page);
  expect(left).toContain('"name":"outbox"');
  expect(left).not.toContain('"name":"held"');
  await look(page, "field-barred");
  await context.setOffline(false);
  await page.getByRole("button", { name: m["field.pin.byPassword"]() }).tap();
  await page.getByLabel(m["accounts.password"](), { exact: true }).fill(worker.password);
  await page.getByRole("button", { name: m["accounts.signIn"]() }).tap();
  await enterPin(page, "852046");
  await page.getByRole("heading", { name: m["field.pin.again"]() }).waitFor();
  await enterPin(page, "852046");
  await expectWaiting(page, 0);
  expect((await readingsOf("陈试乙")).sort()).toEqual([37.2, 38.4]);
});

test("a new version is offered, and taken without losing what is typed", async () => {
  await openTab(page, m["field.today"]());
  await page.getByText(m["field.today.done"]({ count: 4 }), { exact: true }).tap();
  await readingLink("陈试丙").tap();
  await page.getByLabel(m["observation.note"]()).fill("换版本前");
  front.giveNewerApp();
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
  await expect(page.getByText(m["field.update.there"]())).toBeVisible();
  await look(page, "field-update");
  await page.getByRole("button", { name: m["field.update.take"]() }).tap();
  await enterPin(page, "852046");
  await expect(page.getByLabel(m["observation.note"]())).toHaveValue("换版本前");
  await page.getByRole("button", { name: m["field.back"]() }).tap();
  // The new version came whole: what is loaded later is there without a network.
  await context.setOffline(true);
  await openTab(page, m["checkpoints.field.tab"]());
  await expect(page.getByText(m["checkpoints.field.none"]())).toBeVisible();
  await context.setOffline(false);
});

test("in large letters and in English everything fits a small phone", async () => {
  await page.setViewportSize({ width: 360, height: 640 });
  await openTab(page, m["field.me"]());
  await page.getByRole("radio", { name: m["field.textSize.large"]() }).check();
  await look(page, "field-me-large");
  await page.getByRole("radio", { name: "English" }).check();
  await look(page, "field-me-large-en");
  await openTab(page, m["field.today"]({}, { locale: "en" }));
  await look(page, "field-today-large-en");
  await openTab(page, m["field.me"]({}, { locale: "en" }));
  await page.getByRole("radio", { name: "中文" }).check();
});

test("a second tab shows the same, and is signed out with the first", async () => {
  const other = await context.newPage();
  await other.goto(`${front.address}/field`);
  await enterPin(other, "852046");
  await expect(other.getByText(m["field.today.done"]({ count: 4 }), { exact: true })).toBeVisible();
  await page.bringToFront();
  await openTab(page, m["field.today"]());
  await readingLink("陈试丙").tap();
  await context.setOffline(true);
  await page.getByLabel(m["observation.celsius"]()).fill("36.5");
  await page.getByRole("button", { name: m["web.save"]() }).tap();
  await expectWaiting(other, 1);
  await context.setOffline(false);
  await expectWaiting(page, 0);
  await openTab(page, m["field.me"]());
  await page.getByRole("button", { name: m["field.signOut"]() }).tap();
  await page.getByRole("button", { name: m["field.signOut.yes"](), exact: true }).tap();
  await expect(page.getByText(m["field.signedOut"]())).toBeVisible();
  await expect(other.getByLabel(m["accounts.userName"]())).toBeVisible();
  await other.close();
  await signInOnPhone(page, front.address, worker);
});

test("signing out asks about what is unsent, and leaves nothing, without a network too", async () => {
  await openTab(page, m["field.today"]());
  await page.getByText(m["field.today.done"]({ count: 4 }), { exact: true }).tap();
  await context.setOffline(true);
  await record("陈试甲", "36.9");
  await openTab(page, m["field.me"]());
  await page.getByRole("button", { name: m["field.signOut"]() }).tap();
  await expect(page.getByRole("dialog")).toContainText(m["field.signOut.losing"]({ count: 1 }));
  await look(page, "field-sign-out");
  await page.getByRole("button", { name: m["field.signOut.yesLosing"]({ count: 1 }) }).tap();
  await expect(page.getByText(m["field.signedOut"]())).toBeVisible();
  expect(await storedText(page)).toBe("");
  await context.setOffline(false);
});

test("a suspended account's phone hands over what is unsent, and deletes everything", async () => {
  await signInOnPhone(page, front.address, worker);
  await page.getByText(m["field.today.done"]({ count: 4 }), { exact: true }).tap();
  await context.setOffline(true);
  await record("陈试乙", "37.1");
  await expectWaiting(page, 1);
  await send(office, at(`/accounts/${accountId}/suspend`), {});
  await context.setOffline(false);
  await expect(page.getByText(m["field.wiped"]())).toBeVisible();
  expect(await storedText(page)).toBe("");
  const { rows } = await get("/sync/quarantine");
  expect(rows).toMatchObject([{ procedure: "observation.recordReading", reason: "suspended" }]);
});
