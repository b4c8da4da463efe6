/** Problems in words: the message and the mend, in the caller's language. */
import type { FieldProblem } from "@lianfang/core/kernel/problems.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "./context.ts";

type Parameters = Record<string, unknown>;
type AnyMessage = (inputs: Parameters, options: { locale: Locale }) => string;
// Keys known only at run time lose their parameters' types; a missing one shows in the text.
const catalogue = new Map(Object.entries(m) as [string, AnyMessage][]);

/** A message whose key is only known at run time; undefined when there is none. */
export function messageFor(
  key: string,
  parameters: Parameters,
  locale: Locale,
): string | undefined {
  return catalogue.get(key)?.(parameters, { locale });
}

export interface ProblemText {
  message: string;
  mend: string;
}

/** @param code `<module>.<name>`; details fill the message's parameters */
export function problemText(code: string, details: unknown, locale: Locale): ProblemText {
  const parameters: Parameters =
    typeof details === "object" && details !== null ? { ...details } : {};
  return {
    message: messageFor(`problem.${code}`, parameters, locale) ?? code,
    mend: messageFor(`problem.${code}.mend`, parameters, locale) ?? "",
  };
}

/** What is wrong with one field, in words. */
export function fieldText(field: FieldProblem, locale: Locale): string {
  return messageFor(field.code, field.params ?? {}, locale) ?? field.code;
}
