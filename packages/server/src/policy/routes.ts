import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { policyContract } from "@lianfang/core/policy/contract.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { enact, withdraw } from "./commands.ts";
import { findDivisions, seedDivisions } from "./divisions.ts";
import { policyStore } from "./store.ts";

export const policyRoutes: Handlers<typeof policyContract> = {
  versions: async (_input, context) => {
    const { now, town } = context;
    const store = policyStore(context);
    const versions = await store.versions();
    return { versions, inForceId: await store.idOn(townDay(now, town.timeZone)) };
  },
  enact,
  withdraw,
  divisions: async (input, { kernel }) => ({ divisions: await findDivisions(kernel, input) }),
};

export const policyParts: ModuleParts = {
  constraints: {
    // Two directors at once; the day itself is told by the check that comes before.
    policy_version_day: () => kernelProblems.changedMeanwhile(),
  },
  seed: seedDivisions,
};
