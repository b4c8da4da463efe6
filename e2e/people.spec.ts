/** Registers, arrivals and observation beyond the first day's way: put right, taken back, released. */
import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import { expect, type Page, test } from "@playwright/test";
import { choose, field, fill, fillDay, press, sendDialog } from "./first-day/hands.ts";
import { textOfDocx, textOfPdf } from "./first-day/papers.ts";
import { startServer, type TownServer } from "./first-day/server.ts";
import { director, foundTown, send, signIn } from "./support/town.ts";

test.describe.configure({ mode: "serial" });

let server: TownServer;
let page: Page;
let village: { areaId: string; name: string };
let staffId: string;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  overwriteGetLocale(() => "zh-CN");
  server = await startServer("zh-CN", "06:10");
  const context = await browser.newContext({ locale: "zh-CN" });
  page = await context.newPage();
  await foundTown(context.request, server);
  const answer = await context.request.get(`${server.address}/api/organization/areas`);
  const { areas }: { areas: { areaId: string; name: string; kind: string }[] } =
    await answer.json();
  const found = areas.find(({ kind }) => kind === "village");
  if (!found) throw new Error("a town without villages");
  village = found;
  const staff = await send(context.request, `${server.address}/api/organization/staff`, {
    name: "周试干",
    kind: "village-cadre",
    areaId: village.areaId,
  });
  staffId = String(staff.staffId);
});

test.afterAll(async () => {
  await server.stop();
});

const open = (path: string) => page.goto(server.address + path);

/** Enters a household and its head, by the screens. @returns the head's page */
async function household(number: string, name: string): Promise<string> {
  await open("/people/households/new");
  await choose(page, m["registry.area"](), { type: village.name, take: village.name });
  await fill(page, m["registry.household.number"](), number);
  await fill(page, m["registry.group"](), "2组");
  await field(page, m["registry.address"]()).fill("桥头18号");
  await field(page, m["registry.address"]()).press("Control+Enter");
  await page.getByRole("link", { name: m["registry.resident.new"]() }).click();
  await fill(page, m["registry.name"](), name);
  await page.getByLabel(m["registry.sex.male"](), { exact: true }).check();
  await fill(page, m["registry.phone"](), "17912345678");
  await press(page, m["registry.resident.new"]());
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

test("a household is entered, put right, and emptied fields are empty", async () => {
  await household("H-1", "陈试甲");
  await page.getByRole("link", { name: "H-1" }).click();
  await press(page, m["web.edit"]());
  const dialog = page.getByRole("dialog");
  await fill(dialog, m["registry.group"](), "");
  await sendDialog(page, m["web.save"]());
  await expect(page.locator("dl").getByText("2组")).toHaveCount(0);
  await expect(page.getByText("桥头18号").first()).toBeVisible();
});

test("a number is shown to whoever says why; a removal is taken back", async () => {
  await household("H-2", "陈试乙");
  await expect(page.getByText("17912345678")).toHaveCount(0);
  await press(page, m["web.reveal"]());
  await fill(page.getByRole("dialog"), m["web.reveal.reason"](), "核实电话");
  await page.getByRole("dialog").getByRole("button", { name: m["web.reveal"]() }).click();
  await expect(page.getByText("17912345678")).toBeVisible();
  await press(page, m["registry.resident.remove"]());
  await page.getByLabel(m["registry.removal.mistake"]()).check();
  await sendDialog(page, m["registry.resident.remove"]());
  await expect(page.getByText(m["registry.removed.text"]())).toBeVisible();
  await press(page, m["registry.resident.restore"]());
  await expect(page.getByText(m["registry.removed.text"]())).toHaveCount(0);
});

test("the list goes by keys: slash to search, arrows and Enter to open", async () => {
  await open("/people/residents");
  await expect(page.getByRole("row", { name: "陈试乙" })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("陈试甲");
  await expect(page.getByRole("row", { name: "陈试乙" })).toHaveCount(0);
  await page.getByRole("row", { name: "陈试甲" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "陈试甲" })).toBeVisible();
});

/** Records an arrival from a key region yesterday, from the person's own page. */
async function arrival(person: string): Promise<void> {
  await open(person);
  await page.getByRole("link", { name: m["registry.resident.arrived"]() }).click();
  await choose(page, m["screening.origin"](), { type: "武汉", take: "武汉" });
  await fillDay(page, m["screening.arrivedOn"](), addDays(server.today, -1));
  await field(page, m["screening.originDetail"]()).press("Control+Enter");
  await expect(page.getByRole("link", { name: m["screening.order.decide"]() })).toBeVisible();
}

test("a journey put right is assessed anew; one entered by mistake is taken back", async () => {
  await arrival(await household("H-3", "陈试丙"));
  await press(page, m["screening.correct"]());
  const dialog = page.getByRole("dialog");
  await fillDay(dialog, m["screening.arrivedOn"](), addDays(server.today, -30));
  await sendDialog(page, m["screening.correct.send"]());
  await expect(page.getByRole("link", { name: m["screening.order.decide"]() })).toHaveCount(0);
  await press(page, m["screening.void"]());
  await fill(page.getByRole("dialog"), m["screening.void.reason"](), "重复登记");
  await press(page.getByRole("dialog"), m["screening.void"]());
  await expect(page).toHaveURL(/\/people\/arrivals$/);
});

test("whoever has served the term is released, with a certificate", async () => {
  await arrival(await household("H-4", "陈试丁"));
  await page.getByRole("link", { name: m["screening.order.decide"]() }).click();
  await choose(page, "村干部", { type: "周试干", take: "周试干" });
  await press(page, m["observation.issue"]());
  await expect(page.getByText(m["observation.state.issued"]()).first()).toBeVisible();
  const order = new URL(page.url()).pathname;
  expect(staffId).not.toBe("");

  await server.setTime("18:30", 13);
  await signIn(page, server, director);
  await open(order);
  await press(page, m["observation.release"]());
  // Pressed from an empty field: what that says on being left must not move the button away.
  await press(page.getByRole("dialog"), m["observation.release"]());
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  for (const box of await page.getByRole("dialog").getByRole("checkbox").all()) await box.check();
  await sendDialog(page, m["observation.release"]());
  await expect(page.getByText(m["observation.state.released"]()).first()).toBeVisible();
  const word = textOfDocx(await certificate("Word"));
  expect(word).toContain("陈试丁");
  const pdf = textOfPdf(await certificate("PDF"));
  if (pdf !== undefined) expect(pdf.replaceAll(/\s/g, "")).toContain("陈试丁");
});

async function certificate(kind: "Word" | "PDF"): Promise<string> {
  const coming = page.waitForEvent("download");
  await press(page, `${m["observation.certificate"]()} ${kind}`);
  return (await coming).path();
}
