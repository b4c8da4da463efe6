/** Directives in numbers, as known at the cut-off. */
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import "./tables.ts";

/** Units that had not confirmed when the time for it was over, by directive. */
const overdue = ({ db, town, at }: FigureScope): FigureQuery =>
  db
    .selectFrom("directive_known as directive")
    .innerJoin("directive_unit as unit", (join) =>
      join
        .onRef("unit.town_id", "=", "directive.town_id")
        .onRef("unit.directive_id", "=", "directive.directive_id"),
    )
    .select([
      sql<string>`'directive'`.as("subject_kind"),
      sql<string>`directive.directive_id::text`.as("subject_id"),
      "directive.title as label",
      sql<string | null>`null::uuid`.as("area_id"),
      "directive.confirm_by as at",
      sql<number>`count(*)`.as("value"),
    ])
    .where("directive.town_id", "=", town.townId)
    .where("directive.confirm_by", "<=", at)
    .where(sql<boolean>`(directive.ended_at is null or directive.ended_at > ${at})`)
    .where(
      sql<boolean>`not exists (select from directive_acknowledgement made
        where made.town_id = unit.town_id and made.directive_id = unit.directive_id
          and made.unit_id = unit.unit_id and made.received_at <= ${at})`,
    )
    .groupBy(["directive.directive_id", "directive.title", "directive.confirm_by"]);

export const directiveFigures: readonly Figure[] = [{ id: "directives.overdue", rows: overdue }];
