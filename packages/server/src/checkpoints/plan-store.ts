/** Plans of which checkpoints to keep. */
import type { Plan, Wishes } from "@lianfang/core/checkpoints/consolidation.ts";
import { lackingIn, type RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import type { PageInput } from "@lianfang/core/kernel/page.ts";
import type { Day } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor } from "../kernel/database/cursor.ts";
import { json } from "../kernel/database/database.ts";
import "./tables.ts";

export function planStore({ db, town, now, actor }: QueryContext) {
  const { townId } = town;
  const account = actor.is === "account" ? actor.accountId : null;
  const plans = () => db.selectFrom("checkpoint_plan").where("town_id", "=", townId);
  return {
    /** Newest first, one more than asked for; without the roads, which are large. */
    list: ({ after, limit }: PageInput) =>
      plans()
        .select(["plan_id", "title", "made_at", "applied_at", "closes_on", "chosen", "is_draft"])
        .select([
          sql<number>`(select count(*) from jsonb_array_elements(graph -> 'roads') road
            where road ? 'entrance')`.as("entrances"),
          sql<number>`(select count(*) from jsonb_array_elements(graph -> 'nodes') node
            where node ->> 'kind' = 'village')`.as("villages"),
        ])
        .$if(after !== undefined, (query) => {
          const [at, id] = decodeCursor(after ?? "", 2);
          return query.where(sql<boolean>`(made_at, plan_id) < (${at}::timestamptz, ${id}::uuid)`);
        })
        .orderBy("made_at", "desc")
        .orderBy("plan_id", "desc")
        .limit(limit + 1)
        .execute(),

    find: (planId: string) => plans().selectAll().where("plan_id", "=", planId).executeTakeFirst(),

    hold: (planId: string) =>
      plans().selectAll().where("plan_id", "=", planId).forUpdate().executeTakeFirst(),

    async insert(planId: string, title: string, graph: RoadGraph): Promise<void> {
      await db
        .insertInto("checkpoint_plan")
        .values({
          town_id: townId,
          plan_id: planId,
          title,
          graph: json(graph),
          is_draft: lackingIn(graph).length > 0,
          wishes: null,
          chosen: null,
          made_by: account,
          made_at: now,
          chosen_by: null,
          chosen_at: null,
          confirmed_by: null,
          closes_on: null,
          applied_by: null,
          applied_at: null,
        })
        .execute();
    },

    /** Other roads: what was chosen on the former falls away. */
    async draw(planId: string, graph: RoadGraph): Promise<void> {
      await db
        .updateTable("checkpoint_plan")
        .set(({ eb }) => ({
          graph: json(graph),
          is_draft: lackingIn(graph).length > 0,
          revision: eb("revision", "+", 1),
          chosen: null,
          chosen_by: null,
          chosen_at: null,
        }))
        .where("town_id", "=", townId)
        .where("plan_id", "=", planId)
        .execute();
    },

    async choose(planId: string, wishes: Wishes, chosen: Plan): Promise<void> {
      await db
        .updateTable("checkpoint_plan")
        .set({ wishes: json(wishes), chosen: json(chosen), chosen_by: account, chosen_at: now })
        .where("town_id", "=", townId)
        .where("plan_id", "=", planId)
        .execute();
    },

    async apply(planId: string, closesOn: Day, confirmedBy: string): Promise<void> {
      await db
        .updateTable("checkpoint_plan")
        .set({
          closes_on: closesOn,
          confirmed_by: confirmedBy,
          applied_by: account,
          applied_at: now,
        })
        .where("town_id", "=", townId)
        .where("plan_id", "=", planId)
        .execute();
    },
  };
}
