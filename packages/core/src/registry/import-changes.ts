/** What a row would change, field by field. */

import { maskIdentityNumber } from "./identity-number.ts";
import { circumstancesByRow, circumstancesDifferences } from "./import-circumstances.ts";
import type { ImportColumn } from "./import-contract.ts";
import type { PlannedHousehold } from "./import-household.ts";
import type { RegisteredPerson } from "./import-register.ts";
import type { PersonDraft } from "./import-row.ts";
import { maskPhone } from "./phone.ts";

/**
 * One field that changes. Of closed lists the codes are given, several joined by commas; numbers of
 * people are masked; empty where the register knows nothing yet.
 */
export interface Change {
  column: ImportColumn;
  from: string;
  to: string;
}

type Value = string | undefined;

/** A change when something is said and it is not what is held. */
function change(column: ImportColumn, held: Value, said: Value, show = (text: string) => text) {
  if (said === undefined || said === held) return [];
  return [{ column, from: held === undefined ? "" : show(held), to: show(said) }];
}

const listed = (kinds: readonly string[] | undefined) => kinds && [...kinds].sort().join(",");

/** @param number of the household the row puts the person in */
export function personChanges(
  person: RegisteredPerson,
  draft: PersonDraft,
  number: string,
): Change[] {
  return [
    ...change("householdNumber", person.householdNumber, number),
    ...change("name", person.name, draft.name),
    ...change("identityNumber", person.identityNumber, draft.identityNumber, maskIdentityNumber),
    ...change("sex", person.sex, draft.sex),
    ...change("birthday", person.birthday, draft.birthday),
    ...change("phone", person.phone, draft.phone, maskPhone),
    ...change("relation", person.relation, draft.relation),
    ...change("residence", person.residence, draft.residence),
    ...change("occupation", person.occupation, draft.occupation),
    ...differencesOf(person, draft),
    ...change("vulnerability", listed(person.vulnerabilities), listed(draft.vulnerabilities)),
    ...change("note", person.note, draft.note),
  ];
}

function differencesOf(person: RegisteredPerson, { circumstances = {} }: PersonDraft): Change[] {
  const after = circumstancesByRow(person, circumstances);
  const hidden = (text: string) => (text === "" ? "" : maskPhone(text));
  return circumstancesDifferences(person.circumstances, after).map((difference) => {
    const { column, from, to } = difference;
    return column === "proxyPhone" ? { column, from: hidden(from), to: hidden(to) } : difference;
  });
}

/** Of a household that is new, nothing is a change. */
export function householdChanges({ held, areaName, ...planned }: PlannedHousehold): Change[] {
  if (!held) return [];
  return [
    ...(planned.areaId === held.areaId ? [] : change("area", held.areaName, areaName)),
    ...change("group", held.group, planned.group),
    ...change("address", held.address, planned.address),
  ];
}
