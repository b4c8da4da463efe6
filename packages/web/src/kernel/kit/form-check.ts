/** Checking what was typed against the contract's own schema, and saying what is wrong with it. */
import type { FieldProblem } from "@lianfang/core/kernel/problems.ts";
import type { z } from "zod";
import { fieldText } from "../problem.ts";

type Issue = z.core.$ZodIssue;

function kindOf(issue: Issue): FieldProblem["code"] {
  switch (issue.code) {
    case "invalid_type":
      return "kernel.field.required";
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array") {
        return issue.minimum === 1 ? "kernel.field.required" : "kernel.field.tooShort";
      }
      return "kernel.field.tooSmall";
    case "too_big":
      return issue.origin === "string" ? "kernel.field.tooLong" : "kernel.field.tooLarge";
    case "invalid_value":
    case "invalid_union":
      return "kernel.field.notOffered";
    default:
      return "kernel.field.wrongForm";
  }
}

function paramsOf(issue: Issue): Record<string, string | number> {
  if (issue.code === "too_small") return { minimum: Number(issue.minimum) };
  if (issue.code === "too_big") return { maximum: Number(issue.maximum) };
  return {};
}

/** A field's value as it is sent: an emptied one is absent, or `null` where the schema knows it. */
export function cleaned(
  schema: z.ZodObject,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const isEmpty = value === undefined || value === null || value === "";
    if (!isEmpty) kept[name] = value;
    else if (accepts(schema, name, null)) kept[name] = null;
  }
  return kept;
}

function accepts(schema: z.ZodObject, name: string, value: unknown): boolean {
  const field: unknown = schema.shape[name];
  if (typeof field !== "object" || field === null || !("safeParse" in field)) return false;
  return typeof field.safeParse === "function" && field.safeParse(value).success === true;
}

/** Whether a form may leave a field out. */
export function isOptional(schema: z.ZodObject, name: string): boolean {
  return accepts(schema, name, undefined) || accepts(schema, name, null);
}

/** What is wrong at one place. */
function issueText(
  issue: Issue,
  path: string,
  own?: (message: string) => string | undefined,
): string {
  if (issue.code === "custom") return own?.(issue.message) ?? issue.message;
  return fieldText({ path, code: kindOf(issue), params: paramsOf(issue) });
}

/** The first thing wrong with each field, by its name. */
export function wrongFields(
  schema: z.ZodObject,
  values: Readonly<Record<string, unknown>>,
): Map<string, string> {
  const result = schema.safeParse(cleaned(schema, values));
  const wrong = new Map<string, string>();
  for (const issue of result.error?.issues ?? []) {
    const name = String(issue.path[0] ?? "");
    if (!wrong.has(name)) wrong.set(name, issueText(issue, name));
  }
  return wrong;
}

/**
 * The first thing wrong at each place of a document, by its path: `regions.0.name`.
 * @param own texts of the schema's own checks, by what they carry as message
 */
export function wrongPaths(
  schema: z.ZodType,
  value: unknown,
  own: (message: string) => string | undefined,
): Map<string, string> {
  const wrong = new Map<string, string>();
  for (const issue of schema.safeParse(value).error?.issues ?? []) {
    const path = issue.path.map(String).join(".");
    if (!wrong.has(path)) wrong.set(path, issueText(issue, path, own));
  }
  return wrong;
}

/** The form's field that a server's path speaks of: `director.userName` is `userName`. */
export function fieldAt(path: string, names: readonly string[]): string | undefined {
  if (names.includes(path)) return path;
  const steps = path.split(".");
  return steps.find((step) => names.includes(step)) ?? undefined;
}
