/** The same done to many records of the register at once. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Day } from "../kernel/time.ts";
import { LevelNumber } from "../organization/chain-contract.ts";
import { ListedTrade, Tenancy } from "./circumstances.ts";
import type { SubjectKind } from "./history.ts";
import { RemovalReason, Residence, Vulnerability } from "./people.ts";
import { PremisesRemoval, PremisesState } from "./premises.ts";

/** So many are changed in one write. */
export const mostAtOnce = 10_000;

/** Puts somebody's name on them at a level of the chain, in place of whoever's was there. */
const Name = z.object({
  do: z.literal("name"),
  level: LevelNumber,
  staffId: Id,
});
/** Puts them into another village or grid; the members of households go with them. */
const Move = z.object({ do: z.literal("move"), areaId: Id });

export const ResidentChange = z.discriminatedUnion("do", [
  Name,
  z.object({ do: z.literal("tag"), vulnerability: Vulnerability, isSet: z.boolean() }),
  z.object({ do: z.literal("trade"), listedTrade: ListedTrade.nullable() }),
  z.object({ do: z.literal("residence"), residence: Residence }),
  z.object({ do: z.literal("tenancy"), tenancy: Tenancy.nullable() }),
  z.object({ do: z.literal("remove"), reason: RemovalReason }),
]);
export type ResidentChange = z.infer<typeof ResidentChange>;

export const HouseholdChange = z.discriminatedUnion("do", [
  Name,
  Move,
  z.object({ do: z.literal("group"), group: z.string().trim().min(1).max(20).nullable() }),
]);
export type HouseholdChange = z.infer<typeof HouseholdChange>;

export const PremisesChange = z.discriminatedUnion("do", [
  Name,
  Move,
  z.object({
    do: z.literal("state"),
    state: PremisesState,
    /** The town's today when absent. */
    stateSince: Day.optional(),
  }),
  z.object({ do: z.literal("remove"), reason: PremisesRemoval }),
]);
export type PremisesChange = z.infer<typeof PremisesChange>;

/** Why one record can't be changed with the others. */
export const BulkRefusal = z.enum(["removed", "merged", "has-orders"]);
export type BulkRefusal = z.infer<typeof BulkRefusal>;

/** What is known of a record when it is judged. */
export interface BulkFacts {
  isRemoved: boolean;
  /** It became part of another. */
  isMerged: boolean;
  /** It is so already. */
  isSame: boolean;
  /** Is under an order of observation or the like, which somebody has to end first. */
  isBound: boolean;
}

export function bulkVerdict(facts: BulkFacts, does: string): "changes" | "same" | BulkRefusal {
  if (facts.isMerged) return "merged";
  if (facts.isRemoved) return "removed";
  if (does === "remove" && facts.isBound) return "has-orders";
  return facts.isSame ? "same" : "changes";
}

interface ResidentSoFar {
  vulnerabilities: readonly string[];
  listedTrade: string | null;
  residence: string;
  tenancy: string | null;
}

export function isResidentSo(change: ResidentChange, so: ResidentSoFar): boolean {
  switch (change.do) {
    case "tag":
      return so.vulnerabilities.includes(change.vulnerability) === change.isSet;
    case "trade":
      return so.listedTrade === change.listedTrade;
    case "residence":
      return so.residence === change.residence;
    case "tenancy":
      return so.tenancy === change.tenancy;
    default:
      return false;
  }
}

export function isHouseholdSo(
  change: HouseholdChange,
  so: { areaId: string; group: string | null },
): boolean {
  if (change.do === "move") return so.areaId === change.areaId;
  return change.do === "group" && so.group === change.group;
}

interface PremisesSoFar {
  areaId: string;
  state: string;
  stateSince: Day | null;
}

/** @param after the state as it would be */
export function isPremisesSo(
  change: PremisesChange,
  so: PremisesSoFar,
  after: { state: string; stateSince: Day | null },
): boolean {
  if (change.do === "move") return so.areaId === change.areaId;
  if (change.do !== "state" || so.state !== after.state) return false;
  return change.stateSince === undefined || so.stateSince === after.stateSince;
}

/** What somebody answers for is called otherwise than what the register keeps. */
export const targetOf = {
  resident: "person",
  household: "household",
  premises: "premises",
} as const satisfies Record<SubjectKind, string>;
