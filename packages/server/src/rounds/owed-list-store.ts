/** The page of what is owed on a day: by urgency, village and target. */
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { OwedRound, RoundState } from "@lianfang/core/rounds/contract.ts";
import { sql } from "kysely";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Db } from "../kernel/database/database.ts";
import { answererOf } from "./answerer-store.ts";
import { type OwedQuestion, owedRows } from "./owed-store.ts";

/** What needs somebody first: what can still be done, what was missed, what is done. */
const stateOrder: readonly RoundState[] = ["open", "missed", "free", "done"];

interface ListedRow
  extends Pick<OwedRound, "targetKind" | "targetId" | "name" | "place" | "areaId" | "areaName"> {
  areaNameEn: string;
  position: number;
  times: number;
  done: number;
  state: RoundState;
  lastAt: string | null;
  notMetAt: string | null;
  answerer: string | null;
  rank: number;
  areaPosition: number;
  sortKey: string;
}

interface Narrowed {
  state?: RoundState | undefined;
  /** A part of a name or place. */
  search?: string | undefined;
}

const narrowedTo = ({ state, search }: Narrowed) => sql`
  ${state ? sql`and owed.state = ${state}` : sql``}
  ${search ? sql`and strpos(lower(owed.name || ' ' || owed.place), lower(${search})) > 0` : sql``}`;

/** How many targets that is, and how often they are still owed it. */
export async function countOwed(
  db: Db,
  question: OwedQuestion,
  narrowed: Narrowed,
): Promise<{ total: number; left: number }> {
  if (question.rules.length === 0) return { total: 0, left: 0 };
  const { rows } = await sql<{ total: number; left: number }>`
    select count(*) as total,
      coalesce(sum(greatest(owed.due - owed.settled, 0)), 0)::bigint as left
    from (${owedRows(question)}) as owed where true ${narrowedTo(narrowed)}`.execute(db);
  return rows[0] ?? { total: 0, left: 0 };
}

export async function listOwed(
  db: Db,
  question: OwedQuestion,
  { after, limit, ...narrowed }: PageInput & Narrowed,
): Promise<Page<OwedRound>> {
  if (question.rules.length === 0) return { rows: [] };
  const { townId } = question.town;
  const rank = sql`array_position(${[...stateOrder]}::text[], owed.state)`;
  const key = sql`(${rank}, a.position, owed.sort_key collate "C", owed.target_id, owed.position)`;
  const { rows } = await sql<ListedRow>`
    with page as (
      select owed.*, a.name as area_name, a.name_en as area_name_en,
        a.position as area_position, ${rank} as rank
      from (${owedRows(question)}) as owed
      join area a on a.town_id = ${townId} and a.area_id = owed.area_id
      where true ${narrowedTo(narrowed)}
        ${after ? sql`and ${key} > ${afterKey(after)}` : sql``}
      order by ${key} limit ${limit + 1}
    )
    select owed.target_kind as "targetKind", owed.target_id as "targetId", owed.name, owed.place,
      owed.area_id as "areaId", owed.area_name as "areaName", owed.area_name_en as "areaNameEn",
      owed.position, owed.due as times, owed.settled as done, owed.state,
      owed.done_at ->> -1 as "lastAt", owed.not_met_at as "notMetAt", staff.name as answerer,
      owed.rank, owed.area_position as "areaPosition", owed.sort_key as "sortKey"
    from page owed
    ${answererOf(townId)}
    left join staff on staff.town_id = ${townId} and staff.staff_id = named.staff_id
    order by owed.rank, owed.area_position, owed.sort_key collate "C", owed.target_id,
      owed.position`.execute(db);
  return toPage(
    rows,
    limit,
    (row) => [row.rank, row.areaPosition, row.sortKey, row.targetId, row.position],
    (row) => shown(row, question),
  );
}

function afterKey(cursor: string) {
  const [rank, area, sortKey, id, position] = decodeCursor(cursor, 5);
  return sql`(${rank}::int, ${area}::int, ${sortKey} collate "C", ${id}::uuid, ${position}::int)`;
}

function shown(
  {
    position,
    lastAt,
    notMetAt,
    answerer,
    rank: _,
    areaPosition: __,
    sortKey: ___,
    ...row
  }: ListedRow,
  { rules }: OwedQuestion,
): OwedRound {
  const rule = rules[position]?.rule;
  if (!rule) throw new Error("a row of a rule that was not asked for");
  const { id: ruleId, duty, target, targetText } = rule;
  return {
    ...row,
    ...{ ruleId, duty, target, targetText },
    lastAt: lastAt ?? undefined,
    notMetAt: notMetAt ?? undefined,
    answerer: answerer ?? undefined,
  };
}
