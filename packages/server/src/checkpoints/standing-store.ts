/**
 * Which checkpoints a call may see and touch. Roles on the town or on areas reach every checkpoint in
 * them; a role on a checkpoint reaches that one alone, and not its neighbours in the same village.
 */

import type { Access, Grant } from "@lianfang/core/kernel/access.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import "./tables.ts";

export type Standing =
  | { all: true }
  | { all: false; areaIds: readonly string[]; checkpointIds: readonly string[] };

type Scope = Pick<QueryContext, "db" | "town" | "reach" | "actor">;
type NarrowGrant = Exclude<Grant, { scopeKind: "town" }>;

/** @param access what the procedure declares: only roles it names count */
export async function standingOf(context: Scope, access: Access): Promise<Standing> {
  const { reach, actor } = context;
  if (reach.all || actor.is === "system" || access.who !== "held") return { all: true };
  const counting = actor.grants.filter(
    (grant): grant is NarrowGrant =>
      grant.scopeKind !== "town" && access.roles.includes(grant.role),
  );
  const checkpointIds = counting
    .filter(({ scopeKind }) => scopeKind === "checkpoint")
    .map(({ scopeId }) => scopeId);
  const wider = counting.filter(({ scopeKind }) => scopeKind !== "checkpoint");
  if (checkpointIds.length === 0) return { all: false, areaIds: reach.areaIds, checkpointIds };
  const areaIds = wider.length === 0 ? [] : await areasOf(context, wider);
  return { all: false, areaIds, checkpointIds };
}

async function areasOf({ db, town }: Scope, grants: readonly NarrowGrant[]): Promise<string[]> {
  const { rows } = await sql<{ area_id: string }>`
    select distinct unnest(areas_under(${town.townId}::uuid, kind, id)) as area_id
    from unnest(${grants.map(({ scopeKind }) => scopeKind)}::text[],
      ${grants.map(({ scopeId }) => scopeId)}::uuid[]) as held (kind, id)`.execute(db);
  return rows.map(({ area_id }) => area_id);
}

/** Whether a checkpoint, read already, lies within a standing. */
export function isWithin(
  standing: Standing,
  { checkpointId, areaId }: { checkpointId: string; areaId: string },
): boolean {
  return (
    standing.all ||
    standing.areaIds.includes(areaId) ||
    standing.checkpointIds.includes(checkpointId)
  );
}

/** The same as a condition on a table with `area_id` and `checkpoint_id`. */
export function withinStanding(
  standing: Standing,
  table: "checkpoint" | "checkpoint_crossing" | "crossing",
): RawBuilder<boolean> {
  if (standing.all) return sql<boolean>`true`;
  return sql<boolean>`(${sql.ref(`${table}.area_id`)} = ${anyOf(standing.areaIds)}
    or ${sql.ref(`${table}.checkpoint_id`)} = ${anyOf(standing.checkpointIds)})`;
}
