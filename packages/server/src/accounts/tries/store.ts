/** The table of failed tries; its keys are digests. */

import type { Tries } from "@lianfang/core/accounts/rules.ts";
import { forgetAfterMinutes } from "@lianfang/core/accounts/rules.ts";
import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import { anyOf } from "../../kernel/database/any-of.ts";
import type { Db } from "../../kernel/database/database.ts";

/** The tries counted under these keys, in hexadecimal. */
export async function readTries(db: Db, keys: readonly Buffer[]): Promise<Map<string, Tries>> {
  const rows = await db
    .selectFrom("throttle")
    .selectAll()
    .where("key", "=", anyOf(keys, "bytea"))
    .execute();
  return new Map(
    rows.map((row) => [row.key.toString("hex"), { failures: row.failures, lastAt: row.last_at }]),
  );
}

export async function countFailure(db: Db, keys: readonly Buffer[], now: Instant): Promise<void> {
  await db
    .insertInto("throttle")
    // In one order everywhere, so that two writers never wait for each other.
    .values(inOrder(keys).map((key) => ({ key, failures: 1, last_at: now })))
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet((eb) => ({
        failures: eb
          .case()
          .when("throttle.last_at", "<", addMinutes(now, -forgetAfterMinutes))
          .then(1)
          .else(eb("throttle.failures", "+", 1))
          .end(),
        last_at: now,
      })),
    )
    .execute();
}

/** Notes a success under these keys: no failures, and known from here on. */
export async function noteSuccess(db: Db, keys: readonly Buffer[], now: Instant): Promise<void> {
  await db
    .insertInto("throttle")
    .values(inOrder(keys).map((key) => ({ key, failures: 0, last_at: now })))
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ failures: 0, last_at: now }))
    .execute();
}

export async function forgetTries(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom("throttle").where("last_at", "<", before).execute();
}

function inOrder(keys: readonly Buffer[]): Buffer[] {
  return [...keys].sort(Buffer.compare);
}
