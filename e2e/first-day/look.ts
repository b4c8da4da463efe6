/** Looking at a page as people have it before them: on a desk and on a phone, and as axe does. */
import { expect, type Page } from "@playwright/test";
import { barriers, beyondEdge, settled } from "../support/look.ts";

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
    await expect
      .soft(beyondEdge(page), `${name} is too wide (${size})`)
      .resolves.toBeLessThanOrEqual(0);
    if (hasOwnTest && size === "phone") continue;
    await expect.soft(barriers(page), `${name} (${size})`).resolves.toEqual([]);
  }
}
