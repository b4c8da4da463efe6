/** Directives as they are listed, and the paper of one. */
import type { DirectivePaper } from "@lianfang/core/directives/directive.ts";
import type { DirectiveRow } from "@lianfang/core/directives/issuing-contract.ts";
import { documentNumber } from "@lianfang/core/kernel/document-number.ts";
import { countedUpTo, type Page, type PageInput } from "@lianfang/core/kernel/page.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";

export interface DirectiveFilter extends PageInput {
  search?: string | undefined;
  state?: DirectiveRow["state"] | undefined;
  isOverdue?: boolean | undefined;
  isUnfinished?: boolean | undefined;
}

function known({ db, town }: QueryContext) {
  return db
    .selectFrom("directive_known as directive")
    .innerJoin("account as issuer", (join) =>
      join
        .onRef("issuer.town_id", "=", "directive.town_id")
        .onRef("issuer.account_id", "=", "directive.issued_by"),
    )
    .selectAll("directive")
    .select("issuer.display_name as issuer_name")
    .where("directive.town_id", "=", town.townId);
}

export type KnownRow = Awaited<ReturnType<ReturnType<typeof known>["executeTakeFirstOrThrow"]>>;

export function headOf(row: KnownRow) {
  return {
    directiveId: row.directive_id,
    number: documentNumber(row.number_year, row.number),
    title: row.title,
    issuedAt: row.issued_at,
    issuedBy: row.issuer_name,
    confirmBy: row.confirm_by,
    finishBy: row.finish_by ?? undefined,
    state: stateOf(row),
  };
}

function stateOf({ withdrawn_at, successor_id }: KnownRow): DirectiveRow["state"] {
  if (withdrawn_at) return "withdrawn";
  return successor_id ? "superseded" : "standing";
}

const states: Record<DirectiveRow["state"], RawBuilder<boolean>> = {
  standing: sql<boolean>`directive.ended_at is null`,
  withdrawn: sql<boolean>`directive.withdrawn_at is not null`,
  superseded: sql<boolean>`directive.withdrawn_at is null and directive.successor_id is not null`,
};

/** Whether a unit has not come so far yet. */
const isLeft = (lacks: "acknowledgement_id" | "completion_id") => sql<boolean>`exists (
  select from directive_stand stand
  where stand.town_id = directive.town_id and stand.directive_id = directive.directive_id
    and stand.${sql.ref(lacks)} is null)`;

/** By its words, or by its number alone. */
export function found(search: string): RawBuilder<boolean> {
  const number = /^\d{1,6}$/.test(search) ? Number(search) : null;
  return sql<boolean>`(directive.number = ${number}
    or strpos(search_folded(directive.title || ' ' || directive.body), search_folded(${search})) > 0)`;
}

function matching(context: QueryContext, filter: DirectiveFilter) {
  const { search, state } = filter;
  const overdue = sql<boolean>`(directive.ended_at is null and directive.confirm_by <= ${context.now}
    and ${isLeft("acknowledgement_id")})`;
  const unfinished = sql<boolean>`(directive.ended_at is null and ${isLeft("completion_id")})`;
  let query = known(context);
  if (search) query = query.where(found(search));
  if (state) query = query.where(states[state]);
  if (filter.isOverdue !== undefined)
    query = query.where(sql<boolean>`${overdue} = ${filter.isOverdue}`);
  if (filter.isUnfinished !== undefined)
    query = query.where(sql<boolean>`${unfinished} = ${filter.isUnfinished}`);
  return query;
}

const count = (condition: RawBuilder<boolean>) => sql<number>`count(*) filter (where ${condition})`;

/** One row of counts for each directive asked about. */
const counted = sql<{
  units: number;
  confirmed: number;
  late: number;
  unconfirmed: number;
  finished: number;
}>`(select jsonb_build_object(
    'units', count(*),
    'confirmed', count(acknowledgement_id),
    'late', ${count(sql`acknowledged_at >= directive.confirm_by`)},
    'unconfirmed', ${count(sql`acknowledgement_id is null`)},
    'finished', count(completion_id))
  from directive_stand stand
  where stand.town_id = directive.town_id and stand.directive_id = directive.directive_id)`;

type Counts = typeof counted extends RawBuilder<infer Counts> ? Counts : never;

function progressOf(row: KnownRow, { unconfirmed, ...counts }: Counts, now: string) {
  const isOver = row.ended_at === null && row.confirm_by <= now;
  return { ...counts, overdue: isOver ? unconfirmed : 0 };
}

/** The latest first. */
export async function listDirectives(
  context: QueryContext,
  filter: DirectiveFilter,
): Promise<Page<DirectiveRow>> {
  const [rows, total] = await Promise.all([
    matching(context, filter)
      .select(counted.as("counts"))
      .$if(filter.after !== undefined, (query) => {
        const [at, id] = decodeCursor(filter.after ?? "", 2);
        return query.where(
          sql<boolean>`(directive.issued_at, directive.directive_id)
            < (${at}::timestamptz, ${id}::uuid)`,
        );
      })
      .orderBy("directive.issued_at", "desc")
      .orderBy("directive.directive_id", "desc")
      .limit(filter.limit + 1)
      .execute(),
    context.db
      .selectFrom(matching(context, filter).limit(countedUpTo).as("found"))
      .select(({ fn }) => fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow(),
  ]);
  const page = toPage(
    rows,
    filter.limit,
    (row) => [row.issued_at, row.directive_id],
    (row) => ({ ...headOf(row), progress: progressOf(row, row.counts, context.now) }),
  );
  return { ...page, total: total.total };
}

/** With its counts; undefined when there is none. */
export async function findDirective(context: QueryContext, directiveId: string) {
  const row = await known(context)
    .leftJoin("account as withdrawer", (join) =>
      join
        .onRef("withdrawer.town_id", "=", "directive.town_id")
        .onRef("withdrawer.account_id", "=", "directive.withdrawn_by"),
    )
    .leftJoin("directive as earlier", (join) =>
      join
        .onRef("earlier.town_id", "=", "directive.town_id")
        .onRef("earlier.directive_id", "=", "directive.replaces"),
    )
    .leftJoin("directive as later", (join) =>
      join
        .onRef("later.town_id", "=", "directive.town_id")
        .onRef("later.directive_id", "=", "directive.successor_id"),
    )
    .select([
      counted.as("counts"),
      "withdrawer.display_name as withdrawer_name",
      "earlier.number_year as earlier_year",
      "earlier.number as earlier_number",
      "later.number_year as later_year",
      "later.number as later_number",
    ])
    .where("directive.directive_id", "=", directiveId)
    .executeTakeFirst();
  if (!row) return undefined;
  const paper: DirectivePaper = {
    ...headOf(row),
    text: row.body,
    replaces: otherOf(row.replaces, row.earlier_year, row.earlier_number),
    replacedBy: otherOf(row.successor_id, row.later_year, row.later_number),
    withdrawn:
      row.withdrawn_at && row.reason
        ? { at: row.withdrawn_at, by: row.withdrawer_name ?? "", reason: row.reason }
        : undefined,
  };
  return { row, paper, progress: progressOf(row, row.counts, context.now) };
}

function otherOf(directiveId: string | null, year: number | null, number: number | null) {
  if (directiveId === null || year === null || number === null) return undefined;
  return { directiveId, number: documentNumber(year, number) };
}
