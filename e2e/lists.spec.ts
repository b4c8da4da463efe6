/** A clerk's day with a list: found, narrowed, kept and shared, changed together, undone, taken out, printed. */
import { readFile } from "node:fs/promises";
import { m } from "@lianfang/messages/messages.js";
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import { readSheet } from "@lianfang/server/kernel/spreadsheet/read.ts";
import { expect, type Page, test } from "@playwright/test";
import { choose, fill, press, sendDialog } from "./first-day/hands.ts";
import { startServer, type TownServer } from "./first-day/server.ts";
import { look } from "./support/look.ts";
import { foundTown, send } from "./support/town.ts";

test.describe.configure({ mode: "serial" });

const colleague = { displayName: "孙同事", userName: "suntongshi", password: "quiet-lake-88-pine" };
const people = ["丁试甲", "丁试乙", "丁试丙", "高试丁"];

let server: TownServer;
let page: Page;
let village: { areaId: string; name: string };

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  overwriteGetLocale(() => "zh-CN");
  server = await startServer("zh-CN", "06:10");
  const context = await browser.newContext({ locale: "zh-CN" });
  page = await context.newPage();
  await foundTown(context.request, server);
  const at = (path: string) => `${server.address}/api${path}`;
  const answer = await context.request.get(at("/organization/areas"));
  const { areas }: { areas: { areaId: string; name: string; kind: string }[] } =
    await answer.json();
  const found = areas.find(({ kind }) => kind === "village");
  if (!found) throw new Error("a town without villages");
  village = found;
  const { areaId } = village;
  const { householdId } = await send(context.request, at("/registry/households"), {
    areaId,
    number: "L-1",
  });
  for (const [nth, name] of people.entries()) {
    const sex = nth === 1 ? "male" : "female";
    await send(context.request, at("/registry/residents"), { householdId, name, sex });
  }
});

test.afterAll(async () => {
  await server.stop();
});

const rows = (where = page) => where.getByRole("row").filter({ has: where.locator("td") });

async function names(): Promise<string[]> {
  return rows().locator("td:nth-child(2)").allTextContents();
}

async function openMenu(where: Page, button: string, item: string): Promise<void> {
  await where.getByRole("button", { name: button }).click();
  await where.getByRole("menuitem", { name: item }).click();
}

test("somebody is found by the initials of the name, and the list narrowed by a filter", async () => {
  await page.goto(`${server.address}/people/residents`);
  await expect(rows()).toHaveCount(people.length);
  await page.getByLabel(m["registry.residents.search"]()).fill("dsj");
  await expect(rows()).toHaveCount(1);
  await expect(rows()).toContainText("丁试甲");
  await page.getByLabel(m["registry.residents.search"]()).fill("");
  await expect(rows()).toHaveCount(people.length);
  await page.goto(`${server.address}/people/residents?sex=female&sort=name`);
  await expect(rows()).toHaveCount(3);
});

test("its columns are chosen, and what it shows is kept as a view a colleague opens", async ({
  browser,
}) => {
  await press(page, m["lists.columns"]());
  const drawer = page.getByRole("dialog");
  // It moves up among the columns shown.
  await drawer.getByRole("checkbox", { name: m["registry.relation"](), exact: true }).click();
  await drawer
    .locator(".ant-drawer-footer")
    .getByRole("button", { name: m["web.close"]() })
    .click();
  await expect(page.getByRole("columnheader", { name: m["registry.relation"]() })).toBeVisible();
  await openMenu(page, m["lists.view"](), m["lists.view.new"]());
  const dialog = page.getByRole("dialog", { name: m["lists.view.new"]() });
  await fill(dialog, m["lists.view.name"](), "妇女名单");
  await dialog.getByLabel(m["lists.view.share"]()).check();
  await press(dialog, m["web.save"]());
  await expect(page.getByRole("button", { name: "妇女名单" })).toBeVisible();

  const made = await send(page.request, `${server.address}/api/accounts`, {
    userName: colleague.userName,
    displayName: colleague.displayName,
    grants: [{ role: "office", scopeKind: "town", scopeId: await townId() }],
  });
  const context = await browser.newContext({ locale: "zh-CN" });
  const { userName, password } = colleague;
  await send(context.request, `${server.address}/api/accounts/activate`, {
    ...{ userName, password },
    code: made.code,
  });
  const other = await context.newPage();
  await other.goto(`${server.address}/people/residents`);
  await expect(rows(other)).toHaveCount(people.length);
  await other.getByRole("button", { name: m["lists.view"]() }).click();
  await other.getByRole("menuitem", { name: /妇女名单/ }).click();
  await expect(rows(other)).toHaveCount(3);
  await expect(other.getByRole("columnheader", { name: m["registry.relation"]() })).toBeVisible();
  await context.close();
});

async function townId(): Promise<string> {
  const answer = await page.request.get(`${server.address}/api/accounts/me`);
  return (await answer.json()).town.townId;
}

test("the rows ticked are changed together after a look, and put back together", async () => {
  await page.goto(`${server.address}/people/residents`);
  await expect(rows()).toHaveCount(people.length);
  await rows().nth(0).getByRole("checkbox").check();
  await rows()
    .nth(2)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: m["web.list.bulk"]() });
  await expect(bar).toContainText(m["web.list.picked"]({ count: "3" }));
  await look(page, "lists-bulk-bar");
  await press(bar, m["bulk.action.tag"]());
  const dialog = page.getByRole("dialog");
  await choose(dialog, m["bulk.tag.which"](), { take: m["registry.vulnerability.disabled"]() });
  await expect(dialog).toContainText(m["bulk.preview"]({ count: "3" }));
  await look(page, "lists-bulk-dialog");
  await sendDialog(page, m["bulk.sendNone"]());
  await expect(page.getByText(m["bulk.done"]({ count: "3" }))).toBeVisible();
  const tagged = rows().filter({ hasText: m["registry.vulnerability.disabled"]() });
  await expect(tagged).toHaveCount(3);
  await expect(bar).toHaveCount(0);
  await press(page.locator(".lf-tellings"), m["web.undo"]());
  await expect(page.getByText(m["bulk.undone"]({ count: "3" }))).toBeVisible();
  await expect(tagged).toHaveCount(0);
});

