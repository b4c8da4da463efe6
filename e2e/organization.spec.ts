/** The town's organisation: areas, units, staff, and who answers for what. */
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { look } from "./support/look.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { director, send } from "./support/town.ts";

let server: TestServer;
let context: BrowserContext;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  context = await browser.newContext({ baseURL: server.address, locale: "zh-CN" });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  // Founding signs its director in: the cookie is the context's.
  await send(context.request, `${server.address}/api/organization/town`, {
    code: server.foundingCode,
    source: { from: "blank", name: "东观镇", nameEn: "Dongguan", villages: 8, era: "2020" },
    responseName: "新冠肺炎疫情防控响应",
    director,
  });
});

test.afterAll(async () => {
  await context?.close();
  await server?.stop();
});

const dialog = () => page.getByRole("dialog");

/** Picks somebody or something out of a box that is searched by typing. */
async function pick(box: string, typed: string, title: string | RegExp): Promise<void> {
  await page.getByRole("combobox", { name: box, exact: true }).last().click();
  await page.keyboard.type(typed);
  await page.getByTitle(title, { exact: true }).last().click();
}

/** Takes back what was just told to be done. */
async function takeBack(told: string): Promise<void> {
  await page
    .locator(".lf-telling", { hasText: told })
    .getByRole("button", { name: "撤回" })
    .click();
}

/** An area's own page, by its name in the tree. */
async function openArea(name: string): Promise<void> {
  await page.goto("/settings/areas");
  await page.getByRole("link", { name, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("a list names and adds areas, after it was looked at line by line", async () => {
  await page.goto("/settings/areas");
  await expect(page.getByText("还有 8 个村（社区）只有序号，请改成真名。")).toBeVisible();
  await page.getByRole("link", { name: "从表格导入" }).click();
  const lines = [
    "东观镇村组名单,,,",
    "村（社区）,网格,新名称,联系人",
    "第1村,,黄溪村,",
    "第2村,,柳林村,",
    "第1村,第1网格,,王强",
    ",第9网格,,",
  ];
  await page.locator("input[type=file]").setInputFiles({
    name: "名单.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(lines.join("\n")),
  });
  await expect(page.getByText("共 4 行 = 新增 1 + 变更 2 + 相同 0 + 退回 1")).toBeVisible();
  await expect(page.getByText("这些列没有读取：联系人")).toBeVisible();
  await page.getByRole("button", { name: "退回 1" }).click();
  await expect(page.getByRole("cell", { name: "没有写网格在哪个村（社区）" })).toBeVisible();
  await look(page, "areas-import");
  await page.getByRole("button", { name: "写入 3 行" }).click();
  await expect(page.getByText("已新增 1 条，变更 2 条。")).toBeVisible();
  await expect(page.getByText("还有 6 个村（社区）只有序号，请改成真名。")).toBeVisible();
});

test("an area is put right; a name given twice is refused", async () => {
  const third = page.getByRole("listitem").filter({ hasText: /^第3村/ });
  await third.getByRole("button", { name: "修改" }).click();
  await dialog().getByLabel("名称", { exact: true }).fill("黄溪村");
  await dialog().getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("已经有“黄溪村”。").first()).toBeVisible();
  await dialog().getByLabel("名称", { exact: true }).fill("石桥村");
  await dialog().getByText("社区", { exact: true }).click();
  await look(page, "area-edit");
  await page.keyboard.press("Control+Enter");
  await page.getByLabel("找村（社区）、网格").fill("石桥村");
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: /石桥村社区/ })
      .last(),
  ).toBeVisible();
  await page.getByLabel("找村（社区）、网格").fill("");
  await page.getByRole("button", { name: "把“石桥村”上移" }).click();
  const names = page.getByRole("link", { name: /村$/ });
  await expect(names.nth(1)).toHaveText("石桥村");
  await look(page, "areas");
});

