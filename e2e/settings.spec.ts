/** Putting the town in order: clock, rules, journal, API. */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { look } from "./support/look.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { foundTown } from "./support/town.ts";

let server: TestServer;
let context: BrowserContext;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  context = await browser.newContext({ baseURL: server.address, locale: "zh-CN" });
  page = await context.newPage();
  // Founding signs its director in: the cookie is the context's.
  await foundTown(context.request, server);
});

test.afterAll(async () => {
  await context?.close();
  await server?.stop();
});

test("the clock is set, and the top of every page follows", async () => {
  await page.goto("/settings/town");
  await page.getByLabel("日报").fill("1530");
  await page.getByLabel("乡镇名称").click();
  await expect(page.getByLabel("日报")).toHaveValue("15:30");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("已保存。")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("日报")).toHaveValue("15:30");
  await look(page, "settings-town");
});

test("rules are changed: looked at, enacted, withdrawn", async () => {
  await page.goto("/settings/policy");
  await expect(page.getByText("居家隔离 14 天").first()).toBeVisible();
  await look(page, "settings-policy");
  await page.getByRole("link", { name: "调整规则" }).click();
  await page.getByRole("button", { name: "看影响到谁" }).click();
  await expect(page.getByText("此项必填。").first()).toBeVisible();
  await page.getByLabel("标题", { exact: true }).fill("密接居家改为 7 天");
  await page.getByLabel("居家隔离").first().fill("7");
  await page.getByLabel("发热线").fill("37.2");
  await page.getByRole("button", { name: "添加风险地区" }).click();
  await page.getByRole("combobox", { name: "地区" }).last().click();
  await page.keyboard.type("武侯");
  await page.getByRole("menuitemcheckbox", { name: /武侯区/ }).click();
  await page.getByLabel("依据", { exact: true }).last().fill("省指挥部通告第 5 号");
  await page.getByLabel("依据（英文）").last().fill("Notice no. 5 of the provincial command");
  await page.getByRole("button", { name: "看影响到谁" }).click();
  await expect(page.getByText("不影响任何已登记的人。")).toBeVisible();
  await look(page, "settings-policy-new");
  await page.getByRole("button", { name: "颁布" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look(page, "settings-policy-enact");
  await page.getByRole("dialog").getByRole("button", { name: "颁布" }).click();
  await expect(page).toHaveURL(/version=/);
  await expect(page.getByText("密接居家改为 7 天").first()).toBeVisible();
  await look(page, "settings-policy-coming");
  await page.getByRole("button", { name: "撤回" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "撤回" }).click();
  await expect(page.getByText("已撤回。")).toBeVisible();
});

test("the journal holds it all and its seals are verified", async () => {
  await page.goto("/settings/journal");
  await expect(page.getByRole("cell", { name: "颁布规则" })).toBeVisible();
  await page.getByRole("button", { name: "核验封存链" }).click();
  await expect(page.getByText("全部完好。")).toBeVisible();
  await page.getByRole("cell", { name: "颁布规则" }).click();
  await look(page, "settings-journal");
});

test("the API is readable and searchable", async () => {
  await page.goto("/settings/api");
  await page.getByLabel("按名称或路径查找").fill("policy/versions");
  await expect(page.getByText("/api/policy/versions", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("policy.dayTaken 409")).toBeVisible();
  await look(page, "settings-api");
});
