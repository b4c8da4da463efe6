/** Targets of every kind within the caller's reach, and the names missing on them. */

import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import {
  TargetKind as allKinds,
  type Target,
  type TargetGroup,
  type TargetKind,
} from "@lianfang/core/organization/contract.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Tables } from "../kernel/database/tables.ts";
import { bearsName } from "./name-figures.ts";
import type { TargetRow, TargetSource, TargetSources } from "./target-tables.ts";
import "./tables.ts";

const villages: readonly ("village" | "community")[] = ["village", "community"];

/** The town as a whole has a director; names are put on what lies in it. */
const areaSource: TargetSource = {
  groups: ["all", "villages"],
  watched: "villages",
  rows: ({ db, town }, group) =>
    db
      .selectFrom("area")
      .select(["area_id as target_id", "area_id", "name"])
      .select([
        sql<string>`case kind when 'grid' then 2 else 1 end || lpad(position::text, 9, '0')`.as(
          "sort_key",
        ),
        sql<string | null>`null::uuid`.as("above_id"),
      ])
      .where("town_id", "=", town.townId)
      .where("kind", "!=", "town")
      .$if(group === "villages", (query) => query.where("kind", "in", villages)),
};

export interface TargetScope {
  targetKind: TargetKind;
  group?: TargetGroup | undefined;
  /** With all that lies in it. */
  areaId?: string | undefined;
}

export interface NamelessFilter extends PageInput {
  targetKind: TargetKind;
  areaId?: string | undefined;
  isCovered?: boolean | undefined;
}

type Found = SelectQueryBuilder<Tables & { target: TargetRow }, "target", unknown>;

