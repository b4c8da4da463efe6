/** A founded town with its director, by the API: for tests that begin after the founding. */
import { randomBytes } from "node:crypto";
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import type { TestServer } from "./server.ts";

export const director = {
  displayName: "周明远",
  userName: "zhoumy",
  password: "river-lamp-42-tea",
};

/** A UUIDv7, as every command needs. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}

export async function send(
  request: APIRequestContext,
  path: string,
  input: object,
): Promise<Record<string, unknown>> {
  const answer = await request.post(path, { data: { id: newId(), ...input } });
  expect(answer.ok(), `${path} ${answer.status()} ${await answer.text()}`).toBe(true);
  return answer.json();
}

/** Founds the model town of Dongguan on a fresh server. */
export async function foundTown(request: APIRequestContext, server: TestServer): Promise<void> {
  await send(request, `${server.address}/api/organization/town`, {
    code: server.foundingCode,
    source: { from: "preset", presetId: "dongguan" },
    responseName: "新冠肺炎疫情防控响应",
    responseNameEn: "Response to COVID-19",
    director,
  });
}

/** Signs in by the first page. */
export async function signIn(page: Page, server: TestServer, who: typeof director): Promise<void> {
  await page.goto(server.address);
  await page.getByLabel("用户名").fill(who.userName);
  await page.getByLabel("密码", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("button", { name: new RegExp(who.displayName) })).toBeVisible();
}
