/** Whether what is said of somebody is said of somebody the register has. */
import type { Day } from "../kernel/time.ts";
import type { IdentitySex } from "./identity-number.ts";
import { foldedName } from "./rules.ts";

export interface Described {
  name: string;
  identityNumber?: string | null | undefined;
  sex?: IdentitySex | undefined;
  birthday?: Day | null | undefined;
  phone?: string | null | undefined;
}

/** True, false, or undefined when either side does not say. */
function agree<Value>(one: Value | null | undefined, other: Value | null | undefined) {
  return one == null || other == null ? undefined : one === other;
}

/** Nothing said of the one contradicts what is said of the other; names are compared too. */
export function isCompatible(one: Described, other: Described): boolean {
  return (
    foldedName(one.name) === foldedName(other.name) &&
    agree(one.identityNumber, other.identityNumber) !== false &&
    agree(one.sex, other.sex) !== false &&
    agree(one.birthday, other.birthday) !== false
  );
}

/**
 * The same person: nothing contradicts it, and beyond the name the birthday, the telephone number
 * or the identity number agrees. A name alone is not a person.
 */
export function isSamePerson(one: Described, other: Described): boolean {
  const proofs = [
    agree(one.identityNumber, other.identityNumber),
    agree(one.birthday, other.birthday),
    agree(one.phone, other.phone),
  ];
  return isCompatible(one, other) && proofs.includes(true);
}
