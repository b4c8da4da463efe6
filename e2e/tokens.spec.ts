/** Another system is let in: a token made, shown once, used, and revoked; the API explained. */
import { expect, type Page, test } from "@playwright/test";
import { look } from "./support/look.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { director, foundTown, signIn } from "./support/town.ts";

let server: TestServer;

test.use({ locale: "zh-CN" });
test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ request }) => {
  server = await startServer();
  await foundTown(request, server);
});
test.afterAll(() => server.stop());

async function ask(token: string, path: string): Promise<number> {
  const answer = await fetch(`${server.address}/api${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.status;
}

async function openTokens(page: Page): Promise<void> {
  await page.goto(`${server.address}/settings/tokens`);
  await expect(page.getByRole("heading", { name: "接口令牌" })).toBeVisible();
}

test("a token is made, shown once, used as it was given, and revoked", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(page, server, director);
  await openTokens(page);
  await expect(page.getByText("还没有令牌")).toBeVisible();
  await look(page, "tokens-none");
  await page.getByRole("link", { name: "新建令牌" }).first().click();
  await page.getByRole("button", { name: "建立令牌" }).click();
  await expect(page.getByText(/需要改正/)).toBeVisible();
  await page.getByLabel("名称").fill("县平台每日同步");
  await page.getByLabel("持有方").fill("县疾控中心");
  await page.getByLabel("用途").fill("每天夜里更新一份登记");
  await page.getByLabel(/读取户和居民登记/).check();
  await page.getByLabel("允许的地址").fill("不是地址");
  await page.getByLabel("用途").focus();
  await expect(page.getByText("有一行不是地址或网段。").first()).toBeVisible();
  await page.getByLabel("允许的地址").fill("127.0.0.1\n::1");
  await look(page, "tokens-new");
  await page.getByRole("button", { name: "建立令牌" }).click();
  await expect(page.getByRole("heading", { name: "令牌已建立" })).toBeVisible();
  const token = (await page.locator("code.lf-token").textContent()) ?? "";
  expect(token).toMatch(/^lft_[0-9a-hjkmnp-tv-z]{39}$/);
  await look(page, "tokens-made");

  expect(await ask(token, "/registry/changes/residents")).toBe(200);
  expect(await ask(token, "/screening/arrivals")).toBe(403);

  await page.getByRole("link", { name: /返回列表/ }).click();
  await page.getByText("县平台每日同步").first().click();
  await expect(page.getByText(/，来自/)).toBeVisible();
  expect(await page.content()).not.toContain(token);
  await look(page, "tokens-one");
  await page.getByRole("button", { name: "吊销", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "吊销", exact: true }).click();
  await expect(page.getByText("令牌已吊销")).toBeVisible();
  expect(await ask(token, "/registry/changes/residents")).toBe(401);
});

test("the API page says how to call, and the limits of reading can be set", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, server, director);
  await page.goto(`${server.address}/settings/api`);
  await expect(page.getByText("Authorization: Bearer")).toBeVisible();
  await look(page, "api-how");
  await page.goto(`${server.address}/settings/reading`);
  await expect(page.getByText("没有超限的情况")).toBeVisible();
  await look(page, "reading");
  await page.getByRole("button", { name: "各角色的上限" }).click();
  await page.getByLabel("接口令牌").fill("500");
  await page.getByRole("button", { name: "保存上限" }).click();
  await expect(page.getByText("已保存")).toBeVisible();
});
