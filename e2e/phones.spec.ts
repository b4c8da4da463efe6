/** The desk's side of phones: what they keep, what waits for review, and a lost one. */
import { m } from "@lianfang/messages/messages.js";
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { fill, press, sendDialog } from "./first-day/hands.ts";
import { startServer, type TownServer } from "./first-day/server.ts";
import { look } from "./support/look.ts";
import { phoneSize } from "./support/phone.ts";
import { director, foundTown, newId, send } from "./support/town.ts";

test.describe.configure({ mode: "serial" });

const deskSize = { width: 1440, height: 900 };

let server: TownServer;
let page: Page;
let checkpointId: string;
let push: (commands: object[]) => Promise<string[]>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  overwriteGetLocale(() => "zh-CN");
  server = await startServer("zh-CN", "10:10");
  const context = await browser.newContext({ locale: "zh-CN" });
  page = await context.newPage();
  await foundTown(context.request, server);
  const { areas } = await (
    await context.request.get(`${server.address}/api/organization/areas`)
  ).json();
  const village = areas.find(({ kind }: { kind: string }) => kind === "village");
  checkpointId = newId();
  await send(context.request, `${server.address}/api/checkpoints/posts`, {
    id: checkpointId,
    name: "桥头卡口",
    areaId: village.areaId,
    kind: "road",
  });
  const phone = await browser.newContext();
  const { userName, password } = director;
  await send(phone.request, `${server.address}/api/accounts/sign-in`, { userName, password });
  push = pusherOf(phone.request);
});

test.afterAll(async () => {
  await server.stop();
});

/** A phone that remembers its key; says what became of each command. */
function pusherOf(request: APIRequestContext): typeof push {
  const device = { id: newId(), label: "红米 9A", appVersion: "0.1.0", protocol: 1, unsent: 2 };
  let key: string | undefined;
  return async (commands) => {
    const clock = `${server.today}T02:14:30.000Z`;
    const answer = await request.post(`${server.address}/api/sync/push`, {
      data: { device: { ...device, key, clock }, commands },
    });
    const said = await answer.json();
    key = said.deviceKey ?? key;
    return said.outcomes.map(({ is }: { is: string }) => is);
  };
}

const crossing = (id: string, name: string, celsius: number) => ({
  procedure: "checkpoints.recordCrossing",
  id,
  happenedAt: `${server.today}T02:08:00.000Z`,
  input: {
    checkpointId,
    direction: "in",
    crossedAt: `${server.today}T02:08:00.000Z`,
    people: [{ name, celsius, outcome: "admit" }],
  },
});

const open = (path: string) => page.goto(server.address + path);

test("two records under one id are shown side by side, and one is refused", async () => {
  const id = newId();
  expect(await push([crossing(id, "李先到", 36.4)])).toEqual(["accepted"]);
  expect(await push([crossing(id, "李后到", 36.9)])).toEqual(["conflict"]);
  await open("/settings/review");
  await look(page, "phones-review");
  await page.getByRole("link", { name: m["checkpoints.crossing.sent"]() }).first().click();
  await expect(page.getByText("李后到")).toBeVisible();
  await expect(page.getByText("李先到")).toBeVisible();
  await look(page, "phones-conflict");
  await page.setViewportSize(phoneSize);
  await look(page, "phones-conflict-narrow");
  await open("/settings/phones");
  await look(page, "phones-narrow");
  await page.goBack();
  await page.setViewportSize(deskSize);
  await press(page, m["sync.discard"]());
  await fill(page.getByRole("dialog"), m["sync.discard.reason"](), "名字写错后改的");
  await sendDialog(page, m["sync.discard"]());
  await expect(page.getByText("名字写错后改的")).toBeVisible();
  await open("/settings/review");
  await expect(page.getByText(m["sync.review.none"](), { exact: true })).toBeVisible();
});

test("a lost phone is signed out; what it sends afterwards is accepted on purpose", async () => {
  await open("/settings/phones");
  await look(page, "phones");
  await page.getByText("红米 9A").first().click();
  await press(page, m["sync.lose"]());
  await look(page, "phones-lose");
  await sendDialog(page, m["sync.lose"]());
  await expect(page.getByText(m["sync.lost.waits"]())).toBeVisible();
  await look(page, "phones-lost");
  expect(await push([crossing(newId(), "赵补录", 36.6)])).toEqual(["quarantined"]);
  await open("/settings/review");
  await page.getByRole("link", { name: m["checkpoints.crossing.sent"]() }).first().click();
  await press(page, m["sync.apply"]());
  await sendDialog(page, m["sync.apply"]());
  await expect(page.getByText(m["sync.review.applied"](), { exact: true })).toBeVisible();
  await open("/checkpoints/crossings");
  await expect(page.getByRole("row", { name: "赵补录" })).toBeVisible();
});
