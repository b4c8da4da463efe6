/** How the county's platform is asked for health codes and tests; docs/connectors.md tells the other side. */
import { z } from "zod";
import { addMinutes, Instant } from "../kernel/time.ts";
import { testAgeMinutes } from "./decision.ts";
import { HealthCode, TestOutcome } from "./evidence.ts";
import type { ResultLine } from "./result-list.ts";

export const mostAskedAtOnce = 100;

/** Whoever asked has long gone on without an answer. */
export const questionCountsMinutes = 10;

/** All that is sent of people. */
export interface SourceQuestion {
  identityNumbers: readonly string[];
}

export const SourceAnswer = z.object({
  results: z
    .array(
      z.object({
        identityNumber: z.string(),
        healthCode: HealthCode.optional(),
        test: z
          .object({ sampledAt: z.iso.datetime({ offset: true }), result: TestOutcome })
          .optional(),
      }),
    )
    .max(mostAskedAtOnce),
});
export type SourceAnswer = z.infer<typeof SourceAnswer>;

export const sourceFailures = [
  "unreachable",
  "timeout",
  "refused",
  "busy",
  "failed",
  "unreadable",
] as const;
export const SourceFailure = z.enum(sourceFailures);
export type SourceFailure = z.infer<typeof SourceFailure>;

/**
 * What may be taken from an answer: of those asked about alone, each once, no sample from the future,
 * nobody of whom nothing is said.
 */
export function linesFrom(
  { results }: SourceAnswer,
  asked: ReadonlySet<string>,
  now: Instant,
): ResultLine[] {
  const lines = new Map<string, ResultLine>();
  for (const { identityNumber, healthCode, test } of results) {
    if (!asked.has(identityNumber) || lines.has(identityNumber)) continue;
    const taken = test && {
      ...test,
      sampledAt: Instant.parse(new Date(test.sampledAt).toISOString()),
    };
    const counts = taken && testAgeMinutes(taken.sampledAt, now) !== undefined ? taken : undefined;
    if (counts || healthCode)
      lines.set(identityNumber, { identityNumber, healthCode, test: counts });
  }
  return [...lines.values()];
}

const usualPauseSeconds = 30;
const longestPauseSeconds = 600;

/**
 * When to ask again after a failure: in half a minute, or when the other side says, but within ten
 * minutes.
 * @param retryAfter the header of RFC 9110, whole seconds; anything else is not heeded
 */
export function retryAt(now: Instant, retryAfter: string | undefined): Instant {
  const told = /^\d{1,6}$/.test(retryAfter ?? "") ? Number(retryAfter) : usualPauseSeconds;
  const seconds = Math.min(Math.max(told, usualPauseSeconds), longestPauseSeconds);
  return addMinutes(now, seconds / 60);
}
