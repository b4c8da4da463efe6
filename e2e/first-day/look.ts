/** Looking at a page as people have it before them: on a desk and on a phone, and as axe does. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { settled } from "../support/look.ts";

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

export interface Look {
  /** Pages that have a browser test of their own are asked by axe at one size only. */
  hasOwnTest?: boolean;
}

/** Takes a picture at both sizes, into test-results/; nothing may overflow, axe may find nothing. */
export async function look(page: Page, name: string, { hasOwnTest = false }: Look = {}) {
  for (const [size, viewport] of Object.entries({ phone, desk })) {
    await page.setViewportSize(viewport);
    await settled(page);
    await page.screenshot({ path: `test-results/first-day/${name}-${size}.png` });
    await expect.soft(overflow(page), `${name} is too wide (${size})`).resolves.toBe(0);
    if (hasOwnTest && size === "phone") continue;
    await expect.soft(findings(page), `${name} (${size})`).resolves.toEqual([]);
  }
}

/** By how many pixels the page is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  );
}