test("a boundary is drawn corner by corner, refused while it crosses itself, and undone", async () => {
  await openArea("黄溪村");
  await page.getByRole("button", { name: "画边界" }).click();
  await page.getByRole("button", { name: "粘贴坐标" }).click();
  const corners = ["106.20, 30.80", "106.22, 30.82", "106.22, 30.80", "106.20, 30.82"];
  await page.getByLabel("坐标，每行一个点").fill(corners.join("\n"));
  await page.getByRole("button", { name: "用这些点" }).click();
  await expect(page.getByText(/边线在 106.21, 30.81 处与自己相交/)).toBeVisible();
  await expect(page.getByRole("button", { name: "保存边界" })).toBeDisabled();
  await page.getByLabel("第 2 点经度").fill("106.22");
  await page.getByLabel("第 2 点纬度").fill("30.80");
  await page.getByLabel("第 3 点纬度").fill("30.82");
  await page.getByLabel("第 3 点纬度").press("Tab");
  await look(page, "boundary-draw");
  await page.getByRole("button", { name: "保存边界" }).click();
  await expect(page.getByText(/平方公里，4 个点/)).toBeVisible();
  await page.getByRole("button", { name: "清除" }).click();
  await expect(page.getByText("还没有边界。")).toBeVisible();
  await takeBack("边界已清除。");
  await expect(page.getByText(/平方公里，4 个点/)).toBeVisible();
});

test("the corners on the map are moved by hand and by the keys", async () => {
  await page.getByRole("button", { name: "修改边界" }).click();
  const corner = page.getByTitle("第 1 点");
  await corner.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByLabel("第 1 点经度")).not.toHaveValue("106.2");
  const map = page.getByLabel("“黄溪村”的边界图");
  await map.click({ position: { x: 30, y: 200 } });
  await expect(page.getByText("5 个点")).toBeVisible();
  await page.getByRole("button", { name: "退一步" }).click();
  await expect(page.getByText("4 个点", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "取消" }).click();
});

test("boundaries come from a file by name, and stand together on the map", async () => {
  const square = (lng: number) => [
    [lng, 30.8],
    [lng + 0.02, 30.8],
    [lng + 0.02, 30.82],
    [lng, 30.82],
    [lng, 30.8],
  ];
  const feature = (name: string, lng: number) => ({
    type: "Feature",
    properties: { XZQMC: name },
    geometry: { type: "Polygon", coordinates: [square(lng)] },
  });
  const features = [feature("柳林村", 106.22), feature("石桥", 106.24), feature("无此村", 106.26)];
  await page.goto("/settings/areas?view=map");
  await page.getByRole("button", { name: "上传文件" }).click();
  await page.locator("input[type=file]").setInputFiles({
    name: "村界.geojson",
    mimeType: "application/geo+json",
    buffer: Buffer.from(JSON.stringify({ type: "FeatureCollection", features })),
  });
  await look(page, "boundary-upload");
  await page.getByRole("button", { name: "保存 2 处边界" }).click();
  await expect(page.getByText("已保存 2 处边界。")).toBeVisible();
  await expect(page.getByText("还有 5 个村（社区）没有边界：")).toBeVisible();
  await look(page, "areas-map");
});

test("two villages become one, after it was said what moves", async () => {
  await openArea("柳林村");
  await page.getByRole("button", { name: "并入别处…" }).click();
  await page.getByRole("combobox", { name: "并入" }).click();
  await page.keyboard.type("黄溪");
  await page.getByTitle("黄溪村", { exact: true }).last().click();
  await expect(dialog().getByText("3 支队伍的负责范围")).toBeVisible();
  await look(page, "area-merge");
  await dialog().getByRole("button", { name: "合并" }).click();
  await expect(page.getByText("“柳林村”已并入“黄溪村”。")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "黄溪村" })).toBeVisible();
  await expect(page.getByRole("link", { name: "柳林村作战单元" })).toBeVisible();
  await openArea("第5村");
  await page.getByRole("button", { name: "删除" }).click();
  await dialog().getByRole("button", { name: "删除" }).click();
  await expect(page.getByText(/这里还有：3 支队伍的负责范围/)).toBeVisible();
});

test("staff are entered, found by the keyboard and put right", async () => {
  await page.goto("/settings/staff");
  await look(page, "staff-empty");
  for (const [name, kind] of [
    ["王驻村", "镇干部"],
    ["李书记", "村干部"],
  ] as const) {
    await page.getByRole("button", { name: "添加工作人员" }).first().click();
    await dialog().getByRole("textbox", { name: "姓名" }).fill(name);
    await pick("身份", kind, kind);
    await pick("所在村（社区）", "黄溪", "黄溪村");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("cell", { name, exact: true })).toBeVisible();
  }
  await page.keyboard.press("/");
  await page.keyboard.type("王");
  await expect(page.getByRole("cell", { name: "李书记" })).toHaveCount(0);
  await page.getByRole("row", { name: /王驻村/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "王驻村" })).toBeVisible();
  await page.getByRole("button", { name: "修改" }).click();
  await dialog().getByLabel("电话").fill("19900000001");
  await dialog().getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("link", { name: "19900000001" })).toBeVisible();
});

