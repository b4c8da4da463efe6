/** What other modules ask of policy. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import { problems } from "@lianfang/core/policy/contract.ts";
import type { PolicyRules } from "@lianfang/core/policy/rules-data.ts";
import { type PolicyScope, policyStore } from "./store.ts";

export interface PolicyInForce {
  versionId: string;
  rules: PolicyRules;
}

/**
 * The rules in force in the town on one of its days.
 * @throws Problem `policy.noPolicyOnDay` when the day lies before the town's first rules
 */
export async function policyOn(context: PolicyScope, day: Day): Promise<PolicyInForce> {
  const version = await policyStore(context).on(day);
  if (!version) throw problems.noPolicyOnDay({ day });
  return version;
}

/** The rules in force on each of some days; days before the town's first rules are left out. */
export function policiesOn(
  context: PolicyScope,
  days: readonly Day[],
): Promise<ReadonlyMap<Day, PolicyInForce>> {
  return policyStore(context).onDays(days);
}
