/** Ids of the actors' writes: of the town's time, and the same for the same seed and occasion. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { chanceFrom } from "@lianfang/testkit/people/random.ts";
import { v7 as uuidv7 } from "uuid";

/** What every write carries. The occasion is written once at any instant of the town's time. */
export type WriteIds = (...occasion: (string | number)[]) => { id: string; happenedAt: Instant };

export function writeIds(seed: string | number, now: () => Instant): WriteIds {
  return (...occasion) => {
    const happenedAt = now();
    const chance = chanceFrom(seed, "write", happenedAt, ...occasion);
    const random = Uint8Array.from({ length: 16 }, () => chance.whole(0, 255));
    return { id: uuidv7({ msecs: Date.parse(happenedAt), random }), happenedAt };
  };
}
