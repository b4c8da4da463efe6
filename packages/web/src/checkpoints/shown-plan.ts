import type { Wishes } from "@lianfang/core/checkpoints/consolidation.ts";
import type { api } from "../kernel/client.ts";

export type ShownPlan = Awaited<ReturnType<typeof api.checkpoints.plan.call>>;
export type Proposal = Awaited<ReturnType<typeof api.checkpoints.propose.call>>;
export type Pins = Wishes["pinned"];
export type PlanOutcome = NonNullable<ShownPlan["chosen"]>;
