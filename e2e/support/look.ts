/** Looking at a page: a picture to be seen by people, and what axe finds. */
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const pictures = path.resolve(import.meta.dirname, "..", "..", "test-results", "screens");

/** Keeps a picture under `test-results/screens`, and fails on whatever axe finds or overflows. */
export async function look(page: Page, name: string): Promise<void> {
  await test.step(`look at ${name}`, async () => {
    await settled(page);
    await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: "disabled" });
    await expectAccessible(page);
    await expectNoOverflow(page);
  });
}

/** The page is there, nothing is being read and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await expect(page.locator(".lf-lines, .ant-spin-spinning")).toHaveCount(0);
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
}

/** axe finds nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
  expect(found).toEqual([]);
}

/** Nothing is wider than the window. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(beyond, "pixels beyond the window's edge").toBeLessThanOrEqual(0);
}