test("a unit is formed, people are taken in, and it is dissolved when they are gone", async () => {
  await page.goto("/settings/units");
  await page.getByRole("button", { name: "组建队伍" }).click();
  await pick("类别", "巡查", "巡查队");
  await dialog().getByLabel("名称", { exact: true }).fill("夜间巡查队");
  await dialog().getByLabel("应有人数").fill("3");
  await look(page, "unit-new");
  await dialog().getByRole("button", { name: "组建队伍" }).click();
  await page.getByLabel("找队伍").fill("夜间");
  await look(page, "units");
  await page.getByRole("link", { name: "夜间巡查队" }).click();
  await pick("编入本队", "王驻", "王驻村");
  await page.getByRole("button", { name: "编入本队" }).click();
  await expect(page.getByText("缺 2 人")).toBeVisible();
  await look(page, "unit");
  await page.getByRole("button", { name: "撤销队伍" }).click();
  await dialog().getByRole("button", { name: "撤销队伍" }).click();
  await expect(page.getByText(/这支队伍还有：1 名工作人员/)).toBeVisible();
  await dialog().getByRole("button", { name: "取消" }).click();
  await page.getByLabel("选中王驻村").check();
  await page.getByRole("button", { name: "移出队伍" }).click();
  await expect(page.getByText("还没有人。")).toBeVisible();
  await page.getByRole("button", { name: "撤销队伍" }).click();
  await dialog().getByRole("button", { name: "撤销队伍" }).click();
  await expect(page.getByText("“夜间巡查队”已撤销。")).toBeVisible();
});

test("a button of a dialog takes a press made while the dialog still opens", async () => {
  await page.getByRole("link", { name: "黄溪村作战单元" }).click();
  for (let time = 0; time < 8; time++) {
    await page.getByRole("button", { name: "撤销队伍" }).click();
    // As long as a finger is down; the dialog must not move away from under it.
    await dialog().getByRole("button", { name: "取消" }).click({ delay: 80 });
    await expect(dialog()).toBeHidden();
  }
});

test("names are put on areas one by one and many at once, and a chain says whose stands in", async () => {
  await page.goto("/settings/responsibility");
  await page.getByRole("button", { name: /^黄溪村 村干部/ }).click();
  await pick("责任人", "李书", "李书记");
  await look(page, "assign");
  await dialog().getByRole("button", { name: "指定" }).click();
  await expect(page.getByRole("button", { name: "黄溪村 村干部: 李书记" })).toBeVisible();
  for (const name of [/^石桥村/, /^第4村/]) {
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
    await row.getByRole("checkbox").check();
  }
  await page.getByRole("button", { name: "批量指定…" }).click();
  await dialog().getByText("包村干部").click();
  await pick("责任人", "王驻", "王驻村");
  await dialog().getByRole("button", { name: "指定" }).click();
  await expect(page.getByRole("button", { name: "第4村 包村干部: 王驻村" })).toBeVisible();
  await look(page, "responsibility");
  await page.goto("/settings/areas");
  await page.getByRole("link", { name: "第1网格" }).click();
  await expect(page.getByText("来自 黄溪村")).toBeVisible();
  await look(page, "area-grid");
});

test("a group in an area gets one name, which is taken back", async () => {
  await page.goto("/settings/responsibility");
  await page.getByRole("button", { name: "按范围指定…" }).click();
  await dialog().getByText("村（社区）和网格本身").click();
  await pick("范围", "黄溪", "黄溪村");
  await dialog().getByText("村干部", { exact: true }).click();
  await pick("责任人", "王驻", "王驻村");
  await expect(dialog().getByText("范围内 2 处，其中 1 处这一级没有责任人")).toBeVisible();
  await look(page, "assign-group");
  await dialog().getByRole("button", { name: "指定" }).click();
  await takeBack("已指定 1 处。");
  await expect(page.getByText("已撤回。")).toBeVisible();
  await page.getByRole("link", { name: "没有责任人的" }).click();
  await expect(page.getByRole("button", { name: "村（社区）、网格 4" })).toBeVisible();
  await look(page, "nameless");
});

