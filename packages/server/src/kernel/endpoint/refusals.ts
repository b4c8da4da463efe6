/** Turns whatever went wrong into an answer in the caller's language, in one place. */
import { randomBytes } from "node:crypto";
import { type FieldProblem, kernelProblems, Problem } from "@lianfang/core/kernel/problems.ts";
import { ORPCError, ValidationError } from "@orpc/server";
import pg from "pg";
import type { Logger } from "pino";
import type { z } from "zod";
import type { Locale } from "../context.ts";
import { fieldText, messageFor, problemText } from "../problem-text.ts";

/** Which problem a violated database constraint means. Modules name theirs. */
export type Constraints = Readonly<Record<string, () => Problem>>;

type Issue = z.core.$ZodIssue;

function codeOf(issue: Issue, given: unknown): Pick<FieldProblem, "code" | "params"> {
  switch (issue.code) {
    case "invalid_type":
      return { code: given === undefined ? "kernel.field.required" : "kernel.field.wrongForm" };
    case "too_small":
      if (issue.origin === "number")
        return withParams("kernel.field.tooSmall", "minimum", issue.minimum);
      if (Number(issue.minimum) <= 1) return { code: "kernel.field.required" };
      return withParams("kernel.field.tooShort", "minimum", issue.minimum);
    case "too_big":
      if (issue.origin === "number")
        return withParams("kernel.field.tooLarge", "maximum", issue.maximum);
      return withParams("kernel.field.tooLong", "maximum", issue.maximum);
    case "invalid_value":
      return { code: "kernel.field.notOffered" };
    case "unrecognized_keys":
      return { code: "kernel.field.unknown" };
    case "custom":
      return messageFor(issue.message, {}, "en")
        ? { code: issue.message }
        : { code: "kernel.field.wrongForm" };
    default:
      return { code: "kernel.field.wrongForm" };
  }
}

function withParams(code: string, name: string, value: number | bigint) {
  return { code, params: { [name]: Number(value) } };
}

/** What a value holds at a path; undefined where the path leads nowhere. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (held, key) => (typeof held === "object" && held !== null ? Reflect.get(held, key) : undefined),
    value,
  );
}

/**
 * Field problems from a schema's issues; paths are dotted, array positions included.
 * @param value what the schema was given
 */
export function fieldProblems(issues: readonly Issue[], value: unknown): FieldProblem[] {
  return issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    ...codeOf(issue, valueAt(value, issue.path)),
  }));
}

function problemOf(error: unknown, constraints: Constraints, log: Logger): Problem {
  if (error instanceof Problem) return error;
  if (
    error instanceof ORPCError &&
    error.cause instanceof ValidationError &&
    error.code === "BAD_REQUEST"
  ) {
    // The contract's schemas are zod's, so its issues are too.
    const { issues, data } = error.cause;
    return kernelProblems.invalid({ fields: fieldProblems(issues as Issue[], data) });
  }
  if (error instanceof pg.DatabaseError) {
    const known = error.constraint ? constraints[error.constraint]?.() : undefined;
    if (known) return known;
    if (error.code?.startsWith("53") || error.code?.startsWith("57"))
      return kernelProblems.unavailable();
  }
  if (error instanceof ORPCError && error.status === 404) return kernelProblems.notFound();
  const reference = randomBytes(5).toString("hex");
  log.error({ reference, err: withoutValues(error) }, "request failed");
  return kernelProblems.internal({ reference });
}

/** Database errors and answers that break their schema quote values, which may be personal. */
function withoutValues(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    const { code, constraint, table, stack } = error;
    return { code, constraint, table, stack };
  }
  if (error instanceof ORPCError && error.cause instanceof ValidationError) {
    const { issues } = error.cause;
    const fields = fieldProblems(issues as Issue[], undefined).map(({ path }) => path);
    return { message: error.message, fields, stack: error.stack };
  }
  return error;
}

/** Fields of a problem's details get their texts beside their codes. */
function withTexts(details: unknown, locale: Locale): unknown {
  if (typeof details !== "object" || details === null || !("fields" in details)) return details;
  if (!Array.isArray(details.fields)) return details;
  const fields = details.fields.map((field) => ({ ...field, text: fieldText(field, locale) }));
  return { ...details, fields };
}

/**
 * The refusal as it goes over the wire: code and status of the problem, its message in the
 * caller's language, and as data its details and the mend.
 */
export function refusalOf(
  error: unknown,
  locale: Locale,
  constraints: Constraints,
  log: Logger,
): ORPCError<string, unknown> {
  const problem = problemOf(error, constraints, log);
  const { message, mend } = problemText(problem.code, problem.details, locale);
  const details = withTexts(problem.details, locale);
  return new ORPCError(problem.code, {
    status: problem.status,
    message,
    data: details === undefined ? { mend } : { details, mend },
  });
}
