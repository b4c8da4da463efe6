/** At the checkpoint: a crossing decided as it is typed, a pass issued and shown, a plan proposed. */
import { graphToGeoJson } from "@lianfang/core/checkpoints/road-file.ts";
import { m } from "@lianfang/messages/messages.js";
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import { generateRoads } from "@lianfang/testkit/roads.ts";
import { expect, type Page, test } from "@playwright/test";
import { choose, fill, press, sendDialog } from "./first-day/hands.ts";
import { startServer, type TownServer } from "./first-day/server.ts";
import { look } from "./support/look.ts";
import { foundTown, send } from "./support/town.ts";

test.describe.configure({ mode: "serial" });

let server: TownServer;
let page: Page;
let areaId: string;
let village: string;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  overwriteGetLocale(() => "zh-CN");
  server = await startServer("zh-CN", "10:10");
  const context = await browser.newContext({ locale: "zh-CN" });
  page = await context.newPage();
  await foundTown(context.request, server);
  const answer = await context.request.get(`${server.address}/api/organization/areas`);
  const { areas }: { areas: { areaId: string; name: string; kind: string }[] } =
    await answer.json();
  const found = areas.find(({ kind }) => kind === "village");
  areaId = found?.areaId ?? "";
  village = found?.name ?? "";
  await send(context.request, `${server.address}/api/checkpoints/posts`, {
    name: "桥头卡口",
    areaId,
    kind: "road",
    location: { lon: 106.1, lat: 30.8 },
  });
});

test.afterAll(async () => {
  await server.stop();
});

const open = (path: string) => page.goto(server.address + path);

test("what is typed is decided at once, and read aloud", async () => {
  await open("/checkpoints/crossings/new");
  const decision = page.locator(".lf-decision");
  await fill(page, m["checkpoints.person"](), "王试过");
  await page.getByLabel(m["checkpoints.resident.yes"](), { exact: true }).check();
  await choose(page, m["checkpoints.purpose"](), { take: "购买食品" });
  await fill(page, m["checkpoints.celsius"](), "38.2");
  await expect(decision).toContainText(
    m["checkpoints.say.fever"]({ celsius: "38.2", line: "37.3" }),
  );
  await look(page, "checkpoints-crossing");
  await fill(page, m["checkpoints.celsius"](), "36.5");
  await expect(decision).toContainText(m["checkpoints.next.letPass"]());
  await press(page, m["checkpoints.crossing.send"]({ outcome: m["checkpoints.outcome.admit"]() }));
  await open("/checkpoints/crossings");
  await expect(page.getByRole("row", { name: "王试过" })).toContainText(
    m["checkpoints.outcome.admit"](),
  );
  await look(page, "checkpoints-crossings");
  await page.getByRole("link", { name: "王试过" }).click();
  await press(page, m["checkpoints.amend"]());
  const dialog = page.getByRole("dialog");
  await fill(dialog, m["checkpoints.celsius"](), "36.8");
  await fill(dialog, m["checkpoints.reason"](), "体温看错");
  await look(page, "checkpoints-amend");
  await sendDialog(page, m["checkpoints.amend.send"]());
  const history = page.getByRole("listitem").filter({ hasText: "体温看错" });
  await expect(history).toContainText("36.5 ℃ → 36.8 ℃");
  await look(page, "checkpoints-amended");
  await press(page, m["checkpoints.amend.undo"]());
  await expect(page.getByRole("listitem").filter({ hasText: "36.8 ℃ → 36.5 ℃" })).toBeVisible();
  await press(page, m["checkpoints.amend.whole"]());
  await page.getByRole("dialog").getByLabel(m["checkpoints.direction.out"]()).check();
  await fill(page.getByRole("dialog"), m["checkpoints.reason"](), "方向选错");
  await sendDialog(page, m["checkpoints.amend.send"]());
  await expect(page.getByRole("listitem").filter({ hasText: "方向选错" })).toContainText(
    `${m["checkpoints.direction.in"]()} → ${m["checkpoints.direction.out"]()}`,
  );
  await open("/figures/checkpoints.crossings.people");
  await expect(page.getByRole("row", { name: /桥头卡口/ })).toBeVisible();
  await open("/checkpoints/map");
  await expect(page.getByRole("link", { name: "桥头卡口" })).toBeVisible();
  await look(page, "checkpoints-map");
});

