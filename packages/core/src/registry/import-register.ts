/** What the register holds of the people and households a file speaks of. */
import type { z } from "zod";
import type { Day } from "../kernel/time.ts";
import type { Circumstances } from "./circumstances.ts";
import type { Relation, Residence, Sex, Vulnerability } from "./people.ts";

export interface RegisteredHousehold {
  householdId: string;
  revision: number;
  number: string;
  areaId: string;
  group?: string | undefined;
  address?: string | undefined;
}

export interface RegisteredPerson {
  residentId: string;
  revision: number;
  householdId: string;
  householdNumber: string;
  name: string;
  identityNumber?: string | undefined;
  sex: z.infer<typeof Sex>;
  birthday?: Day | undefined;
  phone?: string | undefined;
  relation: z.infer<typeof Relation>;
  residence: z.infer<typeof Residence>;
  occupation?: string | undefined;
  vulnerabilities: readonly z.infer<typeof Vulnerability>[];
  note?: string | undefined;
  circumstances: Circumstances;
}

export interface Register {
  householdByNumber: ReadonlyMap<string, RegisteredHousehold>;
  personByIdentity: ReadonlyMap<string, RegisteredPerson>;
  /** By household id. */
  members: ReadonlyMap<string, readonly RegisteredPerson[]>;
}

/**
 * @param households those whose numbers the file names, and those of `people`
 * @param people those whose identity numbers the file names, and all members of `households`
 */
export function registerOf(
  households: readonly RegisteredHousehold[],
  people: readonly RegisteredPerson[],
): Register {
  return {
    householdByNumber: new Map(households.map((household) => [household.number, household])),
    personByIdentity: new Map(
      people.flatMap((person) =>
        person.identityNumber === undefined ? [] : [[person.identityNumber, person]],
      ),
    ),
    members: Map.groupBy(people, ({ householdId }) => householdId),
  };
}
