/** Many records of the register, as a change of all of them sees and makes it. */
import type {
  HouseholdChange,
  PremisesChange,
  ResidentChange,
} from "@lianfang/core/registry/bulk.ts";
import { isHouseholdSo, isPremisesSo, isResidentSo } from "@lianfang/core/registry/bulk.ts";
import type { SubjectKind } from "@lianfang/core/registry/history.ts";
import type { StateSince } from "@lianfang/core/registry/premises-rules.ts";
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import type { Tables } from "../kernel/database/tables.ts";
import { keepBefore } from "./change-store.ts";
import { type HouseholdChoice, householdsChosen } from "./household-filter-store.ts";
import { everyHousehold } from "./household-store.ts";
import { type PremisesChoice, premisesChosen } from "./premises-filter-store.ts";
import { everyPremises, premisesStore } from "./premises-store.ts";
import { moveMembers } from "./record-store.ts";
import { type ResidentChoice, residentsChosen } from "./resident-filter-store.ts";
import { everybody } from "./resident-store.ts";
import { atMost, idOf, type Picked, picked, within } from "./store.ts";
import { subjectTables } from "./subjects.ts";
import "./premises-tables.ts";

/** A record that may be changed. */
export interface Candidate {
  subjectId: string;
  name: string;
  areaId: string;
  isRemoved: boolean;
  isMerged: boolean;
  /** It is as the change would make it. */
  isSame: boolean;
}

/** How the records are read: so many at most, and locked for a change. */
export interface Reading {
  limit: number;
  isHeld: boolean;
}

function read<Table extends keyof Tables, Out>(
  query: SelectQueryBuilder<Tables, Table, Out>,
  kind: SubjectKind,
  which: Picked<object>,
  { limit, isHeld }: Reading,
): Promise<Out[]> {
  const id = idOf(kind);
  const some = query.where(picked(id, which)).orderBy(id).limit(atMost(limit));
  return (isHeld ? some.forUpdate() : some).execute();
}

export function bulkStore(context: QueryContext) {
  return {
    async residents(
      { only, except, ...choice }: Picked<ResidentChoice>,
      change: ResidentChange,
      how: Reading,
    ): Promise<Candidate[]> {
      const { query } = only
        ? { query: everybody(context) }
        : await residentsChosen(context, choice);
      const columns = query
        .select(["resident.resident_id", "resident.name", "resident.area_id"])
        .select(["resident.vulnerabilities", "resident.listed_trade", "resident.residence"])
        .select(["resident.tenancy", "resident.removed_at", "resident.merged_into"]);
      const rows = await read(columns, "resident", { only, except }, how);
      return rows.map((row) => ({
        subjectId: row.resident_id,
        name: row.name,
        areaId: row.area_id,
        isRemoved: row.removed_at !== null,
        isMerged: row.merged_into !== null,
        isSame: isResidentSo(change, {
          vulnerabilities: row.vulnerabilities,
          listedTrade: row.listed_trade,
          residence: row.residence,
          tenancy: row.tenancy,
        }),
      }));
    },
    async households(
      { only, except, ...choice }: Picked<HouseholdChoice>,
      change: HouseholdChange,
      how: Reading,
    ): Promise<Candidate[]> {
      const { query } = only
        ? { query: everyHousehold(context) }
        : await householdsChosen(context, choice);
      const columns = query
        .select(["household.household_id", "household.number", "household.area_id"])
        .select(["household.villagers_group", "household.removed_at"]);
      const rows = await read(columns, "household", { only, except }, how);
      return rows.map((row) => ({
        subjectId: row.household_id,
        name: row.number,
        areaId: row.area_id,
        isRemoved: row.removed_at !== null,
        isMerged: false,
        isSame: isHouseholdSo(change, { areaId: row.area_id, group: row.villagers_group }),
      }));
    },
    /** @param after the state a change of states leads to */
    async premises(
      { only, except, ...choice }: Picked<PremisesChoice>,
      { change, after }: { change: PremisesChange; after: StateSince },
      how: Reading,
    ): Promise<Candidate[]> {
      const { query } = only
        ? { query: everyPremises(context) }
        : await premisesChosen(context, choice);
      const columns = query
        .select(["premises.premises_id", "premises.name", "premises.area_id"])
        .select(["premises.state", "premises.state_since", "premises.removed_at"]);
      const rows = await read(columns, "premises", { only, except }, how);
      return rows.map((row) => ({
        subjectId: row.premises_id,
        name: row.name,
        areaId: row.area_id,
        isRemoved: row.removed_at !== null,
        isMerged: false,
        isSame: isPremisesSo(
          change,
          { areaId: row.area_id, state: row.state, stateSince: row.state_since },
          after,
        ),
      }));
    },
    /** What a write was called; undefined where this town has none of that id. */
    async entryOf(writeId: string): Promise<string | undefined> {
      const { db, town } = context;
      const row = await db
        .selectFrom("journal")
        .select("entry")
        .where("town_id", "=", town.townId)
        .where("id", "=", writeId)
        .executeTakeFirst();
      return row?.entry;
    },
    /** Everything within reach, as targets of names; undefined for the whole town. */
    reached() {
      const { town, reach } = context;
      if (reach.all) return undefined;
      const here = sql`town_id = ${town.townId} and area_id = ${within(reach)}`;
      return sql`
        select 'person' as kind, resident_id as target_id from resident where ${here}
        union all select 'household', household_id from household where ${here}
        union all select 'premises', premises_id from premises where ${here}`;
    },
  };
}

