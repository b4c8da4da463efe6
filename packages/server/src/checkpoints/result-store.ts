/** Results of tests and health codes: append-only, the latest counts. */
import type { HealthCode } from "@lianfang/core/checkpoints/evidence.ts";
import type { ResultLine } from "@lianfang/core/checkpoints/result-list.ts";
import type { PageInput } from "@lianfang/core/kernel/page.ts";
import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { decodeCursor } from "../kernel/database/cursor.ts";
import { json } from "../kernel/database/database.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import type { CheckpointTestTable } from "./tables.ts";

type Scope = Pick<QueryContext, "db" | "town">;

/** A code older than this is asked for again. */
const codeCountsMinutes = 48 * 60;

export interface LatestResult {
  test: ResultLine["test"];
  healthCode: HealthCode | undefined;
}

/** The latest test and code of each person, by the keyed digest in hex. */
export async function latestResults(
  { db, town }: Scope,
  blinds: readonly Buffer[],
  now: Instant,
): Promise<Map<string, LatestResult>> {
  if (blinds.length === 0) return new Map();
  const since = addMinutes(now, -codeCountsMinutes);
  const { rows } = await sql<{
    blind: Buffer;
    sampled_at: Instant | null;
    result: CheckpointTestTable["result"];
    health_code: HealthCode | null;
  }>`
    select asked.blind, test.sampled_at, test.result, code.health_code
    from unnest(${[...blinds]}::bytea[]) as asked (blind)
    left join lateral (
      select sampled_at, result from checkpoint_test
      where town_id = ${town.townId} and identity_blind = asked.blind and sampled_at is not null
      order by sampled_at desc, received_at desc limit 1) test on true
    left join lateral (
      select health_code from checkpoint_test
      where town_id = ${town.townId} and identity_blind = asked.blind
        and health_code is not null and received_at >= ${since}
      order by received_at desc limit 1) code on true`.execute(db);
  return new Map(
    rows.map(({ blind, sampled_at: sampledAt, result, health_code }) => [
      blind.toString("hex"),
      {
        test: sampledAt && result ? { sampledAt, result } : undefined,
        healthCode: health_code ?? undefined,
      },
    ]),
  );
}

export async function insertResults(
  { db, town, now, id, actor }: CommandContext,
  vault: Vault,
  lines: readonly ResultLine[],
  source: CheckpointTestTable["source"],
): Promise<void> {
  if (lines.length === 0) return;
  const hex = (bytes: Buffer): string => `\\x${bytes.toString("hex")}`;
  const rows = lines.map(({ identityNumber, test, healthCode }) => ({
    town_id: town.townId,
    received_at: now,
    test_id: source === "manual" ? id : uuidv7(),
    identity: hex(vault.seal("identity-number", identityNumber)),
    identity_blind: hex(vault.blind("identity-number", identityNumber)),
    sampled_at: test?.sampledAt ?? null,
    result: test?.result ?? null,
    health_code: healthCode ?? null,
    source,
    write_id: id,
    recorded_by: actor.is === "account" ? actor.accountId : null,
  }));
  await sql`
    insert into checkpoint_test
    select * from jsonb_populate_recordset(null::checkpoint_test, ${json(rows)})`.execute(db);
}

/** As they came in, newest first, one more than asked for. */
export function resultsListed(
  { db, town }: Scope,
  { after, limit }: PageInput,
  blind: Buffer | undefined,
) {
  return db
    .selectFrom("checkpoint_test")
    .selectAll()
    .where("town_id", "=", town.townId)
    .$if(blind !== undefined, (query) => query.where("identity_blind", "=", blind ?? Buffer.of()))
    .$if(after !== undefined, (query) => {
      const [at, id] = decodeCursor(after ?? "", 2);
      return query.where(sql<boolean>`(received_at, test_id) < (${at}::timestamptz, ${id}::uuid)`);
    })
    .orderBy("received_at", "desc")
    .orderBy("test_id", "desc")
    .limit(limit + 1)
    .execute();
}
