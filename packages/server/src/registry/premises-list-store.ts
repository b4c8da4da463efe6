import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { lastOfPhone } from "@lianfang/core/registry/phone.ts";
import type {
  Premises,
  PremisesKind,
  PremisesRow,
  PremisesState,
} from "@lianfang/core/registry/premises.ts";
import {
  folded,
  readSearch,
  type Search,
  type SearchWord,
} from "@lianfang/core/registry/search.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { type EveryPremises, everyPremises, standingPremises } from "./premises-store.ts";
import { openPhone, phoneMasked, tailLength, vaultOf } from "./sealed.ts";
import { anyOf, areasSought, atMost, mostCounted } from "./store.ts";

export interface PremisesFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
  kind?: PremisesKind | undefined;
  state?: PremisesState | undefined;
}

/** Others told of on the page of premises that may be the same. */
const mostAlike = 5;

/** Premises of the town within the call's reach, as they are shown. */
export function premisesLists(context: QueryContext) {
  return {
    async list(filter: PremisesFilter): Promise<Page<PremisesRow>> {
      const found = await matching(context, filter);
      const [rows, total] = await Promise.all([
        listed(context, { query: pageOf(found.query, filter) }).execute(),
        count(context, found),
      ]);
      const vault = await vaultOf(context);
      const page = toPage(
        rows,
        filter.limit,
        (row) => [row.kind_rank, row.name_pinyin, row.premises_id],
        (row) => shown(row, vault),
      );
      return { ...page, total };
    },
    async show(premisesId: string): Promise<Premises | undefined> {
      const query = everyPremises(context).where("premises_id", "=", premisesId);
      const row = await listed(context, { query }).executeTakeFirst();
      if (!row) return undefined;
      const { removed_at: at, removal_reason: reason } = row;
      return {
        ...shown(row, await vaultOf(context)),
        creditCode: row.credit_code ?? undefined,
        floorAreaM2: row.floor_area_m2 ?? undefined,
        capacity: row.capacity ?? undefined,
        note: row.note ?? undefined,
        alike: await alike(context, row),
        revision: row.revision,
        createdAt: row.created_at,
        changedAt: row.changed_at,
        removed: at && reason ? { at, reason } : undefined,
      };
    },
    /** Whether the premises are there for this call. */
    async isThere(premisesId: string): Promise<boolean> {
      const row = await everyPremises(context)
        .select("premises_id")
        .where("premises_id", "=", premisesId)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

function inOrder(query: EveryPremises): EveryPremises {
  return query
    .orderBy("premises.kind_rank")
    .orderBy("premises.name_pinyin")
    .orderBy("premises.premises_id");
}

function pageOf(query: EveryPremises, { after, limit }: PageInput): EveryPremises {
  const page = inOrder(query).limit(atMost(limit + 1));
  if (after === undefined) return page;
  const [rank, pinyin, id] = decodeCursor(after, 3);
  return page.where(
    sql<boolean>`(kind_rank, name_pinyin, premises_id) > (${rank}::int, ${pinyin}, ${id}::uuid)`,
  );
}

async function matching(
  context: QueryContext,
  { areaId, kind, state, search: typed }: Omit<PremisesFilter, keyof PageInput>,
): Promise<{ query: EveryPremises }> {
  const areaIds = await areasSought(context, areaId);
  const search = readSearch(typed);
  let query = standingPremises(context);
  if (areaIds) query = query.where("premises.area_id", "=", anyOf(areaIds));
  if (kind) query = query.where("premises.kind", "=", kind);
  if (state) query = query.where("premises.state", "=", state);
  if (search) query = query.where(await sought(context, search));
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

/**
 * Each word in the name, address, credit code, the name of who is in charge or of the area, as the
 * name's pinyin, or as the end of a telephone number. A town has some thousand premises: they are
 * all looked through.
 */
async function sought(context: QueryContext, search: Search): Promise<RawBuilder<boolean>> {
  const conditions = await Promise.all(
    search.map(async (word) => {
      const ways = [sql<boolean>`strpos(premises.search_text, ${folded(word.text)}) > 0`];
      if (word.pinyin) ways.push(isRead(word.pinyin));
      const byTail = await idsByTail(context, word);
      if (byTail.length > 0) ways.push(sql<boolean>`premises.premises_id = ${anyOf(byTail)}`);
      if (word.text.length > 1) ways.push(inAreaNamed(context, word));
      return sql<boolean>`(${sql.join(ways, sql` or `)})`;
    }),
  );
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** The name's syllables run on, or their initials, from any syllable on. */
function isRead(pinyin: string): RawBuilder<boolean> {
  return sql<boolean>`(
    strpos(replace(premises.name_pinyin, ' ', ''), ${pinyin}) > 0
    or strpos(regexp_replace(premises.name_pinyin, '(\\S)\\S* ?', '\\1', 'g'), ${pinyin}) > 0)`;
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
  const rows = await standingPremises(context)
    .select(["premises_id", "in_charge_phone"])
    .where("in_charge_phone_tail", "=", vault.blind("phone-tail", tail.slice(-tailLength)))
    .limit(atMost(mostCounted))
    .execute();
  return rows
    .filter((row) => {
      const phone = openPhone(vault, row.in_charge_phone) ?? "";
      return lastOfPhone(phone, tail.length) === tail;
    })
    .map((row) => row.premises_id);
}

/** The rows are chosen before anything is joined to them: the planner has no better idea. */
function listed({ db }: QueryContext, { query }: { query: EveryPremises }) {
  return db
    .selectFrom(query.selectAll("premises").as("premises"))
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "premises.town_id")
        .onRef("area.area_id", "=", "premises.area_id"),
    )
    .selectAll("premises")
    .select("area.name as area_name")
    .select((premises) =>
      premises
        .selectFrom("premises_person")
        .innerJoin("known_resident", (join) =>
          join
            .onRef("known_resident.town_id", "=", "premises_person.town_id")
            .onRef("known_resident.known_as", "=", "premises_person.resident_id"),
        )
        .innerJoin("resident", (join) =>
          join
            .onRef("resident.town_id", "=", "known_resident.town_id")
            .onRef("resident.resident_id", "=", "known_resident.resident_id"),
        )
        .select(({ fn }) => fn.count<number>("resident.resident_id").distinct().as("people"))
        .whereRef("premises_person.town_id", "=", "premises.town_id")
        .whereRef("premises_person.premises_id", "=", "premises.premises_id")
        .where("premises_person.ended_at", "is", null)
        .where("resident.removed_at", "is", null)
        .as("people"),
    )
    .orderBy("premises.kind_rank")
    .orderBy("premises.name_pinyin")
    .orderBy("premises.premises_id");
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;

function shown(row: ListedRow, vault: Vault): PremisesRow {
  return {
    premisesId: row.premises_id,
    kind: row.kind,
    name: row.name,
    areaId: row.area_id,
    areaName: row.area_name,
    address: row.address ?? undefined,
    inChargeName: row.in_charge_name ?? undefined,
    phoneMasked: phoneMasked(vault, row.in_charge_phone),
    state: row.state,
    stateSince: row.state_since ?? undefined,
    people: row.people ?? 0,
  };
}

/** The same credit code, or the same kind and name: a branch, or entered twice. */
async function alike(context: QueryContext, row: ListedRow): Promise<Premises["alike"]> {
  const rows = await standingPremises(context)
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "premises.town_id")
        .onRef("area.area_id", "=", "premises.area_id"),
    )
    .select(["premises_id", "premises.name", "area.name as area_name"])
    .where("premises_id", "!=", row.premises_id)
    .where(({ eb, or, and }) =>
      or([
        and([eb("premises.kind", "=", row.kind), eb("premises.name", "=", row.name)]),
        eb("credit_code", "=", row.credit_code),
      ]),
    )
    .orderBy("premises_id")
    .limit(atMost(mostAlike))
    .execute();
  return rows.map((other) => ({
    premisesId: other.premises_id,
    name: other.name,
    areaName: other.area_name,
  }));
}

async function count({ db }: QueryContext, { query }: { query: EveryPremises }): Promise<number> {
  const { total } = await db
    .selectFrom(query.select("premises_id").limit(atMost(mostCounted)).as("found"))
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}
