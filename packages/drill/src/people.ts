/** People of the town whom the register need not name: its staff. */
import { fullName, type Sex, surname } from "@lianfang/testkit/people/names.ts";
import type { Chance } from "@lianfang/testkit/people/random.ts";

/** A name for somebody born between 1962 and 1990. */
export function grownPerson(chance: Chance, sex?: Sex): string {
  const own: Sex = sex ?? (chance.happens(0.7) ? "male" : "female");
  return fullName(chance, surname(chance), own, chance.whole(1962, 1990));
}
