/** Directives in numbers, as known at the cut-off. */
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import "./tables.ts";

/** A confirmation of the unit's known at the cut-off, and not taken back by then. */
const wasConfirmed = (at: string) => sql<boolean>`exists (
  select from directive_act made
  where made.town_id = stand.town_id and made.directive_id = stand.directive_id
    and made.unit_id = stand.unit_id and made.kind = 'acknowledgement' and made.received_at <= ${at}
    and not exists (
      select from directive_amendment taken
      where taken.town_id = made.town_id and taken.act_id = made.act_id
        and taken.body is null and taken.received_at <= ${at}))`;

/** Units that had not confirmed when the time for it was over, by directive. */
const overdue = ({ db, town, at }: FigureScope): FigureQuery =>
  db
    .selectFrom("directive_stand as stand")
    .innerJoin("directive_known as directive", (join) =>
      join
        .onRef("directive.town_id", "=", "stand.town_id")
        .onRef("directive.directive_id", "=", "stand.directive_id"),
    )
    .select([
      sql<string>`'directive'`.as("subject_kind"),
      sql<string>`directive.directive_id::text`.as("subject_id"),
      "directive.title as label",
      sql<string | null>`null::uuid`.as("area_id"),
      "directive.confirm_by as at",
      sql<number>`count(*)`.as("value"),
    ])
    .where("stand.town_id", "=", town.townId)
    // Few: what stands now and was received by then stood then.
    .where(sql<boolean>`(stand.heard_at is null or stand.heard_at > ${at})`)
    .where("directive.confirm_by", "<=", at)
    .where(sql<boolean>`(directive.ended_at is null or directive.ended_at > ${at})`)
    .where(sql<boolean>`not ${wasConfirmed(at)}`)
    .groupBy(["directive.directive_id", "directive.title", "directive.confirm_by"]);

export const directiveFigures: readonly Figure[] = [{ id: "directives.overdue", rows: overdue }];