async function sayWhatFor(): Promise<void> {
  const dialog = page.getByRole("dialog");
  await choose(dialog, m["lists.purpose"](), { take: m["lists.purpose.visits"]() });
  await choose(dialog, m["lists.receiver"](), { take: m["lists.receiver.village"]() });
  await fill(dialog, m["lists.receiver.name"](), "村委会");
}

test("the spreadsheet holds exactly what the filter shows", async () => {
  await page.goto(`${server.address}/people/residents?sex=female&sort=name&columns=name,sex`);
  await expect(rows()).toHaveCount(3);
  const shown = await names();
  await press(page, m["lists.export"]());
  await sayWhatFor();
  const coming = page.waitForEvent("download");
  await sendDialog(page, m["lists.export.send"]());
  const file = await coming;
  const bytes = new Uint8Array(await readFile(await file.path()));
  const { sheets } = await readSheet(bytes, file.suggestedFilename());
  const cells = (sheets[0]?.rows ?? []).map((row) => row.map(({ text }) => text));
  expect(cells[3]?.[0]).toBe(m["registry.name"]());
  expect(cells.slice(4).map(([name]) => name)).toEqual(shown);
});

test("it is printed with its purpose, the rows ticked alone if so wished", async () => {
  await page.evaluate(() => {
    // What the browser's own dialog does is not the page's.
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await rows().nth(1).getByRole("checkbox").check();
  const [, second = ""] = await names();
  await press(page, m["lists.export.ofPicked"]());
  await page.getByRole("dialog").getByLabel(m["lists.export.print"](), { exact: true }).check();
  await sayWhatFor();
  await sendDialog(page, m["lists.export.send"]());
  await expect(page.locator("body[data-printed]")).toBeAttached();
  const paper = page.locator(".lf-paper");
  await expect(paper.locator("tbody tr")).toHaveCount(1);
  await expect(paper).toContainText(second);
  await expect(paper).toContainText("村委会");
});

test("premises are entered, corrected and put back", async () => {
  await page.goto(`${server.address}/places/premises/new`);
  await choose(page, m["premises.kind"](), { take: m["premises.kind.shop"]() });
  await fill(page, m["premises.name"](), "河边超市");
  await choose(page, m["registry.area"](), { type: village.name, take: village.name });
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "河边超市" })).toBeVisible();
  await page.getByRole("link", { name: m["web.edit"](), exact: true }).click();
  await fill(page, m["premises.name"](), "河边大超市");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "河边大超市" })).toBeVisible();
  await press(page, m["history.undo"]());
  await press(page.getByRole("dialog"), m["history.undo"]());
  await expect(page.getByRole("heading", { name: "河边超市" })).toBeVisible();
});

const bringFile = (file: { name: string; mimeType: string; buffer: Buffer }) =>
  page.locator("input[type=file]").setInputFiles(file);
const sumOf = (counts: {
  read: number;
  new: number;
  changed: number;
  same: number;
  rejected: number;
}) => page.getByText(m["sheet.sum"](counts));

test("they come in from a sheet, go out, come back all the same, and the sheet is taken back", async () => {
  const lines = [
    "重点场所底册,,,",
    "店名,类型,村（社区）,联系电话",
    `河边超市,超市,${village.name},179 0000 8001`,
    `桥头饭店,餐饮,${village.name},`,
    "无处商店,商店,没有的村,",
  ];
  await page.goto(`${server.address}/places/premises/import`);
  const buffer = Buffer.from(lines.join("\n"));
  await bringFile({ name: "底册.csv", mimeType: "text/csv", buffer });
  await expect(sumOf({ read: 3, new: 1, changed: 1, same: 0, rejected: 1 })).toBeVisible();
  await look(page, "premises-import");
  await press(page, m["sheet.confirm"]({ count: "2" }));
  await expect(rows()).toHaveCount(2);
  await press(page, m["lists.export"]());
  await sayWhatFor();
  const coming = page.waitForEvent("download");
  await sendDialog(page, m["lists.export.send"]());
  const file = await coming;
  const taken = await readFile(await file.path());
  await page.goto(`${server.address}/places/premises/import`);
  await bringFile({ name: "台账.xlsx", mimeType: "application/octet-stream", buffer: taken });
  await expect(sumOf({ read: 2, new: 0, changed: 0, same: 2, rejected: 0 })).toBeVisible();
  await page.goto(`${server.address}/places/premises/import`);
  await press(page, m["sheet.undo"]());
  await press(page.getByRole("dialog"), m["sheet.undo"]());
  await expect(page.getByText(m["sheet.undone"](), { exact: true })).toBeVisible();
});

test("on a phone a card is ticked, and what is ticked is closed", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.address}/places/premises`);
  const card = page.getByRole("listitem").filter({ hasText: "河边超市" });
  await card.getByRole("checkbox").check();
  const bar = page.getByRole("toolbar", { name: m["web.list.bulk"]() });
  await look(page, "premises-ticked");
  await press(bar, m["bulk.action.state"]());
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(m["premises.state.closed"](), { exact: true }).check();
  await expect(dialog).toContainText(m["bulk.preview"]({ count: "1" }));
  await sendDialog(page, m["bulk.sendNone"]());
  await expect(card).toContainText(m["premises.state.closed"]());
});
