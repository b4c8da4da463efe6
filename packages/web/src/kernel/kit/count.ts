import { countedUpTo } from "@lianfang/core/kernel/page.ts";
import { digits } from "../numbers.ts";

/** Where counting stops, lists say "100,000+". */
export function digitsOrMore(count: number): string {
  return count >= countedUpTo ? `${digits(countedUpTo)}+` : digits(count);
}
