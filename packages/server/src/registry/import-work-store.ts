/** What the background works on: files to be read, and how far it is with them. */
import type { ImportProgress } from "@lianfang/core/registry/import-contract.ts";
import type { Kernel, QueryContext } from "../kernel/context.ts";
import { json } from "../kernel/database/database.ts";
import type { RememberedForm } from "./import-form.ts";
import { vaultOf } from "./sealed.ts";

export type WorkStep = NonNullable<ImportProgress["step"]>;

/** A file that waits to be read. */
export function importFileStore(context: QueryContext, importId: string) {
  const { db, town } = context;
  return {
    async keep(bytes: Uint8Array): Promise<void> {
      const content = (await vaultOf(context)).sealBytes("import", bytes);
      await db
        .insertInto("register_import_file")
        .values({ town_id: town.townId, import_id: importId, content })
        .execute();
    },
    async open(): Promise<Buffer | undefined> {
      const row = await db
        .selectFrom("register_import_file")
        .select("content")
        .where("town_id", "=", town.townId)
        .where("import_id", "=", importId)
        .executeTakeFirst();
      return row && (await vaultOf(context)).openBytes("import", row.content);
    },
    async drop(): Promise<void> {
      await db
        .deleteFrom("register_import_file")
        .where("town_id", "=", town.townId)
        .where("import_id", "=", importId)
        .execute();
    },
  };
}

export function importProgressStore({ db, town }: QueryContext, importId: string) {
  return {
    async begin(step: WorkStep, total: number): Promise<void> {
      const now = { step, done: 0, total };
      await db
        .insertInto("register_import_progress")
        .values({ town_id: town.townId, import_id: importId, ...now })
        .onConflict((conflict) => conflict.columns(["town_id", "import_id"]).doUpdateSet(now))
        .execute();
    },
    async drop(): Promise<void> {
      await db
        .deleteFrom("register_import_progress")
        .where("town_id", "=", town.townId)
        .where("import_id", "=", importId)
        .execute();
    },
    /** Undefined where there is no such import. */
    async now(): Promise<ImportProgress | undefined> {
      const row = await db
        .selectFrom("register_import")
        .leftJoin("register_import_progress as progress", (join) =>
          join
            .onRef("progress.town_id", "=", "register_import.town_id")
            .onRef("progress.import_id", "=", "register_import.import_id"),
        )
        .select(["state", "step", "done", "total"])
        .where("register_import.town_id", "=", town.townId)
        .where("register_import.import_id", "=", importId)
        .executeTakeFirst();
      return row && toProgress(row);
    },
  };
}

function toProgress(row: {
  state: ImportProgress["state"];
  step: WorkStep | null;
  done: number | null;
  total: number | null;
}): ImportProgress {
  const { state, step, done, total } = row;
  return { state, ...(step && { step }), done: done ?? 0, total: total ?? 0 };
}

const pauseMs = 250;

/** Says how far the work is, at most four times a second, outside of the transaction it is done in. */
export function progressReporter({ db }: Kernel, townId: string, importId: string) {
  let last = 0;
  let isSaying = false;
  return (step: WorkStep, done: number, total: number): void => {
    const now = performance.now();
    if (isSaying || now - last < pauseMs) return;
    last = now;
    isSaying = true;
    void db
      .updateTable("register_import_progress")
      .set({ step, done, total })
      .where("town_id", "=", townId)
      .where("import_id", "=", importId)
      .execute()
      // Only a figure on a screen is late.
      .catch(() => {})
      .finally(() => {
        isSaying = false;
      });
  };
}

export function importFormStore({ db, town, now }: QueryContext) {
  return {
    async find(fingerprint: Buffer): Promise<RememberedForm | undefined> {
      return db
        .selectFrom("register_form")
        .select(["columns", "areas"])
        .where("town_id", "=", town.townId)
        .where("fingerprint", "=", fingerprint)
        .executeTakeFirst();
    },
    async keep(fingerprint: Buffer, { columns, areas }: RememberedForm): Promise<void> {
      const form = { columns: json(columns), areas: json(areas), used_at: now };
      await db
        .insertInto("register_form")
        .values({ town_id: town.townId, fingerprint, ...form })
        .onConflict((conflict) => conflict.columns(["town_id", "fingerprint"]).doUpdateSet(form))
        .execute();
    },
  };
}
