import { z } from "zod";
import { onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { EntranceState, Wishes } from "./consolidation.ts";
import { problems } from "./problems.ts";
import { RoadGraph } from "./road-graph.ts";

const planners = onTown("director", "office");

const States = z.record(z.string(), EntranceState);

/** One thing that keeps a plan from being sound; in words at `checkpoints.plan.fault.<code>`. */
export const PlanFault = z.object({
  code: z.enum(["unguardedRoad", "cutOff", "detour", "guards", "pinnedClosed", "pinnedOpen"]),
  what: z.string(),
  minutes: z.number().optional(),
  needed: z.int().optional(),
});

export const ClosingCost = z.object({
  roadId: z.string(),
  name: z.string(),
  villages: z.array(z.object({ name: z.string(), people: z.int(), extraMinutes: z.number() })),
  personMinutes: z.int(),
});

export const PlanOutcome = z.object({
  states: States,
  manned: z.int(),
  closed: z.int(),
  guards: z.int(),
  costs: z.array(ClosingCost),
});
export type PlanOutcome = z.infer<typeof PlanOutcome>;

export const PlanRow = z.object({
  planId: Id,
  title: z.string(),
  entrances: z.int(),
  villages: z.int(),
  madeAt: Instant,
  /** The drawing of the roads isn't finished: nothing can be asked of it yet. */
  isDraft: z.boolean(),
  /** Of the plan chosen. */
  manned: z.int().optional(),
  closed: z.int().optional(),
  appliedAt: Instant.optional(),
  closesOn: Day.optional(),
});
export type PlanRow = z.infer<typeof PlanRow>;

export const planProcedures = {
  plans: query("/checkpoints/plans", {
    summary: "Plans of which checkpoints to keep, newest first",
    access: planners,
    input: PageInput,
    output: pageOf(PlanRow),
  }),
  plan: query("/checkpoints/plans/{planId}", {
    summary: "One plan: the roads, what was wished and what was chosen",
    access: planners,
    input: z.object({ planId: Id }),
    output: PlanRow.extend({
      graph: RoadGraph,
      revision: z.int(),
      wishes: Wishes.optional(),
      chosen: PlanOutcome.optional(),
      confirmedBy: z.string().optional(),
    }),
    problems: [problems.planNotFound],
  }),
  makePlan: command("POST", "/checkpoints/plans", {
    summary: "Begin a plan with the town's roads: a GeoJSON file, or nothing yet, to be drawn",
    access: planners,
    journal: "checkpoints.plan.made",
    input: z.object({ title: z.string().trim().min(1).max(60), file: z.file().optional() }),
    output: z.object({ planId: Id }),
    problems: [problems.graphUnsound],
  }),
  drawPlan: command("PUT", "/checkpoints/plans/{planId}/roads", {
    summary:
      "Save the roads as they are drawn, finished or not; what was chosen on others falls away",
    access: planners,
    journal: "checkpoints.plan.drawn",
    input: z.object({ planId: Id, revision: z.int().min(1), graph: RoadGraph }),
    output: z.object({ revision: z.int(), isDraft: z.boolean() }),
    problems: [
      problems.planNotFound,
      problems.planApplied,
      problems.graphUnsound,
      kernelProblems.changedMeanwhile,
    ],
  }),
  propose: query("/checkpoints/plans/{planId}/proposal", {
    summary: "The fewest checkpoints that still guard every way in, and what each closing costs",
    method: "POST",
    access: planners,
    input: z.object({ planId: Id, wishes: Wishes }),
    output: z.discriminatedUnion("is", [
      PlanOutcome.extend({
        is: z.literal("solved"),
        /** No plan keeps fewer than this. */
        atLeast: z.int(),
        /** How far it may be from the best, 0 to 1; 0 when it is the best. */
        gap: z.number(),
        milliseconds: z.int(),
      }),
      z.object({ is: z.literal("none"), faults: z.array(PlanFault) }),
      z.object({ is: z.literal("out-of-time") }),
    ]),
    problems: [problems.planNotFound, problems.graphUnsound],
  }),
  choosePlan: command("PUT", "/checkpoints/plans/{planId}/choice", {
    summary: "Choose what becomes of each entrance; only what is sound can be chosen",
    access: planners,
    journal: "checkpoints.plan.solved",
    input: z.object({ planId: Id, wishes: Wishes, states: States }),
    output: z.object({}),
    problems: [
      problems.planNotFound,
      problems.planApplied,
      problems.planUnsound,
      problems.graphUnsound,
    ],
  }),
  applyPlan: command("POST", "/checkpoints/plans/{planId}/application", {
    summary: "Close the checkpoints of the entrances the plan closes, from a day on",
    access: onTown("director"),
    journal: "checkpoints.plan.applied",
    input: z.object({
      planId: Id,
      closesOn: Day,
      /** Who confirmed it, by name. */
      confirmedBy: z.string().trim().min(2).max(40),
    }),
    output: z.object({ closed: z.int() }),
    problems: [
      problems.planNotFound,
      problems.planNotSolved,
      problems.planApplied,
      problems.planTouchesNothing,
    ],
  }),
};
