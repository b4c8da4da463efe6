/** What somebody may answer for. Areas are the module's own; others are told by their modules. */
import type { TargetGroup, TargetKind } from "@lianfang/core/organization/contract.ts";
import type { SelectQueryBuilder } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import type { Tables } from "../kernel/database/tables.ts";

export interface TargetRow {
  target_id: string;
  /** Where it lies now; for an area, itself. */
  area_id: string;
  name: string;
  /** Its place in a list, unique together with the id. */
  sort_key: string;
  /** What it is part of, besides its area: a person's household. */
  above_id: string | null;
}

/** A query of {@link TargetRow}s. */
export type TargetQuery = SelectQueryBuilder<Tables, never, TargetRow>;

/** A kind of targets, as the module that keeps them tells it. */
export interface TargetSource {
  /** Those there are in the town now; reach, area and ids are for the asker to narrow. */
  rows(place: Pick<QueryContext, "db" | "town" | "now">, group: TargetGroup): TargetQuery;
  groups: readonly TargetGroup[];
  /** Those of which each should bear somebody's name. */
  watched: TargetGroup;
  /** The kind of `above_id`, whose names stand in where a target has none. */
  above?: TargetKind;
}

/** Sources by kind, but for areas; filled in `app.ts`, since the modules stand above this one. */
export type TargetSources = Readonly<Partial<Record<Exclude<TargetKind, "area">, TargetSource>>>;
