/** What a hand does on a phone's screen, counted by the screen itself. */
import type { Strokes } from "@lianfang/testkit/keystroke-level.ts";
import type { Page } from "@playwright/test";

/** Touches and typed characters while the work is done; whatever a test fills in without hands is seen as no touch. */
export async function strokesOf(page: Page, work: () => Promise<void>): Promise<Strokes> {
  const counted = await page.evaluateHandle(() => {
    const strokes = { taps: 0, text: "" };
    const ending = new AbortController();
    const options = { capture: true, signal: ending.signal };
    const touched = ({ pointerType }: PointerEvent) => {
      if (pointerType === "touch") strokes.taps += 1;
    };
    const typed = (event: Event) => {
      if (event instanceof InputEvent && event.data) strokes.text += event.data;
    };
    document.addEventListener("pointerup", touched, options);
    document.addEventListener("input", typed, options);
    const entered = ({ key }: KeyboardEvent) => {
      if (key === "Enter") strokes.text += "\n";
    };
    document.addEventListener("keydown", entered, options);
    return {
      end: () => {
        ending.abort();
        return strokes;
      },
    };
  });
  await work();
  const strokes = await counted.evaluate((counting) => counting.end());
  await counted.dispose();
  return strokes;
}
