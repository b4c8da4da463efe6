import { type RawBuilder, sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { keepBefore } from "./change-store.ts";
import { type RecordRow, writeRows } from "./record-store.ts";
import { within } from "./store.ts";

export interface WholeResident {
  residentId: string;
  revision: number;
  areaId: string;
  isRemoved: boolean;
  row: RecordRow;
}

/** Residents within the reach with all their columns. */
export function wholeResidents(
  context: QueryContext,
  residentIds: readonly string[],
): Promise<WholeResident[]> {
  return wholeRows(context, residentIds, sql``);
}

/** The same for a change: nobody else changes them before the transaction ends. */
export function holdWhole(
  context: CommandContext,
  residentIds: readonly string[],
): Promise<WholeResident[]> {
  return wholeRows(context, residentIds, sql`order by resident_id for update`);
}

async function wholeRows(
  { db, town, reach }: QueryContext,
  residentIds: readonly string[],
  tail: RawBuilder<unknown>,
): Promise<WholeResident[]> {
  const { rows } = await sql<WholeResident>`
    select resident_id as "residentId", revision, area_id as "areaId",
      removed_at is not null as "isRemoved", to_jsonb(resident) - 'town_id' as "row"
    from resident
    where town_id = ${town.townId} and resident_id = ${anyOf(residentIds)}
      ${reach.all ? sql`` : sql`and area_id = ${within(reach)}`} ${tail}`.execute(db);
  return rows;
}

/** Makes one record part of another, with all that had become part of it, and gives the other its row. */
export async function mergeRecords(
  context: CommandContext,
  survivor: { residentId: string; row: RecordRow },
  mergedId: string,
): Promise<void> {
  const { db, town, now } = context;
  const { residentId } = survivor;
  const earlier = await mergedBefore(context, mergedId);
  await keepBefore(context, "resident", [mergedId, ...earlier], "merged");
  await sql`
    update resident set merged_into = ${residentId}, removal_reason = 'merged',
      removed_at = coalesce(removed_at, ${now}), changed_at = ${now}, revision = revision + 1
    where town_id = ${town.townId}
      and resident_id = ${anyOf([mergedId, ...earlier])}`.execute(db);
  await keepBefore(context, "resident", [residentId], "merged");
  await writeRows(context, "resident", [survivor.row]);
}

async function mergedBefore({ db, town }: CommandContext, mergedId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("merged_resident")
    .select("merged_id")
    .where("town_id", "=", town.townId)
    .where("merged_into", "=", mergedId)
    .execute();
  return rows.map((row) => row.merged_id);
}
