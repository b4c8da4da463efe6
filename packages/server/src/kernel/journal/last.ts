import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { Db } from "../database/database.ts";

/** When the latest write of any town was received; undefined while there is none. */
export async function lastReceipt(db: Db): Promise<Instant | undefined> {
  const { last } = await db
    .selectFrom("journal")
    .select((eb) => eb.fn.max("received_at").as("last"))
    .executeTakeFirstOrThrow();
  return last ?? undefined;
}
