/** A hand-held scanner: a keyboard that types a character every five milliseconds, however busy the machine is. */
import type { Page } from "@playwright/test";

const betweenSeconds = 0.005;

export async function scanByHand(page: Page, text: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const firstAt = Date.now() / 1000;
  const keys = [...text].map((key) => ({ key, text: key }));
  await Promise.all(
    [...keys, { key: "Enter", text: "\r" }].map((each, nth) =>
      keyboard.send("Input.dispatchKeyEvent", {
        type: "keyDown",
        timestamp: firstAt + nth * betweenSeconds,
        ...each,
      }),
    ),
  );
  await keyboard.detach();
}
