/** Every page of the settings stands: in English, on a phone, and both. */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { look } from "./support/look.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { foundTown } from "./support/town.ts";

let server: TestServer;
let storageState: Awaited<ReturnType<BrowserContext["storageState"]>>;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  const context = await browser.newContext();
  // Founding signs its director in: the cookie is the context's.
  await foundTown(context.request, server);
  storageState = await context.storageState();
  await context.close();
});

test.afterAll(async () => {
  await server?.stop();
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
  "/no-such-page",
];

const ways = {
  en: { locale: "en-US", viewport: { width: 1440, height: 900 } },
  phone: { locale: "zh-CN", viewport: { width: 390, height: 844 }, isMobile: true },
  "phone-en": { locale: "en-US", viewport: { width: 390, height: 844 }, isMobile: true },
};

for (const [way, options] of Object.entries(ways)) {
  test.describe(way, () => {
    let its: Page;

    test.beforeAll(async ({ browser }) => {
      const other = await browser.newContext({ ...options, storageState, baseURL: server.address });
      its = await other.newPage();
    });

    test.afterAll(() => its.context().close());

    for (const path of everyPage) {
      test(`${path} stands: ${way}`, async () => {
        await its.goto(path);
        await its.getByRole("heading", { level: 1 }).waitFor();
        const waiting = its.getByRole("main").getByRole("status");
        await expect(waiting.filter({ hasText: /读取|Loading/ })).toHaveCount(0);
        await look(its, `${way}${path.replaceAll("/", "-")}`);
      });
    }
  });
}
