import type { RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import type { PolicyRules } from "@lianfang/core/policy/rules-data.ts";

/** What the part remembers from one act to the next. */
export interface Memory {
  graph: RoadGraph | undefined;
  /** Where the guard stands: in the guard's own village, and never closed. */
  guardedId: string;
  guardedRoad: string;
  /** Texts of the cards in use. */
  cards: string[];
  rules: PolicyRules | undefined;
}
