import type { FieldProblem } from "@lianfang/core/kernel/problems.ts";
import { FieldProblem as FieldProblemSchema } from "@lianfang/core/kernel/problems.ts";
import type { Locale } from "@lianfang/messages/runtime.js";
import { z } from "zod";
import { fieldText, messageFor } from "../../kernel/problem-text.ts";

const WithFields = z.looseObject({ fields: z.array(FieldProblemSchema) });

/** A problem's fields for a terminal, one a line: where, what is wrong, what to do. */
export function fieldLines(details: unknown, locale: Locale): string[] {
  const read = WithFields.safeParse(details);
  return read.success ? read.data.fields.map((field) => lineOf(field, locale)) : [];
}

function lineOf(field: FieldProblem, locale: Locale): string {
  const mend = messageFor(`${field.code}.mend`, field.params ?? {}, locale) ?? "";
  const gap = locale === "en" && mend ? " " : "";
  const where = field.path ? `${field.path}: ` : "";
  return `  ${where}${fieldText(field, locale)}${gap}${mend}`;
}