/** For putting names on: the records as a query of targets. */
export function targetsAmong(them: readonly Candidate[]): RawBuilder<unknown> {
  return sql`
    select * from unnest(
      ${them.map(({ subjectId }) => subjectId)}::uuid[], ${them.map(({ areaId }) => areaId)}::uuid[]
    ) as target (target_id, area_id)`;
}

type Ids = readonly string[];

/** Makes the change; what the records were is kept before. Names are put on elsewhere. */
export function bulkChanges(context: CommandContext) {
  const { now } = context;
  const removal = (reason: string) => sql`removed_at = ${now}, removal_reason = ${reason}`;
  return {
    async residents(ids: Ids, change: Exclude<ResidentChange, { do: "name" }>): Promise<void> {
      await keepBefore(context, "resident", ids, change.do === "remove" ? "removed" : "edited");
      const set = change.do === "remove" ? removal(change.reason) : residentSetting(change);
      await update(context, "resident", ids, set);
    },
    async households(ids: Ids, change: Exclude<HouseholdChange, { do: "name" }>): Promise<void> {
      await keepBefore(context, "household", ids, "edited");
      const set =
        change.do === "move"
          ? sql`area_id = ${change.areaId}`
          : sql`villagers_group = ${change.group}`;
      await update(context, "household", ids, set);
      if (change.do === "move") await moveMembers(context, ids);
    },
    async premises(
      ids: Ids,
      change: Exclude<PremisesChange, { do: "name" }>,
      after: StateSince,
    ): Promise<void> {
      if (change.do === "state") return premisesStore(context).setState(ids, after);
      await keepBefore(context, "premises", ids, change.do === "remove" ? "removed" : "edited");
      const set = change.do === "remove" ? removal(change.reason) : sql`area_id = ${change.areaId}`;
      await update(context, "premises", ids, set);
    },
  };
}

function residentSetting(change: Exclude<ResidentChange, { do: "name" | "remove" }>) {
  switch (change.do) {
    case "trade":
      return sql`listed_trade = ${change.listedTrade}`;
    case "residence":
      return sql`residence = ${change.residence}`;
    case "tenancy":
      return sql`tenancy = ${change.tenancy}`;
    case "tag":
      return change.isSet
        ? sql`vulnerabilities = vulnerabilities || ${change.vulnerability}::text`
        : sql`vulnerabilities = array_remove(vulnerabilities, ${change.vulnerability})`;
  }
}

async function update(
  { db, town, now }: CommandContext,
  kind: SubjectKind,
  ids: Ids,
  set: RawBuilder<unknown>,
): Promise<void> {
  const { table, key } = subjectTables[kind];
  await sql`
    update ${sql.table(table)} set ${set}, changed_at = ${now}, revision = revision + 1
    where town_id = ${town.townId} and ${sql.ref(key)} = ${anyOf(ids)}`.execute(db);
}
