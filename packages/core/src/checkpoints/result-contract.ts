import { z } from "zod";
import { onArea, onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { HealthCode, TestOutcome } from "./evidence.ts";
import { problems } from "./problems.ts";

const keepers = onTown("director", "office", "medic");

export const ResultRow = z.object({
  testId: Id,
  identityMasked: z.string(),
  sampledAt: Instant.optional(),
  /** Whole minutes until now; counted as a checkpoint counts them. */
  ageMinutes: z.int().optional(),
  result: TestOutcome.optional(),
  healthCode: HealthCode.optional(),
  source: z.enum(["manual", "list"]),
  receivedAt: Instant,
});

export const resultProcedures = {
  results: query("/checkpoints/results", {
    summary: "Test results and health codes, as they came in, newest first",
    access: keepers,
    input: PageInput.extend({ identityNumber: z.string().trim().max(40).optional() }),
    output: pageOf(ResultRow),
    problems: [problems.identityNumberWrong],
  }),
  recordResult: command("POST", "/checkpoints/results", {
    summary: "Enter somebody's test result or health code",
    access: onArea("director", "office", "medic", "checkpoint-guard"),
    journal: "checkpoints.test.recorded",
    input: z.object({
      identityNumber: z.string().trim().min(15).max(40),
      test: z.object({ sampledAt: Instant, result: TestOutcome }).optional(),
      healthCode: HealthCode.optional(),
    }),
    output: z.object({ testId: Id }),
    problems: [problems.identityNumberWrong, problems.testInFuture, problems.nothingSaid],
  }),
  importResults: command("POST", "/checkpoints/results/import", {
    summary: "Take in the county's list of results, xlsx or csv; what can't be taken is told",
    access: keepers,
    journal: "checkpoints.test.imported",
    input: z.object({ file: z.file() }),
    output: z.object({
      /** read = accepted + rejected, always. */
      read: z.int(),
      accepted: z.int(),
      rejected: z.int(),
      /** The first hundred. */
      faults: z.array(z.object({ line: z.int(), reason: z.string() })),
    }),
    problems: [problems.listUnreadable],
  }),
};
