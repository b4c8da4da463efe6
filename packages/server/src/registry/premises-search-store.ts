/** Which premises the words typed may mean. */
import { lastOfPhone } from "@lianfang/core/registry/phone.ts";
import { folded, type Search, type SearchWord } from "@lianfang/core/registry/search.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { letBy } from "./premises-landlord-store.ts";
import { everyPremises } from "./premises-store.ts";
import { openPhone, tailLength, vaultOf } from "./sealed.ts";
import { atMost } from "./store.ts";

/** Candidates of a search by last digits that are opened and compared. */
const mostCandidates = 2_000;

/**
 * Each word in the name, address, credit code, the name of who is in charge, of who lets it or of the
 * area, as the name's pinyin, or as the end of a telephone number. A town has some thousand premises: they are
 * all looked through.
 */
export async function premisesSought(
  context: QueryContext,
  search: Search,
): Promise<RawBuilder<boolean>> {
  const conditions = await Promise.all(
    search.map(async (word) => {
      const ways = [sql<boolean>`strpos(premises.search_text, ${folded(word.text)}) > 0`];
      if (word.pinyin) ways.push(isRead(word.pinyin));
      const byTail = await idsByTail(context, word);
      if (byTail.length > 0) ways.push(sql<boolean>`premises.premises_id = ${anyOf(byTail)}`);
      if (word.text.length > 1) ways.push(inAreaNamed(context, word), letBy(context, word));
      return sql<boolean>`(${sql.join(ways, sql` or `)})`;
    }),
  );
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** The name's syllables run on, or their initials, from any syllable on. */
function isRead(pinyin: string): RawBuilder<boolean> {
  return sql<boolean>`(
    strpos(replace(premises.name_pinyin, ' ', ''), ${pinyin}) > 0
    or strpos(regexp_replace(replace(premises.name_pinyin, '|', ' | '), '(\\S)\\S* ?', '\\1', 'g'), ${pinyin}) > 0)`;
}

function inAreaNamed({ town }: QueryContext, { text }: SearchWord): RawBuilder<boolean> {
  return sql<boolean>`premises.area_id = any(array(
    select area_id from area
    where town_id = ${town.townId} and kind <> 'town'
      and strpos(search_folded(name), ${text}) > 0))`;
}

async function idsByTail(context: QueryContext, { tail }: SearchWord): Promise<readonly string[]> {
  if (tail === undefined) return [];
  const vault = await vaultOf(context);
  const rows = await everyPremises(context)
    .select(["premises_id", "in_charge_phone"])
    .where("in_charge_phone_tail", "=", vault.blind("phone-tail", tail.slice(-tailLength)))
    .limit(atMost(mostCandidates))
    .execute();
  return rows
    .filter((row) => {
      const phone = openPhone(vault, row.in_charge_phone) ?? "";
      return lastOfPhone(phone, tail.length) === tail;
    })
    .map((row) => row.premises_id);
}
