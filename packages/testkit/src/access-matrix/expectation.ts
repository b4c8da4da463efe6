/**
 * What must come of a call, by the declaration alone. Written apart from the code that decides it
 * in the product: neither may be wrong unnoticed.
 */
import type { Access } from "@lianfang/core/kernel/access.ts";
import type { Actor } from "./actors.ts";
import type { Place } from "./probe.ts";

export type Outcome =
  /** The call is answered, or refused for what it asks. */
  | "let in"
  | "unauthenticated"
  | "forbidden"
  /** Refused as if what it asks for did not exist. */
  | "not found";

export interface Expectation {
  /** When the call concerns no place in particular. */
  plain: Outcome;
  at(place: Place["name"]): Outcome;
}

const always = (outcome: Outcome): Expectation => ({ plain: outcome, at: () => outcome });

export function expectation(access: Access, actor: Actor): Expectation {
  if (access.who === "public") return always("let in");
  if (actor.is !== "active") return always("unauthenticated");
  if (access.who === "held") {
    if (!access.roles.some((role) => role === actor.role)) return always("forbidden");
    if (access.on === "town" && actor.scopeKind !== "town") return always("forbidden");
  }
  return {
    plain: "let in",
    at: (place) => {
      if (!actor.isAtHome) return "not found";
      return access.who === "signed-in" || reaches(actor, place) ? "let in" : "not found";
    },
  };
}

function reaches({ scopeKind, stand }: Actor, place: Place["name"]): boolean {
  if (scopeKind === "town") return true;
  if (scopeKind !== "area" && scopeKind !== "unit") return false;
  return stand === "A" ? place === "A" || place === "A1" : place === "A1";
}
