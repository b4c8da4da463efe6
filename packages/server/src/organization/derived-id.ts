import { createHash } from "node:crypto";
import { madeAt } from "@lianfang/core/kernel/ids.ts";
import { v7 as uuidv7 } from "uuid";

/**
 * An id that always follows from another and a name: what one write makes besides its own subject.
 * It carries the same time.
 */
export function derivedId(id: string, ...name: string[]): string {
  const digest = createHash("sha256")
    .update([id, ...name].join("\n"))
    .digest();
  return uuidv7({ msecs: madeAt(id), random: digest.subarray(0, 16) });
}
