/** People of the register whom the demo's clerks have to do with. */
import type { ResidentRow } from "@lianfang/core/registry/people.ts";
import type { Stage } from "../stage.ts";

export interface Sought {
  sex?: "male" | "female";
  age?: string;
  residence?: "registered-lives-elsewhere";
}

/** Somebody of the grid worker's village who takes no part in the plan. */
export async function somebody(stage: Stage, sought: Sought): Promise<ResidentRow | undefined> {
  const { cast, plan, chance } = stage;
  const travelling = new Set(plan.journeys.map(({ household }) => household.number));
  const [areaId] = cast.gridWorker.areaIds;
  const { rows } = await cast.office.api.registry.residents({ ...sought, areaId, limit: 200 });
  const free = rows.filter(({ householdNumber }) => !travelling.has(householdNumber));
  return free.length > 0 ? chance("somebody", JSON.stringify(sought)).pick(free) : undefined;
}