export function targetStore(context: QueryContext, others: TargetSources) {
  const { db, town, reach } = context;
  const { townId } = town;
  const sources: Readonly<Partial<Record<TargetKind, TargetSource>>> = {
    ...others,
    area: areaSource,
  };
  const present = allKinds.options.filter((kind) => sources[kind] !== undefined);

  const sourceOf = (kind: TargetKind): TargetSource => {
    const source = sources[kind];
    if (!source) throw problems.groupUnknown();
    return source;
  };
  const inReach = (query: Found): Found =>
    reach.all ? query : query.where("target.area_id", "=", anyOf(reach.areaIds));

  /** @throws Problem `organization.groupUnknown` when the kind has no such group */
  const find = ({ targetKind, group = "all", areaId }: TargetScope): Found => {
    const source = sourceOf(targetKind);
    if (!source.groups.includes(group)) throw problems.groupUnknown();
    const found: Found = db.selectFrom(source.rows(context, group).as("target"));
    const under = sql<string>`any(areas_under(${townId}::uuid, 'area', ${areaId}::uuid))`;
    return inReach(found).$if(areaId !== undefined, (query) =>
      query.where("target.area_id", "=", under),
    );
  };

  /** Whether the names around a target stand in for its own. */
  const isCovered = (kind: TargetKind): RawBuilder<boolean> => {
    const { above } = sourceOf(kind);
    // The areas whose people answer, by their own names or their village's; asked for once.
    const ofArea = sql`target.area_id in (
      select a.area_id from area a
      where a.town_id = ${townId}
        and (${bearsName(townId, { kind: "area", id: sql`a.area_id` })}
          or ${bearsName(townId, { kind: "area", id: sql`a.parent_id` })}))`;
    if (!above) return sql<boolean>`(${ofArea})`;
    const ofAbove = bearsName(townId, { kind: above, id: sql`target.above_id` });
    return sql<boolean>`(${ofArea} or ${ofAbove})`;
  };

  const bare = ({ targetKind, areaId }: Pick<NamelessFilter, "targetKind" | "areaId">): Found =>
    find({ targetKind, group: sourceOf(targetKind).watched, areaId }).where(
      sql<boolean>`not ${bearsName(townId, { kind: targetKind, id: sql`target.target_id` })}`,
    );

  const shown = (targetKind: TargetKind, row: TargetRow): Target => ({
    targetKind,
    targetId: row.target_id,
    name: row.name,
    areaId: row.area_id,
  });

  return {
    find,

    /** Those with these ids, with what they are part of. */
    async byIds(targetKind: TargetKind, targetIds: readonly string[]) {
      if (!sources[targetKind]) return [];
      const rows = await find({ targetKind })
        .selectAll("target")
        .where("target.target_id", "=", anyOf(targetIds))
        .execute();
      return rows.map((row) => ({
        ...shown(targetKind, row),
        above: above(sourceOf(targetKind), row),
      }));
    },

    /** All areas within reach, in their order. */
    async areas(): Promise<Target[]> {
      const rows = await find({ targetKind: "area" })
        .selectAll("target")
        .orderBy("target.sort_key")
        .execute();
      return rows.map((row) => shown("area", row));
    },

    /** The targets with these ids, or of a group; as a query of {@link TargetRow}s. */
    selected({
      targetIds,
      namelessAt,
      ...scope
    }: TargetScope & { targetIds?: readonly string[]; namelessAt?: number | undefined }) {
      const id = sql`target.target_id`;
      return sql`${find(scope)
        .selectAll("target")
        .$if(targetIds !== undefined, (query) =>
          query.where("target.target_id", "=", anyOf(targetIds ?? [])),
        )
        .$if(namelessAt !== undefined, (query) => {
          const borne = { kind: scope.targetKind, id, ...(namelessAt && { level: namelessAt }) };
          return query.where(sql<boolean>`not ${bearsName(townId, borne)}`);
        })}`;
    },

    /** Every target within reach, of every kind or of some: `kind`, `target_id`, `area_id`, `name`, `sort_key`. */
    all(scope: { areaId?: string | undefined; kinds?: readonly TargetKind[] | undefined } = {}) {
      const { areaId, kinds = present } = scope;
      const each = kinds.map(
        (targetKind) =>
          sql`${find({ targetKind, areaId })
            .select(["target_id", "target.area_id", "target.name", "sort_key"])
            .select(sql<string>`${sql.lit(targetKind)}::text`.as("kind"))}`,
      );
      return sql.join(each, sql` union all `);
    },

    /** Watched targets without a name of their own. */
    async nameless(filter: NamelessFilter): Promise<Page<Target & { isCovered: boolean }>> {
      const { targetKind, limit, after } = filter;
      const covered = isCovered(targetKind);
      let query = bare(filter)
        .selectAll("target")
        .select(covered.as("is_covered"))
        .orderBy(sql`sort_key collate "C"`)
        .orderBy("target_id")
        .limit(sql.lit(limit + 1));
      if (filter.isCovered !== undefined) {
        query = query.where(filter.isCovered ? covered : sql<boolean>`not ${covered}`);
      }
      if (after) {
        const [key, id] = decodeCursor(after, 2);
        query = query.where(
          sql<boolean>`(sort_key collate "C", target_id) > (${key} collate "C", ${id}::uuid)`,
        );
      }
      const rows = await query.execute();
      return toPage(
        rows,
        limit,
        (row) => [row.sort_key, row.target_id],
        (row) => ({ ...shown(targetKind, row), isCovered: row.is_covered }),
      );
    },

    /** How many of each kind bear no name of their own. */
    async countNameless(areaId: string | undefined) {
      const each = present.map(
        (targetKind) =>
          sql`${bare({ targetKind, areaId })
            .select(sql<string>`${sql.lit(targetKind)}::text`.as("targetKind"))
            .select(
              sql<number>`count(*) filter (where not ${isCovered(targetKind)})`.as("uncovered"),
            )
            .select(sql<number>`count(*) filter (where ${isCovered(targetKind)})`.as("covered"))}`,
      );
      const { rows } = await sql<{ targetKind: TargetKind; uncovered: number; covered: number }>`
        ${sql.join(each, sql` union all `)}`.execute(db);
      return rows;
    },

    /** How many targets a group has, and how many of them no name at a level. */
    async sizeOf(scope: TargetScope, level: number) {
      const own = { kind: scope.targetKind, id: sql`target.target_id`, level };
      const row = await find(scope)
        .select([
          sql<number>`count(*)`.as("targets"),
          sql<number>`count(*) filter (where not ${bearsName(townId, own)})`.as("nameless"),
        ])
        .executeTakeFirstOrThrow();
      return row;
    },
  };
}

function above(source: TargetSource, row: TargetRow) {
  if (!source.above || !row.above_id) return undefined;
  return { targetKind: source.above, targetId: row.above_id };
}
