/**
 * How long somebody takes who knows a screen and makes no mistakes, counted in strokes: the keystroke-level
 * model of S. K. Card, T. P. Moran and A. Newell (Communications of the ACM 23 (1980), 396–410), with the
 * operators' times as published there.
 */

/** Seconds. */
export const operators = {
  /** K, of somebody who types but is no typist; nobody who writes on a telephone is quicker by rule. */
  key: 0.28,
  /** P: to find a target and reach it, without pressing it. */
  point: 1.1,
  /** M: to make up one's mind; by the paper's rules before a command, not before what is typed into a field. */
  prepare: 1.35,
} as const;

/** A syllable is typed by three letters on the average, 川 by five; and chosen, a name's together. */
const keysOfHan = 5;

export interface Strokes {
  /** Targets touched. */
  taps: number;
  /** What was typed. */
  text: string;
}

interface Course extends Strokes {
  /** How many commands there are, and whatever else has to be looked at and judged. */
  decisions: number;
  /** What the hand must wait for: R, in seconds. */
  waiting: number;
}

export function keysFor(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/\p{Script=Han}/u.test(sign) ? keysOfHan : 1), 0);
}

/** A tap is reached and pressed. */
export function secondsFor({ taps, text, decisions, waiting }: Course): number {
  const { key, point, prepare } = operators;
  return taps * (point + key) + keysFor(text) * key + decisions * prepare + waiting;
}
