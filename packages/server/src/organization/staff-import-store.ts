/** Writing what a list of staff changes, and putting it back, in a few statements however long it is. */
import type { KeptRecord, RecordWrites } from "@lianfang/core/kernel/sheet-records.ts";
import type { KeptStaff, StaffFields } from "@lianfang/core/organization/staff-sheet.ts";
import { type RawBuilder, sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { inPieces } from "../kernel/database/pieces.ts";
import type { Imported } from "../kernel/sheets/built-on.ts";
import type { Passed } from "../kernel/sheets/sheet-import.ts";
import "./tables.ts";

/** So many rows in one statement. */
const rowsAtOnce = 1_000;

/** All there are, ended ones included. */
export async function staffKept({ db, town, kernel }: QueryContext): Promise<KeptStaff[]> {
  const rows = await db
    .selectFrom("staff")
    .select(["staff_id", "name", "kind", "phone", "unit_id", "area_id", "is_active"])
    .where("town_id", "=", town.townId)
    .where("withdrawn_at", "is", null)
    .orderBy("staff_id")
    .execute();
  const vault = rows.some(({ phone }) => phone)
    ? await kernel.vaults.of(db, town.townId)
    : undefined;
  return rows.map((row) => ({
    id: row.staff_id,
    isActive: row.is_active,
    fields: {
      name: row.name,
      kind: row.kind,
      phone: row.phone ? (vault?.open("phone", row.phone) ?? null) : null,
      unitId: row.unit_id,
      areaId: row.area_id,
    },
  }));
}

export function staffImportStore(context: CommandContext) {
  const { db, town, now, id, kernel } = context;
  const { townId } = town;
  const ids = (of: readonly { id: string }[]) => anyOf(of.map((one) => one.id));

  return {
    async write({ added, changed }: RecordWrites<StaffFields>, passed: Passed): Promise<void> {
      await sql`
        insert into staff_import (town_id, import_id, staff_id, before, after)
        select town_id, ${id}, staff_id, to_jsonb(staff), to_jsonb(staff) from staff
        where town_id = ${townId} and staff_id = ${ids(changed)}`.execute(db);
      await put([...added, ...changed], passed);
      const others = changed.filter(({ before, fields }) => before.kind !== fields.kind);
      await endService(ids(others));
      await beginService(ids([...added, ...others]));
      await sql`
        insert into staff_import (town_id, import_id, staff_id, before, after)
        select town_id, ${id}, staff_id, null, to_jsonb(staff) from staff
        where town_id = ${townId} and staff_id = ${ids([...added, ...changed])}
        on conflict (town_id, import_id, staff_id) do update set after = excluded.after`.execute(
        db,
      );
    },

    /** Whom a list touched; locked. */
    async imported(importId: string): Promise<Imported[]> {
      const { rows } = await sql<Imported>`
        select staff_id as "id", name, before is null as "isNew",
          not to_jsonb(staff) @> after or (before is null and (
            exists (select from account a
              where a.town_id = staff.town_id and a.staff_id = staff.staff_id)
            or exists (select from responsibility r
              where r.town_id = staff.town_id and r.staff_id = staff.staff_id
                and r.ended_at is null))) as "isBuiltOn"
        from staff_import join staff using (town_id, staff_id)
        where town_id = ${townId} and import_id = ${importId}
        order by name, staff_id for update of staff`.execute(db);
      return rows;
    },

    /** Those added are shown nowhere from now on; the others are as they were. */
    async putBack(importId: string, staff: readonly Imported[]): Promise<void> {
      const added = staff.filter(({ isNew }) => isNew);
      await endService(ids(added));
      await sql`
        update staff set is_active = false, withdrawn_at = ${now}, unit_id = null, area_id = null
        where town_id = ${townId} and staff_id = ${ids(added)}`.execute(db);
      const { rows: others } = await sql<{ id: string }>`
        with was as (
          select old.* from staff_import i, jsonb_populate_record(null::staff, i.before) old
          where i.town_id = ${townId} and i.import_id = ${importId} and i.before is not null),
        held as (select staff_id, kind from staff where town_id = ${townId}),
        restored as (
          update staff set name = was.name, kind = was.kind, phone = was.phone,
            unit_id = was.unit_id, area_id = standing_area(staff.town_id, was.area_id)
          from was where staff.town_id = ${townId} and staff.staff_id = was.staff_id
          returning staff.staff_id, staff.kind)
        select restored.staff_id as "id" from restored
        join held on held.staff_id = restored.staff_id and held.kind <> restored.kind`.execute(db);
      await endService(ids(others));
      await beginService(ids(others));
      await sql`
        delete from staff_import where town_id = ${townId} and import_id = ${importId}`.execute(db);
    },
  };

  /** Writes what they are now, whether they were there or not. */
  async function put(staff: readonly KeptRecord<StaffFields>[], passed: Passed): Promise<void> {
    const vault = await kernel.vaults.of(db, townId);
    for (const some of inPieces(staff, rowsAtOnce)) {
      const rows = some.map(({ id: staffId, fields }) => ({
        town_id: townId,
        staff_id: staffId,
        name: fields.name,
        kind: fields.kind,
        phone: fields.phone === null ? null : vault.seal("phone", fields.phone),
        unit_id: fields.unitId,
        area_id: fields.areaId,
        added_at: now,
        withdrawn_at: null,
      }));
      await db
        .insertInto("staff")
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(["town_id", "staff_id"]).doUpdateSet(({ ref }) => ({
            name: ref("excluded.name"),
            kind: ref("excluded.kind"),
            phone: ref("excluded.phone"),
            unit_id: ref("excluded.unit_id"),
            area_id: ref("excluded.area_id"),
          })),
        )
        .execute();
      passed(some.length);
    }
  }

  async function endService(them: RawBuilder<unknown>): Promise<void> {
    await sql`
      update staff_service set until_at = ${now}
      where town_id = ${townId} and until_at is null and staff_id = ${them}`.execute(db);
  }

  async function beginService(them: RawBuilder<unknown>): Promise<void> {
    await sql`
      insert into staff_service (town_id, staff_id, from_at, kind)
      select town_id, staff_id, ${now}, kind from staff
      where town_id = ${townId} and staff_id = ${them}`.execute(db);
  }
}
