/** Putting the town in order: clock, areas, units, staff, who answers, rules, journal, API. */
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

test("areas are named, added and removed; a name given twice is refused", async () => {
  await page.goto("/settings/areas");
  const first = page.getByRole("listitem").filter({ hasText: /^第1村/ });
  await first.getByRole("button", { name: "改名" }).click();
  await page.getByLabel("名称", { exact: true }).fill("黄溪村");
  await page.getByLabel("英文名称").fill("Huangxi");
  await look(page, "settings-area-rename");
  await page.getByRole("dialog").getByRole("button", { name: "改名" }).click();
  await expect(page.getByText("还有 57 个村（社区）只有序号，请改成真名。")).toBeVisible();
  await page.getByRole("button", { name: "添加村（社区）" }).click();
  await page.getByLabel("名称", { exact: true }).fill("黄溪村");
  await page.getByRole("dialog").getByRole("button", { name: "添加村（社区）" }).click();
  await expect(page.getByText("已经有“黄溪村”。").first()).toBeVisible();
  await page.getByRole("dialog").getByText("社区", { exact: true }).click();
  await page.getByLabel("名称", { exact: true }).fill("东观社区");
  await page.keyboard.press("Control+Enter");
  await page.getByLabel("找村（社区）、网格").fill("东观社区");
  const added = page.getByRole("listitem").filter({ hasText: /^东观社区/ });
  await added.getByRole("button", { name: "删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(page.getByText("已删除“东观社区”。")).toBeVisible();
  await page.getByLabel("找村（社区）、网格").fill("");
  await look(page, "settings-areas");
});

test("a unit is renamed", async () => {
  await page.goto("/settings/units");
  await page.getByRole("cell", { name: "党员突击小分队" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称", { exact: true }).fill("党员突击一队");
  await look(page, "settings-unit");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("cell", { name: "党员突击一队" })).toBeVisible();
});

test("staff are entered, found, put right", async () => {
  await page.goto("/settings/staff");
  await look(page, "settings-staff-empty");
  for (const [name, kind] of [
    ["王驻村", "镇干部"],
    ["李书记", "村干部"],
  ] as const) {
    await page.getByRole("button", { name: "添加工作人员" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "姓名" }).fill(name);
    await dialog.getByRole("combobox", { name: "身份" }).click();
    await page.getByTitle(kind, { exact: true }).click();
    await dialog.getByRole("combobox", { name: "所在村（社区）" }).click();
    await page.keyboard.type("黄溪");
    await page.getByTitle("黄溪村", { exact: true }).click();
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("cell", { name, exact: true })).toBeVisible();
  }
  await page.keyboard.press("/");
  await page.keyboard.type("王");
  await expect(page.getByRole("cell", { name: "李书记" })).toHaveCount(0);
  await expect(page).toHaveURL(/search=/);
  await page.getByRole("cell", { name: "王驻村" }).click();
  await page.getByRole("dialog").getByLabel("电话").fill("19900000001");
  await look(page, "settings-staff-edit");
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("cell", { name: "19900000001" })).toBeVisible();
});

test("rows are walked by the keyboard", async () => {
  await page.goto("/settings/staff");
  await page
    .getByRole("row", { name: /李书记|王驻村/ })
    .first()
    .focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("names are put on areas, one by one and many at once", async () => {
  await page.goto("/settings/responsibility");
  await page.getByRole("button", { name: /^黄溪村 村干部/ }).click();
  await page.getByRole("combobox", { name: "责任人" }).click();
  await page.keyboard.type("李书");
  await page.getByTitle("李书记").click();
  await look(page, "settings-assign");
  await page.getByRole("dialog").getByRole("button", { name: "指定" }).click();
  await expect(page.getByRole("button", { name: "黄溪村 村干部: 李书记" })).toBeVisible();
  for (const name of [/^第2村/, /^第3村/]) {
    await page
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name }) })
      .getByRole("checkbox")
      .check();
  }
  await page.getByRole("button", { name: "批量指定…" }).click();
  await page.getByRole("dialog").getByText("驻村干部").click();
  await page.getByRole("combobox", { name: "责任人" }).click();
  await page.keyboard.type("王驻");
  await page.getByTitle("王驻村").click();
  await page.getByRole("dialog").getByRole("button", { name: "指定" }).click();
  await expect(page.getByRole("button", { name: "第3村 驻村干部: 王驻村" })).toBeVisible();
  await look(page, "settings-responsibility");
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

const everyPage = [
  "/settings/town",
  "/settings/areas",
  "/settings/units",
  "/settings/staff",
  "/settings/responsibility",
  "/settings/accounts",
  "/settings/accounts/new",
  "/settings/policy",
  "/settings/policy/new",
  "/settings/journal",
  "/settings/api",
  "/profile",
];

const ways = {
  en: { locale: "en-US", viewport: { width: 1440, height: 900 } },
  phone: { locale: "zh-CN", viewport: { width: 390, height: 844 }, isMobile: true },
  "phone-en": { locale: "en-US", viewport: { width: 390, height: 844 }, isMobile: true },
};

for (const [way, options] of Object.entries(ways)) {
  for (const path of everyPage) {
    test(`${path} stands: ${way}`, async ({ browser }) => {
      const storageState = await context.storageState();
      const other = await browser.newContext({ ...options, storageState, baseURL: server.address });
      const its = await other.newPage();
      await its.goto(path);
      await its.getByRole("heading", { level: 1 }).waitFor();
      const waiting = its.getByRole("main").getByRole("status");
      await expect(waiting.filter({ hasText: /读取|Loading/ })).toHaveCount(0);
      await look(its, `${way}${path.replaceAll("/", "-")}`);
      await other.close();
    });
  }
}
