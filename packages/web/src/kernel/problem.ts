/** What went wrong, ready to be shown: the server's words, or ours when no answer came. */
import { FieldProblem } from "@lianfang/core/kernel/problems.ts";
import { m } from "@lianfang/messages/messages.js";
import { ORPCError } from "@orpc/client";
import { z } from "zod";

export interface ShownProblem {
  /** `<module>.<name>`, or `web.noAnswer`. */
  code: string;
  /** What is wrong. */
  message: string;
  /** What to do. */
  mend: string;
  details: unknown;
  /** Wrong fields of the input, when the problem names them. */
  fields: readonly FieldProblem[];
  /** Whether the write may have been done all the same. */
  isUnsure: boolean;
}

const Fields = z.object({ fields: z.array(FieldProblem) });
const Data = z.looseObject({ details: z.unknown().optional(), mend: z.string().optional() });

/** The server understood and said no. Anything else is silence, overload or a fault. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof ORPCError && error.status >= 400 && error.status < 500 && error.status !== 429
  );
}

/** Whether a failure is one particular problem. */
export function isProblem(error: unknown, code: string): boolean {
  return error instanceof ORPCError && error.code === code;
}

/** The problem as the screens show it. */
export function shown(error: unknown): ShownProblem {
  if (!(error instanceof ORPCError)) return silence();
  const data = Data.safeParse(error.data).data;
  const fields = Fields.safeParse(data?.details).data?.fields ?? [];
  return {
    code: String(error.code),
    message: error.message,
    mend: data?.mend ?? "",
    details: data?.details,
    fields,
    isUnsure: !isRefusal(error),
  };
}

function silence(): ShownProblem {
  return {
    code: "web.noAnswer",
    message: m["web.noAnswer"](),
    mend: m["web.noAnswer.mend"](),
    details: undefined,
    fields: [],
    isUnsure: true,
  };
}

/** What to say of one wrong field. */
export function fieldText(problem: FieldProblem): string {
  const params = problem.params ?? {};
  switch (problem.code) {
    case "kernel.field.required":
      return m["kernel.field.required"]();
    case "kernel.field.tooShort":
      return m["kernel.field.tooShort"]({ minimum: params.minimum ?? "" });
    case "kernel.field.tooLong":
      return m["kernel.field.tooLong"]({ maximum: params.maximum ?? "" });
    case "kernel.field.tooSmall":
      return m["kernel.field.tooSmall"]({ minimum: params.minimum ?? "" });
    case "kernel.field.tooLarge":
      return m["kernel.field.tooLarge"]({ maximum: params.maximum ?? "" });
    case "kernel.field.notOffered":
      return m["kernel.field.notOffered"]();
    case "kernel.field.unknown":
      return m["kernel.field.unknown"]();
    default:
      return more.get(problem.code)?.(params) ?? m["kernel.field.wrongForm"]();
  }
}

type FieldText = (params: Readonly<Record<string, string | number>>) => string;
const more = new Map<string, FieldText>();

/** Teaches the kit a module's own field problems, by code. */
export function speakFieldProblems(texts: Readonly<Record<string, FieldText>>): void {
  for (const [code, text] of Object.entries(texts)) more.set(code, text);
}
