/** How directives stand and when, on what leaves the system. */
import type { DirectiveRow } from "@lianfang/core/directives/issuing-contract.ts";
import { type Instant, townDay, townTime } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale, Town } from "../kernel/context.ts";

/** 2020-02-05 16:00 */
export function timeText(at: Instant, { timeZone }: Pick<Town, "timeZone">): string {
  return `${townDay(at, timeZone)} ${townTime(at, timeZone)}`;
}

export function stateText(state: DirectiveRow["state"], locale: Locale): string {
  switch (state) {
    case "standing":
      return m["directives.state.standing"]({}, { locale });
    case "withdrawn":
      return m["directives.state.withdrawn"]({}, { locale });
    case "superseded":
      return m["directives.state.superseded"]({}, { locale });
  }
}
