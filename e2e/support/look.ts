/** Looking at a page: a picture to be seen by people, and what axe finds. */
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const pictures = path.resolve(import.meta.dirname, "..", "..", "test-results", "screens");

/** Keeps a picture under `test-results/screens`, and fails on whatever axe finds or overflows. */
export async function look(page: Page, name: string): Promise<void> {
  await test.step(`look at ${name}`, async () => {
    await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: "disabled" });
    await expectAccessible(page);
    await expectNoOverflow(page);
  });
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
