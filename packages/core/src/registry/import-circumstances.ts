/** What a row says of how a person lives, and what that would change. */
import type { DivisionIndex } from "../policy/divisions.ts";
import {
  type Circumstances,
  circumstancesAfter,
  type GivenCircumstances,
  noCircumstances,
} from "./circumstances.ts";
import { frequencyOf, proxyRelationOf, tenancyOf, tradeOf } from "./import-circumstances-words.ts";
import type { ImportColumn } from "./import-contract.ts";
import type { RegisteredPerson } from "./import-register.ts";
import type { RowReader } from "./import-row-reader.ts";
import { readPlace } from "./place-text.ts";

/** A word of a closed list; one that is not in it is told and not taken. */
function listed<Meaning>(
  row: RowReader,
  column: ImportColumn,
  meaningOf: (text: string) => Meaning | undefined,
): Meaning | undefined {
  const text = row.text(column);
  const meaning = text === undefined ? undefined : meaningOf(text);
  if (text !== undefined && meaning === undefined) {
    row.note(column, "registry.import.wordUnknown", { text });
  }
  return meaning;
}

function placeIn(
  row: RowReader,
  column: "registeredPlace" | "livingPlace" | "commutePlace",
  divisions: DivisionIndex,
) {
  const text = row.limited(column);
  return text === undefined ? undefined : readPlace(text, divisions);
}

/** Nothing of what a place's column does not say stays from before: the column says the whole place. */
const whole = <Value>(value: Value | undefined, isSaid: boolean) =>
  isSaid ? (value ?? null) : undefined;

/** Undefined where a row says nothing of it. */
export function readCircumstances(
  row: RowReader,
  divisions: DivisionIndex,
): GivenCircumstances | undefined {
  const registered = placeIn(row, "registeredPlace", divisions);
  const living = placeIn(row, "livingPlace", divisions);
  const work = placeIn(row, "commutePlace", divisions);
  const said: GivenCircumstances = {
    registeredDivision: whole(registered?.division, registered !== undefined),
    registeredAddress: whole(registered?.detail, registered !== undefined),
    livingDivision: whole(living?.division, living !== undefined),
    livingAddress: whole(living?.detail, living !== undefined),
    tenancy: listed(row, "tenancy", tenancyOf),
    listedTrade: listed(row, "listedTrade", tradeOf),
    commuteFrequency: listed(row, "commute", frequencyOf),
    commuteDivision: whole(work?.division, work !== undefined),
    commutePlace: whole(work?.detail, work !== undefined),
    proxyName: row.limited("proxyName"),
    proxyPhone: row.phone("proxyPhone"),
    proxyRelation: listed(row, "proxyRelation", proxyRelationOf),
  };
  return Object.values(said).every((value) => value === undefined) ? undefined : said;
}

/**
 * The person's circumstances after the row. One who has a proxy on the register keeps them; one who
 * works elsewhere, nobody says how often, goes there now and then.
 */
export function circumstancesByRow(
  person: RegisteredPerson | undefined,
  said: GivenCircumstances,
): Circumstances {
  const held = person?.circumstances ?? noCircumstances;
  const { proxyName, proxyPhone, ...rest } = said;
  const given = held.proxyResidentId ? rest : { ...rest, proxyName, proxyPhone };
  const isSomewhere = Boolean(said.commuteDivision || said.commutePlace);
  const known = said.commuteFrequency ?? held.commuteFrequency;
  return circumstancesAfter(
    held,
    isSomewhere && !known ? { ...given, commuteFrequency: "irregular" } : given,
  );
}

/** Places are told as code and text, joined; what was not known is empty. */
const shownAs: readonly (readonly [ImportColumn, (one: Circumstances) => string])[] = [
  ["registeredPlace", (one) => joined(one.registeredDivision, one.registeredAddress)],
  ["livingPlace", (one) => joined(one.livingDivision, one.livingAddress)],
  ["tenancy", ({ tenancy }) => tenancy ?? ""],
  ["listedTrade", ({ listedTrade }) => listedTrade ?? ""],
  ["commute", ({ commuteFrequency }) => commuteFrequency ?? ""],
  ["commutePlace", (one) => joined(one.commuteDivision, one.commutePlace)],
  ["proxyName", ({ proxyName }) => proxyName ?? ""],
  ["proxyPhone", ({ proxyPhone }) => proxyPhone ?? ""],
  ["proxyRelation", ({ proxyRelation }) => proxyRelation ?? ""],
];

function joined(division: string | null, detail: string | null): string {
  return [division, detail].filter((part) => part !== null).join(" ");
}

/** What differs between two states of a person, as texts by column. */
export function circumstancesDifferences(before: Circumstances, after: Circumstances) {
  return shownAs
    .map(([column, show]) => ({ column, from: show(before), to: show(after) }))
    .filter(({ from, to }) => from !== to);
}
