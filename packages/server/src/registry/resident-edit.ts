import type { Day } from "@lianfang/core/kernel/time.ts";
import {
  circumstancesAfter,
  type GivenCircumstances,
} from "@lianfang/core/registry/circumstances.ts";
import { readPhone } from "@lianfang/core/registry/phone.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import { phoneOf, readPersonal } from "@lianfang/core/registry/rules.ts";
import type { ResidentFields } from "./resident-store.ts";

/** What an edit gives: absent fields stay, null and empty texts empty. */
export type GivenFields = {
  [Field in keyof ResidentFields]?: ResidentFields[Field] | null | undefined;
};

function emptied(given: string | null | undefined, held: string | null): string | null {
  return given === undefined ? held : given || null;
}

/**
 * The resident after an edit. A new identity number brings its own birthday, unless one is given.
 * @throws Problem `registry.identityNumberWrong`, `registry.phoneWrong`, `registry.proxyPhoneWrong`
 */
export function edited(held: ResidentFields, given: GivenFields, today: Day): ResidentFields {
  const sex = given.sex ?? held.sex;
  const heldBirthday = given.identityNumber ? null : held.birthday;
  const read = readPersonal(
    {
      identityNumber: emptied(given.identityNumber, held.identityNumber) ?? undefined,
      sex,
      birthday: emptied(given.birthday, heldBirthday) ?? undefined,
    },
    today,
  );
  return {
    householdId: given.householdId ?? held.householdId,
    name: given.name ?? held.name,
    identityNumber: read.identityNumber ?? null,
    sex,
    birthday: read.birthday ?? null,
    phone: given.phone === undefined ? held.phone : (phoneOf(given.phone) ?? null),
    relation: given.relation ?? held.relation,
    residence: given.residence ?? held.residence,
    occupation: emptied(given.occupation, held.occupation),
    vulnerabilities: [...new Set(given.vulnerabilities ?? held.vulnerabilities)],
    note: emptied(given.note, held.note),
    ...circumstancesAfter(held, readProxyPhone(given)),
  };
}

/**
 * The proxy's telephone number as the register keeps it.
 * @throws Problem `registry.proxyPhoneWrong`
 */
export function readProxyPhone(given: GivenCircumstances): GivenCircumstances {
  if (!given.proxyPhone) return given;
  const reading = readPhone(given.proxyPhone);
  if (!reading.ok) throw problems.proxyPhoneWrong();
  return { ...given, proxyPhone: reading.value.number };
}
