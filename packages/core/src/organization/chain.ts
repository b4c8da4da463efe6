/** Who answers for a target at each level of the chain. Pure. */
import type { ChainLevel } from "./contract.ts";

/** How many levels a chain has at most. */
export const mostLevels = 9;

/**
 * The chain with one of its levels moved above another, or to the lower end. One that isn't in the
 * chain any more counts as the end.
 */
export function movedBefore(
  chain: readonly number[],
  level: number,
  beforeLevel: number | null,
): number[] {
  if (beforeLevel === level) return [...chain];
  const others = chain.filter((one) => one !== level);
  const at = beforeLevel === null ? -1 : others.indexOf(beforeLevel);
  return others.toSpliced(at < 0 ? others.length : at, 0, level);
}

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