test("a pass is applied for, issued and shown with its code", async () => {
  await open("/checkpoints/passes/new");
  await page.getByLabel(m["checkpoints.pass.vehicle"](), { exact: true }).check();
  await choose(page, m["checkpoints.area"](), { type: village, take: village });
  await fill(page, m["checkpoints.holder"](), "送菜车");
  await fill(page, m["checkpoints.plate"](), "川R12345");
  await press(page, m["checkpoints.pass.apply"]());
  await press(page, m["checkpoints.pass.issue"]());
  await expect(page.getByAltText(m["checkpoints.code.alt"]())).toBeVisible();
  await look(page, "checkpoints-pass");
  await press(page, m["checkpoints.code.show"]());
  const large = page.getByRole("dialog", { name: "送菜车" });
  await expect(large.getByAltText(m["checkpoints.code.alt"]())).toBeVisible();
  await look(page, "checkpoints-pass-large");
  const picture = page.waitForEvent("download");
  await large.getByRole("button", { name: m["checkpoints.code.picture"]() }).click();
  expect((await picture).suggestedFilename()).toBe("送菜车.png");
  await page.keyboard.press("Escape");
});

test("the fewest checkpoints are proposed, with the proof, and chosen", async () => {
  const roads = graphToGeoJson(generateRoads({ seed: 7, villages: 12, entrances: 28 }));
  await open("/checkpoints/plans");
  await press(page, m["checkpoints.plan.new"]());
  const dialog = page.getByRole("dialog");
  await fill(dialog, m["checkpoints.plan.title"](), "精减试算");
  await dialog.getByLabel(m["checkpoints.plan.file"]()).setInputFiles({
    name: "roads.geojson",
    mimeType: "application/geo+json",
    buffer: Buffer.from(JSON.stringify(roads)),
  });
  await sendDialog(page, m["checkpoints.plan.new"]());
  await press(page, m["checkpoints.plan.propose"]());
  await expect(page.getByText("已证明不能更少")).toBeVisible({ timeout: 30_000 });
  await look(page, "checkpoints-plan");
  await press(page, m["checkpoints.plan.choose"]());
  await expect(page.getByRole("button", { name: m["checkpoints.plan.apply"]() })).toBeVisible();
});

test("roads are drawn on the map and by the keys, told what they lack, saved and planned", async () => {
  await open("/checkpoints/plans");
  await press(page, m["checkpoints.plan.new"]());
  await fill(page.getByRole("dialog"), m["checkpoints.plan.title"](), "手绘路网");
  await sendDialog(page, m["checkpoints.plan.new"]());
  const map = page.getByRole("region", { name: "路网图" });
  const tool = (name: string) =>
    page.locator(".lf-road-tools label").filter({ hasText: name }).click();
  await tool(m["checkpoints.draw.tool.outside"]());
  await map.click({ position: { x: 120, y: 200 } });
  await tool(m["checkpoints.draw.tool.village"]());
  await map.click({ position: { x: 420, y: 200 } });
  await fill(page, m["checkpoints.name"](), village);
  await page.keyboard.press("Tab");
  await fill(page, m["checkpoints.draw.people"](), "420");
  await page.keyboard.press("Tab");
  await expect(
    page.getByText(m["checkpoints.draw.villageCutOff"]({ what: village })),
  ).toBeVisible();
  await tool(m["checkpoints.draw.tool.join"]());
  await map.getByTitle(village, { exact: true }).click();
  await map.getByTitle(`${m["checkpoints.draw.outside"]()} n1`).click();
  await press(page, m["checkpoints.draw.wayInOpen"]({ what: village }));
  await page.getByLabel(m["checkpoints.draw.entrance"]()).check();
  await choose(page, m["checkpoints.draw.checkpoint"](), { type: "桥头", take: "桥头卡口" });
  await expect(page.getByLabel(m["checkpoints.plan.entrance"](), { exact: true })).toHaveValue(
    "桥头卡口",
  );
  await expect(page.getByText(m["checkpoints.draw.lacking"]())).toBeHidden();
  const minutes = page.getByLabel(m["checkpoints.draw.minutes"]());
  const byLength = await minutes.inputValue();
  await map.getByTitle(village, { exact: true }).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await press(page, m["web.step.back"]());
  await look(page, "checkpoints-draw");
  await press(page, m["checkpoints.draw.save"]());
  await expect(page.getByText(m["checkpoints.draw.saved"](), { exact: true })).toBeVisible();
  const written = page.waitForEvent("download");
  await press(page, m["checkpoints.draw.export"]());
  const file = await (await written).path();
  await press(page, m["web.step.back"]());
  await page.getByLabel(m["checkpoints.plan.file"]()).setInputFiles(file);
  await expect(page.getByText(m["checkpoints.draw.imported"]({ points: 2 }))).toBeVisible();
  await page.getByRole("button", { name: "桥头卡口" }).click();
  await expect(minutes).toHaveValue(byLength);
  await press(page, m["checkpoints.draw.save"]());
  await page.getByRole("link", { name: "手绘路网" }).click();
  await press(page, m["checkpoints.plan.propose"]());
  await expect(page.getByText("已证明不能更少")).toBeVisible({ timeout: 30_000 });
});
