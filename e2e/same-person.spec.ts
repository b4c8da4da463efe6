/** Somebody entered twice: offered beside the form, found by the sweep, merged, taken apart; and history. */
import { expect, type Page, test } from "@playwright/test";
import { look } from "./support/look.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { foundTown, send } from "./support/town.ts";

test.describe.configure({ mode: "serial" });

let server: TestServer;
let page: Page;
let householdId: string;
let residentId: string;

const api = (path: string) => `${server.address}/api${path}`;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  server = await startServer();
  const context = await browser.newContext({ locale: "zh-CN" });
  page = await context.newPage();
  await foundTown(context.request, server);
  const { areas }: { areas: { areaId: string; kind: string }[] } = await (
    await context.request.get(api("/organization/areas"))
  ).json();
  const areaId = areas.find(({ kind }) => kind === "village")?.areaId;
  const home = { areaId, number: "T-1", address: "桥头18号" };
  householdId = String(
    (await send(context.request, api("/registry/households"), home)).householdId,
  );
  const person = { householdId, name: "邓玉兰", sex: "female", birthday: "1958-04-03" };
  const known = { ...person, phone: "17912345678", occupation: "务农" };
  residentId = String((await send(context.request, api("/registry/residents"), known)).residentId);
});

test.afterAll(async () => {
  await server.stop();
});

const open = (path: string) => page.goto(server.address + path);
const timeline = () => page.locator("section", { hasText: "变更与经过" });

test("whoever is entered again is offered beside the form, by a name that sounds the same", async () => {
  await open(`/people/residents/new?household=${householdId}`);
  await page.getByLabel("姓名", { exact: true }).fill("邓玉蓝");
  await page.getByLabel("出生日期").fill("1958-04-03");
  await page.getByLabel("出生日期").press("Tab");
  const offered = page.locator("aside").getByRole("listitem").filter({ hasText: "邓玉兰" });
  await expect(offered).toContainText("姓名同音");
  await expect(offered).toContainText("同一户");
  await expect(offered.getByRole("link", { name: "打开这条记录" })).toHaveAttribute(
    "href",
    `/people/residents/${residentId}`,
  );
  await look(page, "same-person-offered");
  await page.getByLabel("女", { exact: true }).check();
  await page.getByLabel("联系电话").fill("17912345679");
  await page.getByLabel("联系电话").press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: "邓玉蓝" })).toBeVisible();
});

test("the sweep lists the two, and they are merged field by field", async () => {
  await open("/people/residents");
  await page.getByRole("link", { name: "疑似重复" }).click();
  const row = page.getByRole("row", { name: /邓玉兰/ });
  await expect(row).toContainText("很可能是同一人");
  await look(page, "duplicates");
  await row.getByText("邓玉兰").click();
  await expect(page.getByRole("heading", { level: 1, name: "合并两条记录" })).toBeVisible();
  // What is known of only one is picked already.
  await expect(page.getByRole("radio", { name: "职业 务农" })).toBeChecked();
  await page.getByRole("radio", { name: "姓名 邓玉兰" }).check();
  await page.getByRole("radio", { name: /^联系电话 179\*{4}5679/ }).check();
  await look(page, "merge");
  await page.getByRole("button", { name: /^合并为一人/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "邓玉兰" })).toBeVisible();
  await expect(page.locator("dl").getByText("179****5679")).toBeVisible();
  await expect(timeline().getByText("合并记录")).toBeVisible();
});

test("the household has one of them; the sweep none", async () => {
  await open(`/people/households/${householdId}`);
  await expect(page.getByRole("heading", { name: "家庭成员 1" })).toBeVisible();
  await look(page, "household-story");
  await open("/people/duplicates");
  await expect(page.getByText("没有疑似重复的记录")).toBeVisible();
});

test("an edit stands in the history from what to what, and is undone; then the merge is", async () => {
  await open("/people/residents?search=邓玉兰");
  await page.getByRole("link", { name: "邓玉兰" }).first().click();
  await page.getByRole("link", { name: "修改" }).click();
  await page.getByLabel("职业").fill("小卖部");
  await page.getByLabel("职业").press("Control+Enter");
  await expect(timeline().getByText("小卖部")).toBeVisible();
  await look(page, "resident-story");
  await timeline().getByRole("button", { name: "撤销此改动" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "撤销此改动" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await timeline().getByRole("button", { name: "撤销合并" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "撤销合并" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(timeline().getByText("撤销合并").first()).toBeVisible();
  await open(`/people/households/${householdId}`);
  await expect(page.getByRole("heading", { name: "家庭成员 2" })).toBeVisible();
});
