/** Directives as units have them: which ones first, by what stands; then all there is to tell of those. */
import type { ReceivedRow } from "@lianfang/core/directives/receiving-contract.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { found, headOf, type KnownRow } from "./list-store.ts";
import { type ProgressRow, progress, shownProgress } from "./progress-store.ts";

interface Key {
  directive_id: string;
  unit_id: string;
}

/** Of `directive`: it was neither withdrawn nor replaced. */
export const isStanding = sql<boolean>`(
  not exists (
    select from directive_withdrawal gone
    where gone.town_id = directive.town_id and gone.directive_id = directive.directive_id)
  and not exists (
    select from directive newer
    where newer.town_id = directive.town_id and newer.replaces = directive.directive_id))`;

/** Which directives were sent to which of some units. */
export function keysSentTo({ db, town }: QueryContext, unitIds: readonly string[]) {
  return db
    .selectFrom("directive_stand as stand")
    .innerJoin("directive", (join) =>
      join
        .onRef("directive.town_id", "=", "stand.town_id")
        .onRef("directive.directive_id", "=", "stand.directive_id"),
    )
    .select(["stand.directive_id", "stand.unit_id"])
    .where("stand.town_id", "=", town.townId)
    .where("stand.unit_id", "=", anyOf(unitIds));
}

/**
 * What there is to tell of directives sent to some units, by their keys. The ids are said as conditions
 * of their own: joined as a list, all units of all directives were put together first.
 */
export function sent(context: QueryContext, keys: readonly Key[]) {
  const unitIds = [...new Set(keys.map(({ unit_id }) => unit_id))];
  return progress(context)
    .innerJoin("directive_known as directive", (join) =>
      join
        .onRef("directive.town_id", "=", "progress.town_id")
        .onRef("directive.directive_id", "=", "progress.directive_id"),
    )
    .innerJoin("account as issuer", (join) =>
      join
        .onRef("issuer.town_id", "=", "directive.town_id")
        .onRef("issuer.account_id", "=", "directive.issued_by"),
    )
    .selectAll("directive")
    .select("issuer.display_name as issuer_name")
    .where("progress.unit_id", "=", anyOf(unitIds))
    .where("progress.directive_id", "=", anyOf(keys.map(({ directive_id }) => directive_id)));
}

/** In the order of the keys; of several units each directive is told for those asked about alone. */
export function inOrder<Row extends Key>(keys: readonly Key[], rows: readonly Row[]): Row[] {
  const nameOf = ({ directive_id, unit_id }: Key) => `${directive_id}:${unit_id}`;
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  return keys.flatMap((key) => byName.get(nameOf(key)) ?? []);
}

export type SentRow = KnownRow & ProgressRow;

interface ReceivedFilter extends PageInput {
  unitIds: readonly string[];
  search?: string | undefined;
  isOpen?: boolean | undefined;
}

/** The unit still has to confirm, or to finish by the time set. */
const isOpenNow = sql<boolean>`(${isStanding} and (stand.acknowledgement_id is null
  or (directive.finish_by is not null and stand.completion_id is null)))`;

/** Sent to some units, the latest first: one row for each unit it was sent to. */
export async function listReceived(
  context: QueryContext,
  { unitIds, search, isOpen, after, limit }: ReceivedFilter,
): Promise<Page<ReceivedRow>> {
  const keys = await keysSentTo(context, unitIds)
    .$if(search !== undefined && search !== "", (query) => query.where(found(search ?? "")))
    .$if(isOpen !== undefined, (query) => query.where(sql<boolean>`${isOpenNow} = ${isOpen}`))
    .$if(after !== undefined, (query) => {
      const [at, id, unit] = decodeCursor(after ?? "", 3);
      return query.where(
        sql<boolean>`(directive.issued_at, directive.directive_id, stand.unit_id)
          < (${at}::timestamptz, ${id}::uuid, ${unit}::uuid)`,
      );
    })
    .orderBy("directive.issued_at", "desc")
    .orderBy("directive.directive_id", "desc")
    .orderBy("stand.unit_id", "desc")
    .limit(limit + 1)
    .execute();
  const rows: SentRow[] = keys.length > 0 ? await sent(context, keys).execute() : [];
  return toPage(
    inOrder(keys, rows),
    limit,
    (row) => [row.issued_at, row.directive_id, row.unit_id],
    (row) => ({ ...headOf(row), unit: shownProgress(row, context.now, row.ended_at) }),
  );
}
