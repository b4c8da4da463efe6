/** Policy: dated rules as data. What holds on a day, what held before, what is to hold. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { defineProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { Measure, PolicyRules } from "./rules-data.ts";

export { Measure, PolicyRules };

export const problems = defineProblems("policy", {
  versionNotFound: { status: 404 },
  noPolicyOnDay: { status: 409, details: z.object({ day: Day }) },
  startsInThePast: { status: 422 },
  dayTaken: { status: 409, details: z.object({ day: Day }) },
});

/** What a policy says of one journey, and why. */
export const Assessment = z.object({
  measure: Measure,
  /** Days of the measure; 0 when there is none. */
  days: z.number().int(),
  /** First day of the measure; absent when there is none. */
  startDay: Day.optional(),
  /** Last day: the measure ends at 24:00 of it. */
  endDay: Day.optional(),
  followOn: z.object({ measure: Measure, days: z.number().int(), endDay: Day }).optional(),
  /** The rule that matched, its reason in both languages and its source. */
  ruleId: z.string(),
  reason: z.object({ zh: z.string(), en: z.string() }),
  source: z.object({ zh: z.string(), en: z.string() }),
  policyVersionId: Id.optional(),
});
export type Assessment = z.infer<typeof Assessment>;

export const PolicyVersion = z.object({
  versionId: Id,
  effectiveFrom: Day,
  title: z.object({ zh: z.string(), en: z.string() }),
  rules: PolicyRules,
  approvedBy: z.string().optional(),
  approvedAt: Instant,
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

export const policyContract = {
  versions: query("/policy/versions", {
    summary: "All versions of the town's policy by day of effect, newest first",
    access: signedIn,
    input: z.object({}),
    output: z.object({ versions: z.array(PolicyVersion), inForceId: Id.optional() }),
  }),
  enact: command("POST", "/policy/versions", {
    summary: "Bring changed rules into force from a day on",
    access: onTown("director"),
    journal: "policy.version.enacted",
    input: z.object({
      effectiveFrom: Day,
      title: z.object({ zh: z.string().trim().min(1).max(80), en: z.string().trim().max(120) }),
      rules: PolicyRules,
    }),
    output: z.object({ versionId: Id }),
    problems: [problems.startsInThePast, problems.dayTaken],
  }),
  withdraw: command("DELETE", "/policy/versions/{versionId}", {
    summary: "Withdraw a version that is not yet in force",
    access: onTown("director"),
    journal: "policy.version.withdrawn",
    input: z.object({ versionId: Id }),
    output: z.object({}),
    problems: [problems.versionNotFound, problems.startsInThePast],
  }),
  divisions: query("/policy/divisions", {
    summary: "National administrative divisions: children of one, or by name or code",
    access: signedIn,
    input: z.object({
      parentCode: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
      search: z.string().trim().max(20).optional(),
    }),
    output: z.object({
      divisions: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          nameEn: z.string().optional(),
          /** Names from the province down, this one last. */
          path: z.array(z.string()),
          hasChildren: z.boolean(),
        }),
      ),
    }),
  }),
};
