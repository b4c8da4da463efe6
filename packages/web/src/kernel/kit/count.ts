import { digits } from "../numbers.ts";

/** Where counting stops: lists say "10,000+" from there on. */
const countedUpTo = 10_000;

export function digitsOrMore(count: number): string {
  return count >= countedUpTo ? `${digits(countedUpTo)}+` : digits(count);
}
