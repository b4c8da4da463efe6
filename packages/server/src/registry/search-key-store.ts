/** The keys names and households are found by, as migrations/0046_registry_search.sql makes them. */
import { folded, type SearchWord } from "@lianfang/core/registry/search.ts";
import { type RawBuilder, sql } from "kysely";

/** Of `resident`; as in its index. */
export const nameKeys = sql`resident_search_keys(resident.town_id, resident.name, resident.name_pinyin)`;

/** Of `household`; as in its index. */
export const householdKeys = sql`household_search_keys(household.town_id, household.number, household.villagers_group, household.address)`;

/** What the keys of `household` are made of. */
export const householdText = sql`(household.number || ' ' || coalesce(household.villagers_group, '') || ' ' || coalesce(household.address, ''))`;

/** The query for names with the word in it: as pinyin and initials when it is letters. */
export function nameQuery(townId: string, { text, pinyin }: SearchWord): string {
  return pinyin ? `${key(townId, pinyin)}:*` : characterQuery(townId, text);
}

/**
 * The query for a text's pairs of characters, or the one it has. For a name that is as good as the
 * text itself; a longer text is to be compared.
 */
export function characterQuery(townId: string, text: string): string {
  const characters = [...text];
  const pairs = characters.slice(1).map((second, at) => `${characters[at]}${second}`);
  const sought = pairs.length > 0 ? pairs : characters;
  return [...new Set(sought)].map((one) => key(townId, one)).join(" & ");
}

/** Quoted as a query wants it. */
function key(townId: string, text: string): string {
  return `'${townId.slice(-8)}${text.replace(/['\\]/g, "$&$&")}'`;
}

/** The condition that `resident` is called so, to the letter but for spaces and case. */
export function isCalled(townId: string, name: string): RawBuilder<boolean> {
  return sql<boolean>`(${nameKeys} @@ ${characterQuery(townId, folded(name))}::tsquery
    and search_folded(resident.name) = search_folded(${name}))`;
}
