import type { JournalRow } from "@lianfang/core/journal/contract.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Db } from "../kernel/database/database.ts";

interface Filter extends PageInput {
  entry?: string | undefined;
  actorId?: string | undefined;
  subjectId?: string | undefined;
}

/** Reads the town's journal; its access is for the whole town only. */
export function journalStore({ db, town }: QueryContext) {
  return {
    async list(filter: Filter): Promise<Page<z.infer<typeof JournalRow>>> {
      const rows = await rowsFor(db, town.townId, filter).execute();
      return toPage(rows, filter.limit, (row) => [row.received_at, row.id], shown);
    },
  };
}

function rowsFor(db: Db, townId: string, { after, limit, entry, actorId, subjectId }: Filter) {
  let query = db
    .selectFrom("journal")
    .leftJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "journal.town_id")
        .onRef("account.account_id", "=", "journal.actor_id"),
    )
    .leftJoin("api_token as token", (join) =>
      join
        .onRef("token.town_id", "=", "journal.town_id")
        .onRef("token.token_id", "=", "journal.token_id"),
    )
    .select([
      "journal.id",
      "sequence",
      "entry",
      "actor_id",
      "account.display_name",
      "token.token_id",
      "token.name as token_name",
      "subject_kind",
      "subject_ids",
      "happened_at",
      "received_at",
      "digest",
      sql<number | null>`(
          select min(number) from journal_seal s
          where s.town_id = journal.town_id
            and (s.upto_xid, s.upto_sequence) >= (journal.xid, journal.sequence))`.as(
        "seal_number",
      ),
    ])
    .where("journal.town_id", "=", townId)
    .orderBy("received_at", "desc")
    .orderBy("journal.id", "desc")
    .limit(limit + 1);
  if (entry) query = query.where("entry", "=", entry);
  if (actorId) query = query.where("journal.actor_id", "=", actorId);
  if (subjectId) query = query.where(sql<boolean>`subject_ids @> array[${subjectId}::uuid]`);
  if (after) {
    const [at, id] = decodeCursor(after, 2);
    query = query.where(
      sql<boolean>`(received_at, journal.id) < (${at}::timestamptz, ${id}::uuid)`,
    );
  }
  return query;
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsFor>["execute"]>>[number];

function shown(row: Row): z.infer<typeof JournalRow> {
  return {
    id: row.id,
    sequence: String(row.sequence),
    entry: row.entry,
    actorId: row.actor_id ?? undefined,
    actorName: row.display_name ?? undefined,
    token:
      row.token_id && row.token_name ? { tokenId: row.token_id, name: row.token_name } : undefined,
    subjectKind: row.subject_kind ?? undefined,
    subjectIds: row.subject_ids,
    happenedAt: row.happened_at ?? undefined,
    receivedAt: row.received_at,
    digest: row.digest.toString("hex"),
    sealNumber: row.seal_number ?? undefined,
  };
}
