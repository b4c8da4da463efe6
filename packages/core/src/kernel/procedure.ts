/**
 * A procedure is a query (reads, GET) or a command (writes, any other method). Its contract says
 * what goes in and out, who may call it, what may go wrong, and which journal entry it leaves.
 */
import { type AnySchema, eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import type { Access } from "./access.ts";
import { Id } from "./ids.ts";
import { kernelProblems, type ProblemKind } from "./problems.ts";
import { Instant } from "./time.ts";

export interface ProcedureMeta {
  kind: "query" | "command";
  access: Access;
  /** The journal entry's name, `<module>.<subject>.<past tense>`; commands only. */
  journal?: string;
  /** Fields of the answer never kept (secrets shown once): a repeated call gets `null` there. */
  shownOnce?: readonly string[];
  /** Whether phones may make it without a network and send it later; commands only. */
  offline?: boolean;
}

interface Declared<Input extends z.ZodObject, Output extends AnySchema> {
  summary: string;
  access: Access;
  input: Input;
  output: Output;
  problems?: readonly ProblemKind[];
}

const root = oc.$meta<ProcedureMeta>({
  kind: "query",
  access: { who: "held", roles: [], on: "town" },
});

function errorsOf(problems: readonly ProblemKind[]) {
  return Object.fromEntries(
    problems.map((kind) => [
      kind.code,
      kind.details
        ? { status: kind.status, data: z.looseObject({ details: kind.details, mend: z.string() }) }
        : { status: kind.status, data: z.looseObject({ mend: z.string() }) },
    ]),
  );
}

const always = [kernelProblems.invalid, kernelProblems.tooMany, kernelProblems.internal] as const;
const guarded = [
  kernelProblems.unauthenticated,
  kernelProblems.tokenMistyped,
  kernelProblems.tokenUnknown,
  kernelProblems.tokenEnded,
  kernelProblems.tokenElsewhere,
  kernelProblems.tokenNotGranted,
  kernelProblems.tokenBesideSession,
  kernelProblems.forbidden,
  kernelProblems.tooManyPeople,
] as const;

function expected(access: Access, problems: readonly ProblemKind[] | undefined) {
  return [...always, ...(access.who === "public" ? [] : guarded), ...(problems ?? [])];
}

/**
 * Declares a query.
 * @param path under `/api`, with `{name}` for path parameters
 * @param declared.method POST only where the question itself is a document or a list
 */
export function query<Input extends z.ZodObject, Output extends AnySchema>(
  path: `/${string}`,
  declared: Declared<Input, Output> & { method?: "GET" | "POST" },
) {
  return root
    .meta({ kind: "query", access: declared.access })
    .route({
      method: declared.method ?? "GET",
      path,
      summary: declared.summary,
      tags: tagsOf(path),
    })
    .errors(errorsOf(expected(declared.access, declared.problems)))
    .input(declared.input)
    .output(declared.output);
}

/** What every command carries besides its own input. */
export const Write = z.object({
  /** Made by the caller before the first try; a repeat with the same content changes nothing. */
  id: Id,
  /** When it happened by the caller's clock; kept beside the time of receipt, never trusted for order. */
  happenedAt: Instant.optional(),
});

/** Declares a command. The input gains {@link Write}'s fields. */
export function command<Shape extends z.core.$ZodLooseShape, Output extends AnySchema>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: `/${string}`,
  declared: Declared<z.ZodObject<Shape>, Output> & {
    journal: string;
    shownOnce?: readonly string[];
    /** What a phone needs to fill it in, it has; nothing in the answer is needed to go on. */
    offline?: true;
  },
) {
  return root
    .meta({
      kind: "command",
      access: declared.access,
      journal: declared.journal,
      ...(declared.shownOnce ? { shownOnce: declared.shownOnce } : {}),
      ...(declared.offline ? { offline: true } : {}),
    })
    .route({ method, path, summary: declared.summary, tags: tagsOf(path) })
    .errors(errorsOf([kernelProblems.idReused, ...expected(declared.access, declared.problems)]))
    .input(declared.input.extend(Write.shape))
    .output(declared.output);
}

function tagsOf(path: string): string[] {
  return [path.split("/")[1] ?? ""];
}

/** The output of a query that goes on answering, as server-sent events. */
export const streamOf = eventIterator;
