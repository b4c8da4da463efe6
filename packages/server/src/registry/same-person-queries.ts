import { townDay } from "@lianfang/core/kernel/time.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { readIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { suggestedSources, suggestedSurvivor } from "@lianfang/core/registry/merge.ts";
import { readPhone } from "@lianfang/core/registry/phone.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import {
  type Likened,
  type Likeness,
  likenessOf,
  possiblyOne,
} from "@lianfang/core/registry/same-person.ts";
import type { TypedPerson } from "@lianfang/core/registry/same-person-contract.ts";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { tiesOf } from "../kernel/ties.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import {
  isIdentityElsewhere,
  type LikenedRow,
  likenedById,
  pairsLike,
  residentsLike,
} from "./likeness-store.ts";
import { comparedGroups } from "./merge-fields.ts";
import { wholeResidents } from "./merge-store.ts";
import { pinyinOf } from "./name-pinyin.ts";
import { namesIn } from "./names-store.ts";
import { residentLists } from "./resident-list-store.ts";
import { vaultOf } from "./sealed.ts";
import { areasSought } from "./store.ts";

type Routes = Handlers<typeof registryContract>;

/** Beside a form there is room for a few. */
const mostOffered = 5;

export const samePerson: Routes["samePerson"] = async (input, context) => {
  const vault = await vaultOf(context);
  const described = describedBy(input, context, vault);
  const rows = await residentsLike(context, {
    identityBlind: described.identityBlind,
    phoneBlind: described.phoneBlind,
    name: described.name,
    pinyin: described.pinyin,
    householdId: input.householdId,
    besides: input.besides,
  });
  const like = likest(rows, (row) => likenessOf(described, row)).slice(0, mostOffered);
  const people = await residentLists(context).byId(like.map(({ of }) => of.residentId));
  const number = described.identityBlind;
  return {
    people: like.flatMap(({ of, ...likeness }) => {
      const person = people.get(of.residentId);
      return person ? [{ ...likeness, person, removed: of.removed }] : [];
    }),
    isElsewhere: number !== undefined && (await isIdentityElsewhere(context, number)),
  };
};

/** Numbers that are not whole yet are not compared. */
function describedBy(typed: TypedPerson, { now, town }: QueryContext, vault: Vault) {
  const read = readIdentityNumber(typed.identityNumber ?? "", townDay(now, town.timeZone));
  const phone = readPhone(typed.phone ?? "");
  const identityBlind = read.ok ? vault.blind("identity-number", read.value.number) : undefined;
  const phoneBlind = phone.ok ? vault.blind("phone", phone.value.number) : undefined;
  const name = typed.name.trim();
  return {
    ...typed,
    name,
    pinyin: name === "" ? "" : pinyinOf(name),
    sex: typed.sex ?? (read.ok ? read.value.sex : undefined),
    birthday: typed.birthday ?? (read.ok ? read.value.birthday : undefined),
    identityNumber: identityBlind?.toString("hex"),
    phone: phoneBlind?.toString("hex"),
    identityBlind,
    phoneBlind,
  } satisfies Likened & Record<string, unknown>;
}

/** Those like enough to ask about, the likest first. */
function likest<Item>(
  items: readonly Item[],
  likeness: (item: Item) => Likeness | undefined,
): (Likeness & { of: Item })[] {
  return items
    .flatMap((of) => {
      const like = likeness(of);
      return like && like.score >= possiblyOne ? [{ ...like, of }] : [];
    })
    .sort((a, b) => b.score - a.score);
}

/**
 * The whole sweep is made for each page: it is one statement, and what is put right in between is
 * seen at once.
 */
export const duplicates: Routes["duplicates"] = async (input, context) => {
  const areaIds = await areasSought(context, input.areaId);
  const pairs = likest(await pairsLike(context, areaIds), ({ one, other }) =>
    likenessOf(one, other),
  );
  const after = input.after ? decodeCursor(input.after, 3) : undefined;
  const rest = after ? pairs.filter((pair) => isBehind(pair, after)) : pairs;
  const page = toPage(rest.slice(0, input.limit + 1), input.limit, keyOf, (pair) => pair);
  const ids = page.rows.flatMap(({ of: { one, other } }) => [one.residentId, other.residentId]);
  const people = await residentLists(context).byId(ids);
  const rows = page.rows.flatMap(({ of, score, reasons }) => {
    const one = people.get(of.one.residentId);
    const other = people.get(of.other.residentId);
    return one && other ? [{ score, reasons, one, other }] : [];
  });
  return { ...page, rows, total: pairs.length };
};

type ScoredPair = Likeness & { of: { one: LikenedRow; other: LikenedRow } };

function keyOf({ score, of }: ScoredPair): [number, string, string] {
  return [score, of.one.residentId, of.other.residentId];
}

/** By likeness, then by ids: the order pairs come in from the store. */
function isBehind(pair: ScoredPair, [score = "", oneId = "", otherId = ""]: string[]): boolean {
  const [itsScore, itsOne, itsOther] = keyOf(pair);
  if (itsScore !== Number(score)) return itsScore < Number(score);
  return itsOne === oneId ? itsOther > otherId : itsOne > oneId;
}

export const mergePreview: Routes["mergePreview"] = async ({ oneId, otherId }, context) => {
  const { one, other, rows } = await sideBySide(context, oneId, otherId);
  const vault = await vaultOf(context);
  const names = await namesIn(context, [rows.one, rows.other]);
  const groups = comparedGroups(rows.one, rows.other, names, vault);
  const sources = suggestedSources(groups, one.changedAt > other.changedAt ? "one" : "other");
  const [likenedOne, likenedOther] = await likenedById(context, [oneId, otherId]);
  return {
    one,
    other,
    likeness: likenedOne && likenedOther ? likenessOf(likenedOne, likenedOther) : undefined,
    suggested: suggestedSurvivor(groups, one.createdAt <= other.createdAt ? "one" : "other"),
    fields: groups.map(({ group, fields, mayJoin, ...texts }) => ({
      group,
      values: fields.map((field, at) => ({ field, one: texts.one[at], other: texts.other[at] })),
      mayJoin,
      suggested: sources.get(group) ?? "one",
    })),
    ties: await tiesOfTwo(context, oneId, otherId),
  };
};

/** Two on the register, as they are shown and as they are kept. */
async function sideBySide(context: QueryContext, oneId: string, otherId: string) {
  if (oneId === otherId) throw problems.sameRecord();
  const whole = await wholeResidents(context, [oneId, otherId]);
  const rowOf = (id: string) =>
    whole.find(({ residentId, isRemoved }) => residentId === id && !isRemoved)?.row;
  const rows = { one: rowOf(oneId), other: rowOf(otherId) };
  const lists = residentLists(context);
  const [one, other] = await Promise.all([lists.show(oneId), lists.show(otherId)]);
  if (!one || !other || !rows.one || !rows.other) throw problems.residentNotFound();
  return { one, other, rows: { one: rows.one, other: rows.other } };
}

async function tiesOfTwo(context: QueryContext, oneId: string, otherId: string) {
  const ties = await tiesOf(context, "resident", [oneId, otherId]);
  const count = (id: string, name: string) =>
    ties.get(id)?.find((tie) => tie.name === name)?.count ?? 0;
  return context.kernel.ties
    .filter(({ of }) => of === "resident")
    .map(({ name }) => ({ name, one: count(oneId, name), other: count(otherId, name) }))
    .filter((tie) => tie.one + tie.other > 0);
}
