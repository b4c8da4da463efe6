/** Where a town's history stands: its epoch, its last seal, its last complete backup. */

import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { History } from "@lianfang/core/sync/protocol.ts";
import { type RawBuilder, sql } from "kysely";
import { v4 as uuidv4 } from "uuid";
import { anyOf } from "../kernel/database/any-of.ts";
import type { Db } from "../kernel/database/database.ts";
import { gathered } from "../kernel/database/gathered.ts";
import "./tables.ts";

export interface Standing {
  history: History;
  backup: { id: string | undefined; xid: string };
}

const readers = new WeakMap<Db, (townId: string) => Promise<Standing | undefined>>();

/** Where a town's history stands now; asked for at every contact, so read together. */
export async function standingOf(db: Db, townId: string): Promise<Standing> {
  const read = readers.get(db) ?? gathered((ids) => standings(db, ids));
  readers.set(db, read);
  const known = await read(townId);
  if (known) return known;
  await beginHistory(db, townId);
  const begun = await read(townId);
  if (!begun) throw new Error("a town without history");
  return begun;
}

async function standings(db: Db, townIds: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await db
    .selectFrom("sync_history")
    .select(["town_id", standingOn("sync_history.town_id").as("standing")])
    .where("town_id", "=", anyOf(townIds))
    .execute();
  return new Map(
    rows.flatMap(({ town_id, standing }) =>
      standing ? [[town_id, standingFrom(standing)] as const] : [],
    ),
  );
}

interface StandingRow {
  epoch: string;
  backupId: string | null;
  backupXid: string;
  seal: History["seal"] | null;
}

/** As a column of a query on anything that has a town; null for a town no phone has spoken to yet. */
export function standingOn(townId: string): RawBuilder<StandingRow | null> {
  return sql<StandingRow | null>`(
    select jsonb_build_object('epoch', epoch, 'backupId', backup_id, 'backupXid', backup_xid::text,
      'seal', (
        select jsonb_build_object('number', number, 'head', encode(head, 'hex'))
        from journal_seal where journal_seal.town_id = history.town_id
        order by number desc limit 1))
    from sync_history history where history.town_id = ${sql.ref(townId)})`;
}

export function standingFrom({ epoch, backupId, backupXid, seal }: StandingRow): Standing {
  return {
    history: seal ? { epoch, seal } : { epoch },
    backup: { id: backupId ?? undefined, xid: backupXid },
  };
}

async function beginHistory(db: Db, townId: string): Promise<void> {
  await db
    .insertInto("sync_history")
    .values({ town_id: townId, epoch: uuidv4() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whether what a phone last heard of the history is part of it. */
export async function isOurs(
  db: Db,
  townId: string,
  { history }: Standing,
  seen: History,
): Promise<boolean> {
  if (seen.epoch !== history.epoch) return false;
  if (!seen.seal) return true;
  if (seen.seal.number === history.seal?.number) return seen.seal.head === history.seal.head;
  const row = await db
    .selectFrom("journal_seal")
    .select(sql<string>`encode(head, 'hex')`.as("head"))
    .where("town_id", "=", townId)
    .where("number", "=", seen.seal.number)
    .executeTakeFirst();
  return row?.head === seen.seal.head;
}

/** Of some writes, those in the last complete backup and those nobody knows here. */
export async function whereabouts(
  db: Db,
  townId: string,
  ids: readonly string[],
  backup: Standing["backup"],
): Promise<{ backedUp: string[]; unknown: string[] }> {
  if (ids.length === 0) return { backedUp: [], unknown: [] };
  const rows = await db
    .selectFrom("journal")
    .select(["id", sql<boolean>`xid < ${backup.xid}::xid8`.as("is_backed_up")])
    .where("town_id", "=", townId)
    .where("id", "=", anyOf(ids))
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  return {
    backedUp: rows.filter((row) => row.is_backed_up).map(({ id }) => id),
    unknown: ids.filter((id) => !known.has(id)),
  };
}

/** In a write's transaction. */
export function historyStore(db: Db, townId: string) {
  const ofTown = () => db.updateTable("sync_history").where("town_id", "=", townId);
  return {
    /** What is committed by now will be in the backup; this very write may not be. */
    async beginBackup(now: Instant): Promise<void> {
      await beginHistory(db, townId);
      await ofTown()
        .set({ begun_xid: sql`pg_snapshot_xmin(pg_current_snapshot())`, begun_at: now })
        .execute();
    },
    async finishBackup(): Promise<{ number: number; begunAt: Instant } | undefined> {
      const begun = await db
        .selectFrom("sync_history")
        .select(["begun_at", "backup_number"])
        .where("town_id", "=", townId)
        .forUpdate()
        .executeTakeFirst();
      if (!begun?.begun_at) return undefined;
      const number = begun.backup_number + 1;
      await ofTown()
        .set({
          backup_xid: sql`begun_xid`,
          backup_number: number,
          backup_id: uuidv4(),
          begun_xid: null,
          begun_at: null,
        })
        .execute();
      return { number, begunAt: begun.begun_at };
    },
    async beginAnew(): Promise<void> {
      await beginHistory(db, townId);
      await ofTown().set({ epoch: uuidv4() }).execute();
    },
  };
}
