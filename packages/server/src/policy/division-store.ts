import type { Division } from "@lianfang/core/policy/divisions.ts";
import { sql } from "kysely";
import { type Db, json } from "../kernel/database/database.ts";

export interface PlacedDivision extends Division {
  parentCode?: string | undefined;
  path: string[];
}

const stateName = "divisions";

/** The reference table of divisions; the same for every town. */
export function divisionStore(db: Db) {
  return {
    async all(): Promise<Division[]> {
      const rows = await db.selectFrom("division").select(["code", "name", "name_en"]).execute();
      return rows.map(({ code, name, name_en }) => ({
        code,
        name,
        ...(name_en && { nameEn: name_en }),
      }));
    },
    /** The digest of the file the table was filled from. */
    async seededFrom(): Promise<unknown> {
      const state = await db
        .selectFrom("instance_state")
        .select("value")
        .where("name", "=", stateName)
        .executeTakeFirst();
      return state?.value;
    },
    async replace(divisions: readonly PlacedDivision[], digest: string): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom("division").execute();
        await sql`
          insert into division (code, name, name_en, parent_code, path)
          select code, name, name_en, parent_code, path
          from jsonb_to_recordset(${json(divisions.map(asColumns))})
            as d (code text, name text, name_en text, parent_code text, path text[])`.execute(tx);
        await tx
          .insertInto("instance_state")
          .values({ name: stateName, value: json<unknown>(digest) })
          .onConflict((conflict) =>
            conflict.column("name").doUpdateSet({ value: json<unknown>(digest) }),
          )
          .execute();
      });
    },
  };
}

function asColumns({ code, name, nameEn, parentCode, path }: PlacedDivision) {
  return { code, name, name_en: nameEn ?? null, parent_code: parentCode ?? null, path };
}
