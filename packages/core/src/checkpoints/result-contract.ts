import { z } from "zod";
import { onArea, onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { guards } from "./crossing-contract.ts";
import { HealthCode, TestOutcome } from "./evidence.ts";
import { problems } from "./problems.ts";
import { SourceFailure } from "./result-source.ts";

const keepers = onTown("director", "office", "medic");

export const ResultRow = z.object({
  testId: Id,
  identityMasked: z.string(),
  sampledAt: Instant.optional(),
  /** Whole minutes until now; counted as a checkpoint counts them. */
  ageMinutes: z.int().optional(),
  result: TestOutcome.optional(),
  healthCode: HealthCode.optional(),
  source: z.enum(["manual", "list", "county"]),
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
  askResult: command("POST", "/checkpoints/results/questions", {
    summary: "Ask the county's platform about somebody; the answer comes in by itself",
    access: guards,
    journal: "checkpoints.test.asked",
    input: z.object({ checkpointId: Id, identityNumber: z.string().trim().min(15).max(40) }),
    output: z.object({ questionId: Id }),
    problems: [problems.checkpointNotFound, problems.identityNumberWrong, problems.noResultSource],
  }),
  resultSource: query("/checkpoints/results/source", {
    summary: "Whether the county's platform is connected, and how it does",
    access: onArea("director", "office", "medic", "unit-lead", "grid-worker", "checkpoint-guard"),
    input: z.object({}),
    output: z.object({
      isConnected: z.boolean(),
      lastAnsweredAt: Instant.optional(),
      /** Absent while it answers. */
      failedAt: Instant.optional(),
      failure: SourceFailure.optional(),
    }),
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