test("the chain's levels are added, named, moved, and removed with what would be lost told", async () => {
  await page.goto("/settings/responsibility");
  const open = page.getByRole("button", { name: "调整责任链" });
  await open.click();
  await dialog().getByRole("button", { name: "添加一级" }).click();
  await dialog().getByLabel("名称", { exact: true }).fill("村干部");
  await dialog().getByRole("button", { name: "添加一级" }).click();
  await expect(page.getByText("责任链里已经有“村干部”。").first()).toBeVisible();
  await dialog().getByLabel("名称", { exact: true }).fill("包户干部");
  await dialog().getByRole("button", { name: "添加一级" }).click();
  const rows = dialog().getByRole("listitem");
  await expect(rows.last()).toContainText("包户干部");
  const last = await rows.count();
  await dialog().getByRole("button", { name: "把“包户干部”上移" }).click();
  await expect(rows.nth(last - 2)).toContainText("包户干部");
  await look(page, "chain-levels");
  await dialog().getByRole("button", { name: "删除“村干部”" }).click();
  await expect(
    dialog().getByText(/这一级已有 1 处指定了责任人（村（社区）、网格 1）/),
  ).toBeVisible();
  await look(page, "chain-level-remove");
  await dialog().getByRole("button", { name: "取消" }).click();
  await dialog().getByRole("button", { name: "删除“包户干部”" }).click();
  await expect(dialog().getByText("这一级还没有责任人。")).toBeVisible();
  await dialog().getByRole("button", { name: "删除", exact: true }).click();
  await expect(page.getByText("“包户干部”已删除。")).toBeVisible();
  await expect(rows).toHaveCount(last - 1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "包户干部" })).toHaveCount(0);
});

test("what one answers for goes over to another, and back", async () => {
  await page.goto("/settings/staff");
  await page.getByRole("cell", { name: "王驻村", exact: true }).click();
  await expect(page.getByRole("button", { name: "村（社区）、网格 2" })).toBeVisible();
  await page.getByRole("button", { name: "移交…" }).click();
  await pick("接手人", "李书", "李书记");
  await pick("只移交这个范围", "第4", "第4村");
  await expect(dialog().getByText("将移交：村（社区）、网格 1")).toBeVisible();
  await look(page, "hand-over");
  await dialog().getByRole("button", { name: "移交" }).click();
  await expect(page.getByText("已移交 1 处。")).toBeVisible();
  await expect(page.getByRole("button", { name: "村（社区）、网格 1" })).toBeVisible();
  await takeBack("已移交 1 处。");
  await expect(page.getByRole("button", { name: "村（社区）、网格 2" })).toBeVisible();
  await look(page, "staff-member");
});

const ways = {
  en: { locale: "en-US", viewport: { width: 1440, height: 900 } },
  "phone-en": { locale: "en-US", viewport: { width: 390, height: 844 }, isMobile: true },
};

/** The page the browser is on, and others, as somebody else sees them. */
async function lookElsewhere(browser: Browser, way: keyof typeof ways, paths: readonly string[]) {
  const storageState = await context.storageState();
  const other = await browser.newContext({ ...ways[way], storageState, baseURL: server.address });
  const its = await other.newPage();
  for (const path of paths) {
    await its.goto(path);
    await its.getByRole("heading", { level: 1 }).waitFor();
    const waiting = its.getByRole("main").getByRole("status");
    await expect(waiting.filter({ hasText: "Loading" })).toHaveCount(0);
    await look(its, `${way}${path.replace(/[0-9a-f-]{36}/, "one").replaceAll(/[/?=]/g, "-")}`);
  }
  await other.close();
}

for (const way of ["en", "phone-en"] as const) {
  test(`every page stands: ${way}`, async ({ browser }) => {
    const member = new URL(page.url()).pathname;
    await page.goto("/settings/units");
    await page.getByRole("link", { name: "黄溪村作战单元" }).click();
    await page.getByRole("heading", { level: 1, name: "黄溪村作战单元" }).waitFor();
    const unit = new URL(page.url()).pathname;
    await openArea("黄溪村");
    const area = new URL(page.url()).pathname;
    const lists = ["/settings/areas?view=map", "/settings/areas/import"];
    const nameless = "/settings/responsibility/nameless";
    await lookElsewhere(browser, way, [member, unit, area, ...lists, nameless]);
    await page.goto(member);
  });
}
