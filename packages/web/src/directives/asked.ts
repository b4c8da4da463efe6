/** What the address asks of the list of directives. */
import { m } from "@lianfang/messages/messages.js";
import { keyIn, type Words } from "../kernel/kit/choices.ts";
import type { Filters } from "../kernel/kit/filters.ts";
import { directiveStates } from "./words.ts";

/** What may be left to do with directives. */
export const left: Words<"overdue" | "unfinished"> = {
  overdue: () => m["directives.overdue"](),
  unfinished: () => m["directives.unfinished"](),
};

export function directivesAsked({ search, state, progress }: Filters) {
  return {
    search,
    state: keyIn(directiveStates, state),
    isOverdue: progress === "overdue" ? true : undefined,
    isUnfinished: progress === "unfinished" ? true : undefined,
  };
}
