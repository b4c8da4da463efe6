/** Writing down a town that was only a plan. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { FoundingPlan } from "@lianfang/core/organization/founding-plan.ts";
import { sql } from "kysely";
import type { Db } from "../kernel/database/database.ts";
import { inPieces } from "../kernel/database/pieces.ts";
import "./tables.ts";

/** A statement takes 65,535 parameters at most. */
const atOnce = 1_000;

export interface Founded {
  townId: string;
  responseId: string;
  responseName: string;
  responseNameEn: string;
  isDrill: boolean;
  timeZone: string;
  now: Instant;
  /** The id of an area or unit of the plan by its key there. */
  idOf(key: string): string;
}

/** Around all towns: founding is what makes one. */
export function foundingStore(db: Db) {
  const towns = async (): Promise<number> => {
    const counted = db.selectFrom("town").select(({ fn }) => fn.countAll<number>().as("towns"));
    return (await counted.executeTakeFirstOrThrow()).towns;
  };
  return {
    towns,
    /** Until the write ends, nobody else founds. */
    async isStillNext(expected: number): Promise<boolean> {
      await sql`select pg_advisory_xact_lock(hashtext('lianfang founding'))`.execute(db);
      return (await towns()) === expected;
    },
    async insert(plan: FoundingPlan, founded: Founded): Promise<void> {
      await insertTown(db, plan, founded);
      await insertAreas(db, plan, founded);
      await insertUnits(db, plan, founded);
      await insertChain(db, plan, founded);
    },
  };
}

async function insertTown(db: Db, { town, clock, startsOn }: FoundingPlan, founded: Founded) {
  await db
    .insertInto("town")
    .values({
      town_id: founded.townId,
      name: town.name,
      name_en: town.nameEn,
      county: town.county ?? null,
      province: town.province ?? null,
      division_code: town.division?.code ?? null,
      time_zone: founded.timeZone,
      is_drill: founded.isDrill,
      collect_by: clock.collectBy,
      meet_at: clock.meetAt,
      publish_tasks_at: clock.publishTasksAt,
      bulletin_by: clock.bulletinBy,
      response_id: founded.responseId,
      founded_at: founded.now,
    })
    .execute();
  await db
    .insertInto("response")
    .values({
      town_id: founded.townId,
      response_id: founded.responseId,
      name: founded.responseName,
      name_en: founded.responseNameEn,
      activated_on: startsOn,
      ended_on: null,
    })
    .execute();
}

async function insertAreas(db: Db, { areas }: FoundingPlan, { townId, now, idOf }: Founded) {
  const rows = areas.map((area, position) => ({
    town_id: townId,
    area_id: idOf(area.key),
    parent_id: area.parentKey === undefined ? null : idOf(area.parentKey),
    kind: area.kind,
    name: area.name,
    name_en: area.nameEn,
    is_numbered: area.isNumbered,
    position,
    added_at: now,
  }));
  for (const some of inPieces(rows, atOnce)) await db.insertInto("area").values(some).execute();
}

async function insertUnits(db: Db, { units }: FoundingPlan, { townId, now, idOf }: Founded) {
  const rows = units.map((unit, position) => ({
    town_id: townId,
    unit_id: idOf(unit.key),
    parent_id: unit.parentKey === undefined ? null : idOf(unit.parentKey),
    kind: unit.kind,
    name: unit.name,
    name_en: unit.nameEn,
    members_needed: unit.membersNeeded ?? null,
    position,
    formed_at: now,
  }));
  const covered = units.flatMap((unit) =>
    unit.areaKeys.map((key) => ({
      town_id: townId,
      unit_id: idOf(unit.key),
      area_id: idOf(key),
    })),
  );
  for (const some of inPieces(rows, atOnce)) await db.insertInto("unit").values(some).execute();
  for (const some of inPieces(covered, atOnce))
    await db.insertInto("unit_area").values(some).execute();
}

async function insertChain(db: Db, { chain }: FoundingPlan, { townId }: Founded) {
  const rows = chain.map(({ level, label, labelEn }) => ({
    town_id: townId,
    level,
    label,
    label_en: labelEn,
    position: level,
  }));
  await db.insertInto("chain_level").values(rows).execute();
}
