import { v4, v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { Id, madeAt } from "./ids.ts";

describe("an id", () => {
  test("is a UUID of version 7 and nothing else", () => {
    expect(Id.safeParse(v7()).success).toBe(true);
    for (const other of [v4(), "", "1", `${v7()} `, v7().replaceAll("-", "")]) {
      expect(Id.safeParse(other).success).toBe(false);
    }
  });

  test("in capitals is the same id", () => {
    const id = v7();
    expect(Id.parse(id.toUpperCase())).toBe(id);
  });

  test("carries the time it was made at", () => {
    const msecs = Date.parse("2020-02-05T04:00:00.123Z");
    expect(madeAt(v7({ msecs }))).toBe(msecs);
  });

  test("made later sorts later", () => {
    const [early, late] = [v7({ msecs: 1_580_875_200_000 }), v7({ msecs: 1_580_875_200_001 })];
    expect(early < late).toBe(true);
  });
});
