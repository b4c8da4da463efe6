/**
 * What must come of a call, by the declaration alone. Written apart from the code that decides it
 * in the product: neither may be wrong unnoticed.
 */
import type { Access } from "@lianfang/core/kernel/access.ts";
import { tokenGroups } from "@lianfang/core/token-groups.ts";
import type { Actor, ActorsToken } from "./actors.ts";
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

/** @param name `<module>.<procedure>`, for what a token was given */
export function expectation(name: string, access: Access, actor: Actor): Expectation {
  if (actor.token) return ofToken(name, access, actor, actor.token);
  return ofAccount(access, actor);
}

/** A token is let in nowhere its account isn't, only to what it was given, only where it is held to. */
function ofToken(name: string, access: Access, actor: Actor, token: ActorsToken): Expectation {
  if (token.is !== "good" || actor.is !== "active") return always("unauthenticated");
  if (!token.groups.some((group) => tokenGroups[group].some((given) => given === name))) {
    return always("forbidden");
  }
  if (token.heldTo && access.who === "held" && access.on === "town") return always("forbidden");
  const ofItsAccount = ofAccount(access, actor);
  return {
    plain: ofItsAccount.plain,
    at: (place) => {
      const isWithin =
        access.who !== "held" ||
        !token.heldTo ||
        (token.heldTo === "A" ? place !== "B" : place === "A1");
      return ofItsAccount.at(place) === "let in" && !isWithin
        ? "not found"
        : ofItsAccount.at(place);
    },
  };
}

function ofAccount(access: Access, actor: Actor): Expectation {
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
