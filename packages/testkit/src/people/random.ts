/**
 * A small deterministic source of chance: sfc32 (Chris Doty-Humphrey's "small fast counting"
 * generator of PractRand, public domain), seeded from text by FNV-1a and stirred. Not for secrets.
 */
export interface Chance {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True so many times out of one. */
  happens(share: number): boolean;
  /** One of the list, each as likely. */
  pick<Thing>(things: readonly Thing[]): Thing;
  /** One of the list, by weight. */
  weigh<Thing>(things: readonly (readonly [Thing, number])[]): Thing;
}

function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

function sfc32(seed: string): () => number {
  let [a, b, c] = [hashed(seed), hashed(`${seed}/b`), hashed(`${seed}/c`)];
  let counter = 1;
  const step = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) step();
  return step;
}

function chosen<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("nothing to choose from");
  return thing;
}

/** A source of chance of its own for every different seed; equal seeds give equal sequences. */
export function chanceFrom(...seed: (string | number)[]): Chance {
  const next = sfc32(seed.join("|"));
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    happens: (share) => next() < share,
    pick: (things) => chosen(things[whole(0, things.length - 1)]),
    weigh: (things) => {
      let left = next() * things.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [thing, weight] of things) {
        left -= weight;
        if (left < 0) return thing;
      }
      return chosen(things.at(-1)?.[0]);
    },
  };
}
