/** Who answers for a target at each level of the chain. Pure. */
import type { ChainLevel } from "./contract.ts";

/** A target, its household, its area, the area above: nearest first. */
export type Line<Link> = readonly Link[];

export interface Answered<Link, Named> extends ChainLevel {
  answerer?: Named;
  /** What of the line bears the name. */
  from?: Link;
}

/**
 * Level by level, the nearest name: a target's own, and where it has none the one on what it is
 * part of.
 */
export function chainAlong<Link, Named extends { level: number }>(
  levels: readonly ChainLevel[],
  line: Line<Link>,
  namesOn: (link: Link) => readonly Named[],
): Answered<Link, Named>[] {
  return levels.map((level) => {
    for (const from of line) {
      const answerer = namesOn(from).find((name) => name.level === level.level);
      if (answerer) return { ...level, answerer, from };
    }
    return { ...level };
  });
}
