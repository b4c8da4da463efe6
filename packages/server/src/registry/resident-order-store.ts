/** The orders residents are listed in, each with its index. */
import type { SortOf } from "@lianfang/core/kernel/list.ts";
import type { residentList } from "@lianfang/core/registry/resident-list.ts";
import { householdNumberOf, orderKey } from "@lianfang/core/registry/rules.ts";
import { type Selectable, sql } from "kysely";
import type { Orders, SortKey } from "../kernel/lists/orders.ts";
import type { ResidentTable } from "./tables.ts";

type Row = Selectable<ResidentTable>;

const byId: SortKey<Row> = {
  column: sql`resident.resident_id`,
  type: "uuid",
  of: (row) => row.resident_id,
};

export const residentOrders: Orders<SortOf<typeof residentList>, Row> = {
  /** As households come, and the head first. */
  register: {
    keys: [
      { column: sql`resident.number_key`, type: "text", of: (row) => row.number_key },
      { column: sql`resident.relation_rank`, type: "int", of: (row) => row.relation_rank },
      byId,
    ],
    startingAt: (typed) => orderKey(householdNumberOf(typed)),
  },
  name: {
    keys: [
      { column: sql`resident.name_pinyin`, type: "text", of: (row) => row.name_pinyin },
      { column: sql`resident.name`, type: "text", of: (row) => row.name },
      byId,
    ],
    startingAt: (typed) => typed.toLowerCase(),
  },
  /** The oldest first. */
  age: {
    keys: [
      {
        column: sql`coalesce(resident.birthday, 'infinity')`,
        type: "date",
        of: (row) => row.birthday ?? "infinity",
      },
      byId,
    ],
  },
  changed: {
    keys: [
      { column: sql`resident.changed_at`, type: "timestamptz", of: (row) => row.changed_at },
      byId,
    ],
  },
};
