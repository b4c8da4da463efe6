/** In which register the targets of a duty stand: what can be owed is what is on a list. Pure. */
import { z } from "zod";
import type { DutyTarget } from "../policy/duty-kinds.ts";
import { type PremisesKind, usualPremises } from "../policy/premises-kinds.ts";
import type { DutyRule } from "../policy/rules-data.ts";

/** At somebody's door: read by those who may read about people. */
export const VisitedKind = z.enum(["household", "person"]);
export type VisitedKind = z.infer<typeof VisitedKind>;
export const PatrolledKind = z.enum(["premises", "checkpoint", "area"]);
export type PatrolledKind = z.infer<typeof PatrolledKind>;
export const RoundTargetKind = z.enum([...VisitedKind.options, ...PatrolledKind.options]);
export type RoundTargetKind = z.infer<typeof RoundTargetKind>;

export function isVisited(kind: RoundTargetKind): kind is VisitedKind {
  return VisitedKind.safeParse(kind).success;
}

/** Of so few targets that a phone holds the list though nothing is due by it. */
export function isShort(register: Register): boolean {
  return register.kind !== "household" || register.which === "observed";
}

export type Register =
  | { kind: "household"; which: "all" | "vulnerable" | "observed" }
  /** Under an order. */
  | { kind: "person" }
  /** `closed`: those closed by order, of whatever kind. */
  | { kind: "premises"; which: readonly PremisesKind[] | "closed" }
  | { kind: "checkpoint" }
  | { kind: "area" };

/** Of the targets that are no premises of some kinds. */
const registers: Readonly<Partial<Record<DutyTarget, Register>>> = {
  "observed-person": { kind: "person" },
  "observed-household": { kind: "household", which: "observed" },
  "vulnerable-household": { kind: "household", which: "vulnerable" },
  household: { kind: "household", which: "all" },
  village: { kind: "area" },
  "suspended-place": { kind: "premises", which: "closed" },
  checkpoint: { kind: "checkpoint" },
};

/** Why nothing is counted by a rule: it is counted elsewhere, or there is nothing to count. */
export const Uncounted = z.enum(["readings", "crossings", "no-register", "no-number"]);
export type Uncounted = z.infer<typeof Uncounted>;

/** @returns the register, or why there is none for it here */
export function registerOf({
  duty,
  target,
  premises,
}: Pick<DutyRule, "duty" | "target" | "premises">): Register | Exclude<Uncounted, "no-number"> {
  if (duty === "temperature" && target === "observed-person") return "readings";
  if (target === "government-gate-visitor") return "crossings";
  const usual = usualPremises[target];
  if (usual) return { kind: "premises", which: premises ?? usual };
  return registers[target] ?? "no-register";
}
