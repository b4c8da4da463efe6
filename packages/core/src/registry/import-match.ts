/** Who of a household's rows is who of its members, where no identity number tells. */

import type { RegisteredPerson } from "./import-register.ts";
import type { PersonDraft } from "./import-row.ts";
import { isStanding, refuse, type WorkingRow } from "./import-working.ts";
import { foldedName } from "./rules.ts";
import { isCompatible, isSamePerson } from "./same-person.ts";

/**
 * Finds each row's person among the members, and refuses rows that say the same person twice, fit
 * several members, or contradict what the register knows of somebody of that name.
 * @param claimed ids of residents whom other rows of the file are; those found here are added
 */
export function matchInHousehold(
  rows: readonly WorkingRow[],
  members: readonly RegisteredPerson[],
  claimed: Set<string>,
): void {
  const seen = new Map<string, WorkingRow[]>();
  for (const row of rows) {
    const name = foldedName(row.draft.name);
    const namesakes = seen.get(name) ?? [];
    const earlier = namesakes.find((other) => isCompatible(other.draft, row.draft));
    if (earlier) {
      const params = { where: earlier.where, name: earlier.draft.name };
      refuse(row, { column: "name", code: "registry.import.repeatedPerson", params });
      continue;
    }
    if (!row.person) findAmong(row, members, claimed);
    if (isStanding(row)) seen.set(name, [...namesakes, row]);
  }
}

function findAmong(
  row: WorkingRow,
  members: readonly RegisteredPerson[],
  claimed: Set<string>,
): void {
  const { draft } = row;
  const free = members.filter(({ residentId }) => !claimed.has(residentId));
  const fitting = free.filter((member) => isCompatible(member, draft));
  const proven = fitting.filter((member) => isSamePerson(member, draft));
  const [only] = proven.length === 1 ? proven : fitting;
  const params = { name: draft.name };
  if (fitting.length > 1 && proven.length !== 1) {
    refuse(row, { column: "name", code: "registry.import.severalPeople", params });
  } else if (only) {
    row.person = only;
    claimed.add(only.residentId);
  } else if (members.some((member) => isNamesake(member, draft))) {
    refuse(row, { column: "name", code: "registry.import.contradictsRegister", params });
  }
}

function isNamesake(member: RegisteredPerson, draft: PersonDraft): boolean {
  return foldedName(member.name) === foldedName(draft.name);
}
