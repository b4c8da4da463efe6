/** Who may come in: founding, signing in, accounts, expired sessions; nothing typed is lost. */
import { type Browser, expect, type Page, test } from "@playwright/test";
import { look } from "./support/look.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { director, newId, send, signIn } from "./support/town.ts";

let server: TestServer;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const grower = { displayName: "陈网格", userName: "chenwg", password: "bridge-apple-7-noon" };

async function newPage(browser: Browser, locale = "zh-CN"): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
  return context.newPage();
}

function townFile(text: string) {
  return { name: "town.json", mimeType: "application/json", buffer: Buffer.from(text) };
}

test("a town is founded by the wizard; a wrong code is said and mended", async ({ browser }) => {
  const page = await newPage(browser);
  await page.goto(server.address);
  await expect(page).toHaveURL(/\/found$/);
  await look(page, "found-code");
  await page.getByLabel("建镇码").fill("AAAA-BBBB-CCCC");
  await page.getByRole("button", { name: "下一步" }).click();
  await look(page, "found-source");
  await page.getByRole("button", { name: /乡镇文件/ }).click();
  const file = page.getByLabel("乡镇文件", { exact: true });
  await file.setInputFiles(townFile('{ "id": "x", "name" "无冒号" }'));
  await expect(page.getByText(/第 1 行第 \d+ 个字符/)).toBeVisible();
  await file.setInputFiles(
    townFile('{ "id": "newtown", "name": "新镇", "provinc": "四川省", "era": "2023" }'),
  );
  await expect(page.getByRole("listitem").filter({ hasText: /^provinc\b/ })).toContainText(
    "“province”",
  );
  await look(page, "found-file-wrong");
  await page.getByRole("button", { name: /样板镇/ }).click();
  await page.getByRole("button", { name: /东观镇/ }).click();
  await expect(page.getByText("58 个村（社区）", { exact: true })).toBeVisible();
  await look(page, "found-preview");
  await page.getByRole("button", { name: "就用这个" }).click();
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByText("有 3 处需要改正：")).toBeVisible();
  await look(page, "found-people-wrong");
  await page.getByLabel("姓名").fill(director.displayName);
  await page.getByLabel("用户名").fill(director.userName);
  await page.getByLabel("密码", { exact: true }).fill(director.password);
  // Another language keeps the step and everything typed.
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByLabel("User name")).toHaveValue(director.userName);
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "下一步" }).click();
  await look(page, "found-confirm");
  await page.getByRole("button", { name: "建镇并进入" }).click();
  await expect(page.getByText("建镇码不对，或已经用过。")).toBeVisible();
  await page.getByRole("button", { name: "改建镇码" }).click();
  await page.getByLabel("建镇码").fill(server.foundingCode);
  await page.keyboard.press("Control+Enter");
  for (const name of [/东观镇/, "就用这个", "下一步", "建镇并进入"]) {
    await page.getByRole("button", { name }).click();
  }
  await expect(page.getByRole("button", { name: /周明远/ })).toBeVisible();
  await expect(page.getByRole("banner").getByText("第 1 天")).toBeVisible();
});

test("a wrong password is refused in words, in either language", async ({ browser }) => {
  const page = await newPage(browser, "en-US");
  await page.goto(server.address);
  await page.getByLabel("User name").fill(director.userName);
  await page.getByLabel("Password", { exact: true }).fill("not-this-one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("User name or password is wrong.");
  await look(page, "sign-in-wrong-en");
});

test("a new account: created, activated with its code, held to its role, suspended", async ({
  browser,
}) => {
  const page = await newPage(browser);
  await signIn(page, server, director);
  await page.goto(`${server.address}/settings/accounts`);
  await page.getByRole("heading", { name: "账号" }).waitFor();
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/settings\/accounts\/new$/);
  await page.getByLabel("姓名").fill(grower.displayName);
  await page.getByLabel("用户名").fill(grower.userName);
  await page.getByRole("combobox", { name: "角色 1" }).click();
  await page.getByTitle("网格员").click();
  await page.getByRole("button", { name: "建立账号并生成初始码" }).click();
  await expect(page.getByText("每个角色都要选好范围。").first()).toBeVisible();
  await page.getByRole("combobox", { name: /村（社区）、网格 1/ }).click();
  await page.keyboard.type("第7村");
  await page.getByTitle("第7村", { exact: true }).click();
  await expect(page.getByRole("group", { name: "角色" })).toContainText("第7村");
  await look(page, "account-new");
  // From wherever the focus is: nowhere, after a click beside the form.
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Control+Enter");
  const code = (await page.locator("code.lf-code").textContent()) ?? "";
  await look(page, "account-code");

  const other = await newPage(browser);
  await other.goto(`${server.address}/activate`);
  await other.getByLabel("用户名").fill(grower.userName);
  await other.getByLabel("初始码").fill(code);
  await other.getByLabel("新密码").fill("12345678");
  await other.getByRole("button", { name: "设置密码并登录" }).click();
  await expect(other.getByText("这个密码太常见").first()).toBeVisible();
  await look(other, "activate-common");
  await other.getByLabel("新密码").fill(grower.password);
  await other.getByRole("button", { name: "设置密码并登录" }).click();
  await expect(other.getByRole("button", { name: /陈网格/ })).toBeVisible();
  await other.goto(`${server.address}/settings/areas`);
  await expect(other.getByRole("navigation").getByText("账号")).toHaveCount(0);
  await expect(other.getByRole("button", { name: "改名" })).toHaveCount(0);

  await page.getByRole("link", { name: "已交给本人，返回账号列表" }).click();
  await page.getByRole("cell", { name: grower.userName }).click();
  await look(page, "account-panel");
  await page.getByRole("button", { name: "停用", exact: true }).click();
  await look(page, "account-suspend");
  await page.getByRole("dialog").getByRole("button", { name: "停用", exact: true }).click();
  await expect(page.getByRole("row", { name: /陈网格/ }).getByText("已停用")).toBeVisible();
  await other.goto(`${server.address}/settings/areas`);
  await expect(other.getByRole("button", { name: "登录" })).toBeVisible();
});

