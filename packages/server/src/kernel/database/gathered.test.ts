import { describe, expect, test } from "vitest";
import { gathered } from "./gathered.ts";

describe("reads asked for at the same moment", () => {
  test("fail together when the read fails, and the next ones are read again", async () => {
    let isDown = true;
    const lengthOf = gathered(async (keys) => {
      if (isDown) throw new Error("down");
      return new Map(keys.map((key) => [key, key.length]));
    });
    const all = await Promise.allSettled([lengthOf("a"), lengthOf("bb")]);
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    isDown = false;
    expect(await lengthOf("bb")).toBe(2);
  });

  test("are one read, each key once, and everybody gets their own", async () => {
    const reads: (readonly string[])[] = [];
    const lengthOf = gathered(async (keys) => {
      reads.push(keys);
      return new Map(keys.filter((key) => key !== "gone").map((key) => [key, key.length]));
    });
    const asked = ["a", "bb", "a", "gone"];
    expect(await Promise.all(asked.map(lengthOf))).toEqual([1, 2, 1, undefined]);
    expect(reads).toEqual([["a", "bb", "gone"]]);
  });

  test("never share a read that had begun before they asked", async () => {
    let state = "before";
    let begun = (): void => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let finish = (): void => {};
    const first = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let reads = 0;
    const stateOf = gathered(async (keys) => {
      const seen = state;
      reads += 1;
      begun();
      if (reads === 1) await first;
      return new Map(keys.map((key) => [key, seen]));
    });
    const early = stateOf("x");
    await hasBegun;
    state = "after";
    const late = stateOf("x");
    finish();
    expect([await early, await late]).toEqual(["before", "after"]);
  });
});
