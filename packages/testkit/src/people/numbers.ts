/**
 * Identity numbers and telephone numbers that are right in form and can belong to nobody.
 *
 * Area codes begin with 77. GB/T 2260 gives provinces the codes 11–15, 21–23, 31–37, 41–46, 50–54,
 * 61–65, 71, 81 and 82, and never gave out another; residence permits for people from Hong Kong,
 * Macao and Taiwan begin with 81–83, those of foreigners with 9. So no number beginning with 77 was
 * ever issued.
 *
 * Telephone numbers begin with 179. The national numbering plan (电信网编号计划, 2017) keeps 179XX as
 * access codes of IP telephony; the ministry's list of mobile network codes (March 2023) has no 179.
 */
import { checkCharacter } from "@lianfang/core/registry/identity-number.ts";
import type { Sex } from "./names.ts";
import type { Chance } from "./random.ts";

/** The first two digits of every synthetic identity number: no province, now or ever. */
export const unassignedProvince = "77";
/** The first three digits of every synthetic telephone number. */
export const unassignablePhonePrefix = "179";

export interface NumberIssuer {
  /** An identity number, never the same twice, in one of the counties of the made-up province. */
  identityNumber(birthday: string, sex: Sex, county?: string): string;
  /** A mobile number, never the same twice. */
  phone(chance: Chance): string;
}

/** The made-up county in which the town's own people were registered. */
export const homeCounty = `${unassignedProvince}0101`;

/** A made-up county of somebody who moved or married into the town. */
export function otherCounty(chance: Chance): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${unassignedProvince}${two(chance.whole(1, 20))}${two(chance.whole(2, 30))}`;
}

/** Numbers of one sex for one day and county, 011 to 994: 996 to 999 once stood for the very old. */
const placesADay = 492;

/** Issues numbers for one register; the order of the calls decides which. */
export function issueNumbers(): NumberIssuer {
  const sequences = new Map<string, number>();
  const phones = new Set<string>();
  return {
    identityNumber(birthday, sex, county = homeCounty) {
      const stem = county + birthday.replaceAll("-", "");
      const nth = sequences.get(stem + sex) ?? 0;
      sequences.set(stem + sex, nth + 1);
      // Odd for men, even for women; every day begins somewhere else, as in real places.
      const begin = (Number(birthday.replaceAll("-", "")) * 7919) % 430;
      const place = (begin + nth) % placesADay;
      const sequence = 11 + place * 2 + (sex === "male" ? 0 : 1);
      const first17 = stem + String(sequence).padStart(3, "0");
      return first17 + checkCharacter(first17);
    },
    phone(chance) {
      for (;;) {
        const phone =
          unassignablePhonePrefix + String(chance.whole(0, 99_999_999)).padStart(8, "0");
        if (phones.has(phone)) continue;
        phones.add(phone);
        return phone;
      }
    },
  };
}
