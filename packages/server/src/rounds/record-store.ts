/** Records of rounds as they are listed and shown, within the call's reach. */
import { countedUpTo, type Page, type PageInput } from "@lianfang/core/kernel/page.ts";
import { instantAt } from "@lianfang/core/kernel/time.ts";
import type { RecordChoice, RoundRecord } from "@lianfang/core/rounds/contract.ts";
import type { RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { anyIdOf, areasSought } from "../registry/store.ts";
import { householdName } from "./candidate-store.ts";
import "./tables.ts";

/** What the target of a record `r` is called now; a person by the joined `person`. */
export const targetName = sql`coalesce(
  case r.target_kind
    when 'household' then (
      select ${householdName}
      from household h where h.town_id = r.town_id and h.household_id = r.target_id)
    when 'person' then person.name
    when 'premises' then (select p.name from premises p
      where p.town_id = r.town_id and p.premises_id = r.target_id)
    when 'checkpoint' then (select c.name from checkpoint c
      where c.town_id = r.town_id and c.checkpoint_id = r.target_id)
    when 'area' then (select v.name from area v
      where v.town_id = r.town_id and v.area_id = standing_area(r.town_id, r.target_id))
  end, '')`;

interface ListedRow {
  record_id: string;
  rule_id: string;
  duty: RoundRecord["duty"];
  target: RoundRecord["target"];
  target_kind: RoundTargetKind;
  target_id: string;
  name: string;
  area_id: string;
  area_name: string;
  area_name_en: string;
  outcome: RoundRecord["outcome"];
  checks: RoundRecord["checks"];
  answers: RoundRecord["answers"];
  finding: string | null;
  note: string | null;
  done_at: string;
  received_at: string;
  recorder: string | null;
  done_by: string | null;
  maker: string | null;
  corrects: string | null;
  correction_reason: string | null;
  corrected_by: string | null;
}

function shown(row: ListedRow): RoundRecord {
  return {
    recordId: row.record_id,
    ruleId: row.rule_id,
    duty: row.duty,
    target: row.target,
    targetKind: row.target_kind,
    targetId: row.target_id,
    name: row.name,
    areaId: row.area_id,
    areaName: row.area_name,
    areaNameEn: row.area_name_en,
    outcome: row.outcome,
    checks: row.checks,
    answers: row.answers,
    finding: row.finding ?? undefined,
    note: row.note ?? undefined,
    doneAt: row.done_at,
    receivedAt: row.received_at,
    recordedBy: row.recorder ?? undefined,
    doneBy: row.done_by ? { staffId: row.done_by, name: row.maker ?? "" } : undefined,
    corrects:
      row.corrects && row.correction_reason
        ? { recordId: row.corrects, reason: row.correction_reason }
        : undefined,
    correctedBy: row.corrected_by ?? undefined,
  };
}

const standing = sql`newer.record_id is null and r.outcome <> 'void'`;

export function recordStore(context: QueryContext) {
  const { db, town, reach } = context;
  const { townId } = town;
  const inReach = reach.all ? sql`` : sql`and r.area_id = ${anyOf(reach.areaIds)}`;

  const select = (condition: RawBuilder<unknown>, limit: number) => sql<ListedRow>`
    select r.record_id, r.rule_id, r.duty, r.target, r.target_kind,
      coalesce(person.resident_id, r.target_id) as target_id, ${targetName} as name, r.area_id,
      a.name as area_name, a.name_en as area_name_en, r.outcome, r.checks, r.answers, r.finding,
      r.note, r.done_at, r.received_at, recorder.display_name as recorder, r.done_by,
      maker.name as maker, r.corrects,
      r.correction_reason, newer.record_id as corrected_by
    from round_record r
    join area a on a.town_id = r.town_id and a.area_id = r.area_id
    left join known_resident person on r.target_kind = 'person'
      and person.town_id = r.town_id and person.known_as = r.target_id
    left join account recorder
      on recorder.town_id = r.town_id and recorder.account_id = r.recorded_by
    left join staff maker on maker.town_id = r.town_id and maker.staff_id = r.done_by
    left join round_record newer on newer.town_id = r.town_id and newer.corrects = r.record_id
    where r.town_id = ${townId} ${inReach} and ${condition}
    order by r.done_at desc, r.record_id desc
    limit ${sql.lit(limit)}`;

  const page = async (
    condition: RawBuilder<unknown>,
    { after, limit }: PageInput,
  ): Promise<Page<RoundRecord>> => {
    const { rows } = await select(sql`${condition} ${afterKey(after)}`, limit + 1).execute(db);
    return toPage(rows, limit, (row) => [row.done_at, row.record_id], shown);
  };

  return {
    /** As they stand: replaced ones and those taken back are left out. */
    async list({ after, limit, ...choice }: RecordChoice & PageInput) {
      return page(sql`${standing} ${await chosen(context, choice)}`, { after, limit });
    },

    async count(choice: RecordChoice): Promise<number> {
      const { rows } = await sql<{ found: number }>`
        select count(*) as found from (
          select from round_record r
          left join round_record newer on newer.town_id = r.town_id and newer.corrects = r.record_id
          where r.town_id = ${townId} ${inReach} and ${standing} ${await chosen(context, choice)}
          limit ${sql.lit(countedUpTo)}) as found`.execute(db);
      return rows[0]?.found ?? 0;
    },

    ofTarget(targetKind: RoundTargetKind, targetId: string, asked: PageInput) {
      const id = targetKind === "person" ? anyIdOf(townId, targetId) : sql`${targetId}::uuid`;
      return page(sql`r.target_kind = ${targetKind} and r.target_id = ${id}`, asked);
    },

    async find(recordId: string): Promise<RoundRecord | undefined> {
      const { rows } = await select(sql`r.record_id = ${recordId}`, 1).execute(db);
      return rows.map(shown)[0];
    },

    async named(ids: readonly string[]): Promise<RoundRecord[]> {
      const { rows } = await select(sql`r.record_id = ${anyOf(ids)}`, ids.length).execute(db);
      return rows.map(shown);
    },

    /** What a record was before, the latest first. */
    async before(recordId: string): Promise<RoundRecord[]> {
      const { rows } = await select(
        sql`r.record_id in (
          with recursive line (record_id) as (
            select corrects from round_record
              where town_id = ${townId} and record_id = ${recordId} and corrects is not null
            union all
            select earlier.corrects from line join round_record earlier
              on earlier.town_id = ${townId} and earlier.record_id = line.record_id
            where earlier.corrects is not null)
          select record_id from line)`,
        mostEarlier,
      ).execute(db);
      return rows.map(shown).sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
    },
  };
}

const mostEarlier = 50;

function afterKey(cursor: string | undefined): RawBuilder<unknown> {
  if (cursor === undefined) return sql``;
  const [at, id] = decodeCursor(cursor, 2);
  return sql`and (r.done_at, r.record_id) < (${at}::timestamptz, ${id}::uuid)`;
}

async function chosen(
  context: QueryContext,
  { fromDay, toDay, duty, ruleId, areaId, outcome, hasFinding }: RecordChoice,
): Promise<RawBuilder<unknown>> {
  const { timeZone } = context.town;
  const areaIds = areaId === undefined ? undefined : await areasSought(context, areaId);
  const parts: (RawBuilder<unknown> | "" | false | undefined)[] = [
    sql``,
    fromDay && sql`and r.done_at >= ${instantAt(fromDay, "00:00", timeZone)}`,
    toDay && sql`and r.done_at < ${instantAt(toDay, "24:00", timeZone)}`,
    duty && sql`and r.duty = ${duty}`,
    ruleId && sql`and r.rule_id = ${ruleId}`,
    areaIds && sql`and r.area_id = ${anyOf(areaIds)}`,
    outcome && sql`and r.outcome = ${outcome}`,
    hasFinding !== undefined &&
      (hasFinding ? sql`and r.finding is not null` : sql`and r.finding is null`),
  ];
  return sql.join(
    parts.filter((part) => part instanceof Object),
    sql` `,
  );
}
