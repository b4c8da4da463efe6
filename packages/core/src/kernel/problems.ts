/**
 * Problems: everything that can be wrong with a request, as a catalogue of string codes. Each has
 * two texts in the message catalogues: `problem.<code>` (what is wrong) and `problem.<code>.mend`
 * (what to do). The HTTP status is used at the edge only.
 */
import { z } from "zod";

export interface ProblemShape<Details extends z.ZodType = z.ZodType> {
  status: number;
  details?: Details;
}

type DetailsOf<Shape> = Shape extends { details: infer D extends z.ZodType }
  ? z.output<D>
  : undefined;

/** A problem as thrown by rules and commands and answered by the endpoint. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: unknown;
  constructor(code: string, status: number, details?: unknown) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export interface ProblemKind<Shape extends ProblemShape = ProblemShape> {
  (...details: DetailsOf<Shape> extends undefined ? [] : [DetailsOf<Shape>]): Problem;
  readonly code: string;
  readonly status: number;
  readonly details: z.ZodType | undefined;
}

/**
 * Declares a module's problems. `problems.overdrawn({ left: 3 })` makes one to throw.
 * @param module the module's name; codes are `<module>.<name>`
 */
export function defineProblems<const Shapes extends Record<string, ProblemShape>>(
  module: string,
  shapes: Shapes,
): { readonly [Name in keyof Shapes]: ProblemKind<Shapes[Name]> } {
  const kinds = Object.entries(shapes).map(([name, shape]) => {
    const code = `${module}.${name}`;
    const make = (details?: unknown) => new Problem(code, shape.status, details);
    return [name, Object.assign(make, { code, status: shape.status, details: shape.details })];
  });
  return Object.fromEntries(kinds);
}

/** What is wrong with one field of an input: where it is, and which message says so. */
export const FieldProblem = z.object({
  path: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** The message in the caller's language; added on the way out. */
  text: z.string().optional(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** Problems any request may meet. */
export const kernelProblems = defineProblems("kernel", {
  invalid: { status: 400, details: z.object({ fields: z.array(FieldProblem) }) },
  unauthenticated: { status: 401 },
  /** No token was ever like this: mistyped, or cut off. */
  tokenMistyped: { status: 401 },
  tokenUnknown: { status: 401 },
  /** Past its last day, revoked, or its account is no longer in good standing. */
  tokenEnded: { status: 401 },
  tokenElsewhere: { status: 403 },
  tokenNotGranted: { status: 403 },
  tokenBesideSession: { status: 400 },
  forbidden: { status: 403 },
  notFound: { status: 404 },
  idReused: { status: 409 },
  changedMeanwhile: { status: 409 },
  tooMany: { status: 429, details: z.object({ retryAfterSeconds: z.number() }) },
  /** About as many different people as the budget of the hour allows. */
  tooManyPeople: {
    status: 429,
    details: z.object({ retryAfterSeconds: z.number(), budget: z.number() }),
  },
  tooLarge: { status: 413, details: z.object({ limitBytes: z.number() }) },
  unavailable: { status: 503 },
  internal: { status: 500, details: z.object({ reference: z.string() }) },
});
