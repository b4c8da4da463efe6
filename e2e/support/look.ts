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
  expect(await barriers(page)).toEqual([]);
}

/**
 * What axe finds, in a line each. It looks from within the page: its other way opens a second page for
 * each look, for the sake of frames, which there are none of here, and takes three times as long.
 */
export async function barriers(page: Page): Promise<string[]> {
  expect(page.frames(), "frames axe would not look into").toHaveLength(1);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary = "" }) =>
        `${id}: ${target.join(" ")} ${html.slice(0, 160)} ${failureSummary}`,
    ),
  );
}

/** Nothing is wider than the window. */
export async function expectNoOverflow(page: Page): Promise<void> {
  expect(await beyondEdge(page), "pixels beyond the window's edge").toBeLessThanOrEqual(0);
}

/** By how many pixels the page is wider than the window. */
export function beyondEdge(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}
