/** The phone's app in a browser of a phone's size. */
import { m } from "@lianfang/messages/messages.js";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";

export const phoneSize = { width: 390, height: 844 };
export const pin = "739164";

export async function phoneContext(
  browser: Browser,
  viewport = phoneSize,
  locale = "zh-CN",
): Promise<BrowserContext> {
  return browser.newContext({ viewport, locale, isMobile: true, hasTouch: true });
}

export async function enterPin(page: Page, digits = pin): Promise<void> {
  const pad = page.locator(".lf-f-pad");
  for (const digit of digits) await pad.getByRole("button", { name: digit, exact: true }).tap();
}

export async function signInOnPhone(
  page: Page,
  address: string,
  who: { userName: string; password: string },
): Promise<void> {
  await page.goto(`${address}/field`);
  await page.getByLabel(m["accounts.userName"]()).fill(who.userName);
  await page.getByLabel(m["accounts.password"](), { exact: true }).fill(who.password);
  await page.getByRole("button", { name: m["accounts.signIn"]() }).tap();
  await enterPin(page);
  await page.getByRole("heading", { name: m["field.pin.again"]() }).waitFor();
  await enterPin(page);
  await expect(page.getByRole("navigation", { name: m["field.bar"]() })).toBeVisible();
}

/** The app's files are on the phone: from now on it starts without a network. */
export async function readyForOffline(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

/** Loads the page anew and unlocks it. */
export async function startAgain(page: Page): Promise<void> {
  await page.reload();
  await enterPin(page);
  await expect(page.locator(".lf-f-status")).toBeVisible();
}

/** By the bar under the thumb. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.locator(".lf-f-bar").getByRole("link", { name, exact: true }).tap();
}

/** How the line about the network puts what waits. */
export async function expectWaiting(page: Page, count: number): Promise<void> {
  const said = count === 0 ? m["field.nothingWaits"]() : m["field.waiting"]({ count });
  await expect(page.locator(".lf-f-status")).toContainText(said);
}

/** As if so many wrong PINs had been entered, the last long ago. */
export function failedPins(page: Page, failures: number): Promise<void> {
  return page.evaluate(async (count) => {
    const open = indexedDB.open("lianfang-field");
    await new Promise((resolve) => {
      open.onsuccess = resolve;
    });
    const locks = open.result.transaction("lock", "readwrite").objectStore("lock");
    const asked = locks.get("the-one");
    await new Promise((resolve) => {
      asked.onsuccess = resolve;
    });
    const put = locks.put({ ...asked.result, failures: count, failedAt: 0 }, "the-one");
    await new Promise((resolve) => {
      put.onsuccess = resolve;
    });
    open.result.close();
  }, failures);
}

/** What the screens keep of their own, by name. */
export function keptNames(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const open = indexedDB.open("lianfang-field");
    await new Promise((resolve) => {
      open.onsuccess = resolve;
    });
    const asked = open.result.transaction("kept").objectStore("kept").getAllKeys();
    await new Promise((resolve) => {
      asked.onsuccess = resolve;
    });
    open.result.close();
    return asked.result.map(String);
  });
}

/** Everything the app keeps in the browser's database, as bytes in one text. */
export function storedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const open = indexedDB.open("lianfang-field");
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const decoder = new TextDecoder();
    const spoken = (_key: string, value: unknown) =>
      value instanceof Uint8Array ? decoder.decode(value) : value;
    const parts: string[] = [];
    for (const name of database.objectStoreNames) {
      const asked = database.transaction(name).objectStore(name).getAll();
      const rows = await new Promise<unknown[]>((resolve) => {
        asked.onsuccess = () => resolve(asked.result);
      });
      for (const row of rows) parts.push(JSON.stringify({ name, row }, spoken));
    }
    database.close();
    return parts.join("\n");
  });
}