test("an expired session asks again and loses nothing", async ({ browser }) => {
  const page = await newPage(browser);
  await signIn(page, server, director);
  await page.goto(`${server.address}/settings/staff`);
  await page.getByRole("button", { name: "添加工作人员" }).click();
  await page.getByRole("textbox", { name: "姓名" }).fill("刘村医");
  await page.getByRole("dialog").getByRole("combobox", { name: "身份" }).click();
  await page.getByTitle("村医").click();
  await page.context().clearCookies();
  await page.getByRole("dialog").getByRole("button", { name: "添加工作人员" }).click();
  const again = page.getByRole("dialog", { name: "登录已过期，请重新登录" });
  await expect(again).toBeVisible();
  await look(page, "signed-out-meanwhile");
  await again.getByLabel("密码", { exact: true }).fill(director.password);
  await again.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByText("已添加。")).toBeVisible();
  await expect(page.getByRole("cell", { name: "刘村医" })).toBeVisible();
});

test("an answer lost on the way is asked for again, and nothing is done twice", async ({
  browser,
}) => {
  const page = await newPage(browser);
  await signIn(page, server, director);
  await page.goto(`${server.address}/settings/staff`);
  let isFirst = true;
  await page.route("**/api/organization/staff", async (route) => {
    if (route.request().method() !== "POST" || !isFirst) return route.fallback();
    isFirst = false;
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "添加工作人员" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "姓名" }).fill("赵志愿");
  await dialog.getByRole("combobox", { name: "身份" }).click();
  await page.getByTitle("志愿者").click();
  await dialog.getByRole("button", { name: "添加工作人员" }).click();
  await expect(page.getByText("没有收到服务器的答复。")).toBeVisible();
  await look(page, "no-answer");
  await dialog.getByRole("button", { name: "添加工作人员" }).click();
  await expect(page.getByText("已添加。")).toBeVisible();
  await expect(page.getByRole("cell", { name: "赵志愿" })).toHaveCount(1);
});

test("what others do shows by itself", async ({ browser }) => {
  const page = await newPage(browser);
  await signIn(page, server, director);
  await page.goto(`${server.address}/settings/staff`);
  await page.getByRole("heading", { name: "工作人员" }).waitFor();
  const other = await browser.newContext();
  await send(other.request, `${server.address}/api/accounts/sign-in`, {
    userName: director.userName,
    password: director.password,
  });
  await send(other.request, `${server.address}/api/organization/staff`, {
    name: "钱民警",
    kind: "police",
  });
  await expect(page.getByRole("cell", { name: "钱民警" })).toBeVisible();
  await other.close();
});

test("a wrong click asks before what was typed is thrown away", async ({ browser }) => {
  const page = await newPage(browser);
  await signIn(page, server, director);
  await page.goto(`${server.address}/settings/town`);
  await page.getByLabel("乡镇名称").fill("东观新镇");
  await page.getByRole("link", { name: "村（社区）" }).click();
  await expect(page.getByRole("dialog", { name: "填写的内容还没有提交" })).toBeVisible();
  await look(page, "leave-guard");
  await page.getByRole("button", { name: "继续填写" }).click();
  await expect(page.getByLabel("乡镇名称")).toHaveValue("东观新镇");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByLabel("Name of the town")).toHaveValue("东观新镇");
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("link", { name: "村（社区）" }).click();
  await page.getByRole("button", { name: "放弃并离开" }).click();
  await expect(page).toHaveURL(/\/settings\/areas$/);
});

test("the own password is changed; the old one no longer opens", async ({ browser }) => {
  const page = await newPage(browser);
  await signIn(page, server, director);
  await page.goto(`${server.address}/profile`);
  const next = "harbour-stone-19-kite";
  await page.getByLabel("现在的密码").fill("wrong-wrong");
  await page.getByLabel("新密码").fill(next);
  await page.getByRole("button", { name: "修改密码" }).click();
  await expect(page.getByText("现在的密码不对。").first()).toBeVisible();
  await look(page, "password-wrong");
  await page.getByLabel("现在的密码").fill(director.password);
  await page.getByRole("button", { name: "修改密码" }).click();
  await expect(page.getByText("密码已修改")).toBeVisible();
  const answer = await page.request.post(`${server.address}/api/accounts/sign-in`, {
    data: { id: newId(), userName: director.userName, password: director.password },
  });
  expect(answer.status()).toBe(401);
  await page.getByRole("main").getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("button", { name: "登录" })).toBeVisible();
});

test("signing in works on a phone", async ({ browser }) => {
  const context = await browser.newContext({
    locale: "zh-CN",
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  await page.goto(server.address);
  await look(page, "sign-in-phone");
  await signIn(page, server, { ...director, password: "harbour-stone-19-kite" });
  await page.getByRole("button", { name: "全部", exact: true }).click();
  await look(page, "menu-phone");
});
