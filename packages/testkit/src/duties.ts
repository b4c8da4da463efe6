/** Rules of the test town that owe what a test wants owed. */
import type { DutyRule } from "@lianfang/core/policy/rules-data.ts";
import type { Visitor } from "./application.ts";
import { write } from "./town.ts";

type Said = Pick<DutyRule, "id" | "duty" | "target"> & Partial<DutyRule>;

/** The rules in force, with these duties alone, from a day on. */
export async function enactDuties(
  { call }: Visitor,
  effectiveFrom: string,
  duties: readonly Said[],
): Promise<void> {
  const { versions, inForceId } = await call.policy.versions({});
  const rules = versions.find(({ versionId }) => versionId === inForceId)?.rules;
  if (!rules) throw new Error("no rules");
  const nothingMore = { by: [], windows: [], checklist: [], asks: [], what: [] };
  await call.policy.enact({
    ...write(),
    effectiveFrom,
    title: { zh: "走访巡查", en: "Rounds" },
    rules: { ...rules, duties: duties.map((duty) => ({ ...nothingMore, ...duty })) },
  });
}
