/** Several people work at once; a machine of two cores gains nothing from more than these. */
const usualWidth = 8;

/** Runs the work for each item, at most `width` at a time, in the items' order of starting. */
export async function eachOf<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<unknown>,
  width = usualWidth,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
