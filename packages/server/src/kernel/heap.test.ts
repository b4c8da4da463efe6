import { expect, test } from "vitest";
import { givingBack } from "./heap.ts";

const mebibyte = 1024 * 1024;

/** Some 100 MB, all of them garbage when it returns. */
async function makeMuch(): Promise<number> {
  const made = Array.from({ length: 1_500_000 }, (_, at) => ({ at, text: `made ${at}` }));
  return made.length;
}

test("what a large piece of work has left is given back when it ends", async () => {
  await givingBack(makeMuch); // what is compiled on the way stays
  const before = process.memoryUsage();
  let most = 0;
  const made = await givingBack(async () => {
    const count = await makeMuch();
    most = process.memoryUsage().heapTotal;
    return count;
  });
  const after = process.memoryUsage();
  expect(made).toBe(1_500_000);
  expect(most).toBeGreaterThan(before.heapTotal + 64 * mebibyte);
  expect(after.heapTotal).toBeLessThan(before.heapTotal + 16 * mebibyte);
});

test("an error is handed on", async () => {
  const failing = givingBack(async () => {
    throw new Error("out of paper");
  });
  await expect(failing).rejects.toThrow("out of paper");
});
