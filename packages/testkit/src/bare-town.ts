/** A town that is only a row: for tests of what lies below the modules. */
import type { Db } from "@lianfang/server/kernel/database/database.ts";
import { v7 as uuidv7 } from "uuid";

/** The instant such towns are founded at, and the clock most of these tests begin with. */
export const bareTownFoundedAt = "2020-01-26T00:00:00.000Z";

/** @returns the town's id */
export async function insertBareTown(db: Db, name = "空白镇"): Promise<string> {
  const townId = uuidv7();
  const responseId = uuidv7();
  await db
    .insertInto("town")
    .values({
      town_id: townId,
      name,
      name_en: "Blank Town",
      county: null,
      province: null,
      collect_by: "16:00",
      meet_at: "18:00",
      publish_tasks_at: "19:00",
      bulletin_by: "17:00",
      response_id: responseId,
      founded_at: bareTownFoundedAt,
    })
    .execute();
  await db
    .insertInto("response")
    .values({
      town_id: townId,
      response_id: responseId,
      name: "疫情响应",
      name_en: "Response",
      activated_on: "2020-01-26",
      ended_on: null,
    })
    .execute();
  return townId;
}

/** @returns the account's id; it is in good standing and holds no role yet */
export async function insertBareAccount(
  db: Db,
  townId: string,
  displayName = "测试员",
): Promise<string> {
  const accountId = uuidv7();
  await db
    .insertInto("account")
    .values({
      town_id: townId,
      account_id: accountId,
      user_name: accountId,
      display_name: displayName,
      staff_id: null,
      state: "active",
      password_hash: null,
      code_hash: null,
      code_expires_at: null,
      created_at: bareTownFoundedAt,
      last_sign_in_at: null,
    })
    .execute();
  return accountId;
}
