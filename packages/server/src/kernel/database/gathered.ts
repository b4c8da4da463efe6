/** Reads that are asked for at the same moment go to the database together. */

interface Asked<Value> {
  resolve(value: Value | undefined): void;
  reject(error: unknown): void;
}

/**
 * One read for all keys that are asked for while the last read is on its way. Nothing is kept: a
 * read begins after everybody who waits for it has asked, so nobody is given what was true before.
 * @param read the values of these keys; a key without a value is left out
 */
export function gathered<Value>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let waiting = new Map<string, Asked<Value>[]>();
  let isReading = false;

  const readWaiting = async (): Promise<void> => {
    while (waiting.size > 0) {
      const asked = waiting;
      waiting = new Map();
      try {
        const values = await read([...asked.keys()]);
        for (const [key, those] of asked) for (const { resolve } of those) resolve(values.get(key));
      } catch (error) {
        for (const { reject } of [...asked.values()].flat()) reject(error);
      }
    }
    isReading = false;
  };

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.set(key, [...(waiting.get(key) ?? []), { resolve, reject }]);
      if (isReading) return;
      isReading = true;
      setImmediate(() => void readWaiting());
    });
}
