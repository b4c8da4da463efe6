/** What a list of areas touched, and putting it back. */
import type { Node } from "@lianfang/core/organization/area-sheet-nodes.ts";
import { sql } from "kysely";
import type { CommandContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import type { Imported } from "../kernel/sheets/built-on.ts";
import { deletedUnlessHeld } from "./held-store.ts";
import "./tables.ts";

export interface ImportedArea extends Imported {
  /** As it was before; absent where the list added it. */
  before: (Node & { isNumbered: boolean }) | null;
}

export function areaImportUndoStore({ db, town: { townId }, id, now }: CommandContext) {
  return {
    /** Before it is written: what becomes different, as it is. */
    async keepBefore(areaIds: readonly string[]): Promise<void> {
      await sql`
        insert into area_import (town_id, import_id, area_id, before, after)
        select town_id, ${id}, area_id, to_jsonb(area), to_jsonb(area) from area
        where town_id = ${townId} and area_id = ${anyOf(areaIds)}`.execute(db);
    },

    /** After it is written: what all of it has become. */
    async keepAfter(areaIds: readonly string[]): Promise<void> {
      await sql`
        insert into area_import (town_id, import_id, area_id, before, after)
        select town_id, ${id}, area_id, null, jsonb_build_object(
          'parent_id', parent_id, 'kind', kind, 'name', name, 'name_en', name_en)
        from area where town_id = ${townId} and area_id = ${anyOf(areaIds)}
        on conflict (town_id, import_id, area_id) do update set after = excluded.after`.execute(db);
    },

    /**
     * Whom a list touched; locked. Built on is what is no longer as the list left it, what would take
     * back a name or a place that another has now, and what is new and has anything in it.
     */
    async imported(importId: string): Promise<ImportedArea[]> {
      await sql`
        select from area join area_import i using (town_id, area_id)
        where town_id = ${townId} and import_id = ${importId} order by area_id
        for update of area`.execute(db);
      const { rows } = await sql<ImportedArea>`
        with touched as (
          select i.*, was.parent_id as parent_before, was.name as name_before
          from area_import i left join jsonb_populate_record(null::area, i.before) was on true
          where i.town_id = ${townId} and i.import_id = ${importId}),
        added as (select array_agg(area_id) as ids from touched where before is null)
        select i.area_id as "id", coalesce(area.name, i.after ->> 'name') as "name",
          i.before is null as "isNew",
          case when i.before is not null then jsonb_build_object('areaId', i.area_id,
            'parentId', i.before -> 'parent_id', 'kind', i.before -> 'kind', 'name', i.before -> 'name',
            'nameEn', i.before -> 'name_en', 'isNumbered', i.before -> 'is_numbered') end as "before",
          area.area_id is null or not to_jsonb(area) @> i.after
            or i.before is null and (
              i.area_id in (select areas_referred_to(${townId}, (select ids from added)))
              or exists (select from area child where child.town_id = i.town_id
                and child.parent_id = i.area_id and child.area_id <> all(coalesce((select ids from added), '{}'))))
            or i.before is not null and (
              not exists (select from area parent
                where parent.town_id = i.town_id and parent.area_id = i.parent_before)
              or exists (select from area other where other.town_id = i.town_id
                and other.parent_id = i.parent_before and other.name = i.name_before
                and other.area_id not in (select area_id from touched))) as "isBuiltOn"
        from touched i left join area using (town_id, area_id)
        order by area.position, i.area_id`.execute(db);
      return rows;
    },

    /** Whether a name is a number given at founding, as it was. */
    async numberAgain(areas: readonly { areaId: string; isNumbered: boolean }[]): Promise<void> {
      const ids = areas.flatMap(({ areaId, isNumbered }) => (isNumbered ? areaId : []));
      await sql`
        update area set is_numbered = true
        where town_id = ${townId} and area_id = ${anyOf(ids)}`.execute(db);
    },

    /**
     * Ends what was added; that it was there until now is remembered.
     * @returns false when something refers to any of it; nothing can be written in this transaction then
     */
    async endAdded(areaIds: readonly string[]): Promise<boolean> {
      const ids = [...areaIds];
      await sql`
        insert into area_former (town_id, area_id, parent_id, kind, name, name_en, known_from,
          known_until, passed_to)
        select town_id, area_id, parent_id, kind, name, name_en, added_at, ${now}, parent_id
        from area where town_id = ${townId} and area_id = ${anyOf(ids)}`.execute(db);
      return deletedUnlessHeld(() =>
        sql`delete from area where town_id = ${townId} and area_id = ${anyOf(ids)}`.execute(db),
      );
    },

    async forget(importId: string): Promise<void> {
      await sql`
        delete from area_import where town_id = ${townId} and import_id = ${importId}`.execute(db);
    },
  };
}
