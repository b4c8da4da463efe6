import { checkShape, joined } from "@lianfang/core/organization/boundary.ts";
import { chanceFrom } from "@lianfang/testkit/people/random.ts";
import { expect, test } from "vitest";
import { villageOutlines } from "./village-outlines.ts";

test("villages have sound outlines that touch and don't cover each other", () => {
  for (const count of [1, 7, 30]) {
    const outlines = villageOutlines(count, chanceFrom("test", count));
    expect(outlines).toHaveLength(count);
    for (const shape of outlines) expect(checkShape(shape)).toMatchObject({ ok: true });
    const [first, second] = outlines;
    if (first && second) expect(joined(first, second)).toBeDefined();
  }
});
