/** Tokens of a town. Whoever may reach them may reach them all, or only an account's own. */
import type { ApiToken, TokenInput, TokenState } from "@lianfang/core/accounts/token-contract.ts";
import { tokenState } from "@lianfang/core/accounts/token-rules.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import { decodeCursor, toPage } from "../../kernel/database/cursor.ts";
import type { Db } from "../../kernel/database/database.ts";

export interface NewApiToken extends TokenInput {
  tokenId: string;
  hash: Buffer;
  accountId: string;
  madeAt: Instant;
  endsAt: Instant;
}

interface Filter extends PageInput {
  state?: TokenState | undefined;
  accountId?: string | undefined;
}

export function tokenStore(db: Db, townId: string) {
  const standing = () =>
    db.updateTable("api_token").where("town_id", "=", townId).where("revoked_at", "is", null);
  return {
    async insert(token: NewApiToken): Promise<void> {
      await db
        .insertInto("api_token")
        .values({
          town_id: townId,
          token_id: token.tokenId,
          token_hash: token.hash,
          account_id: token.accountId,
          name: token.name,
          purpose: token.purpose,
          holder: token.holder,
          groups: [...new Set(token.groups)],
          area_ids: token.areaIds ? [...new Set(token.areaIds)] : null,
          addresses: [...token.addresses],
          made_at: token.madeAt,
          ends_on: token.endsOn,
          ends_at: token.endsAt,
        })
        .execute();
    },

    async list(filter: Filter, now: Instant): Promise<Page<ApiToken>> {
      const rows = await listed(db, townId, filter, now).execute();
      return toPage(
        rows,
        filter.limit,
        (row) => [row.made_at, row.token_id],
        (row) => shown(row, now),
      );
    },

    /** @returns whether there was such a token, of the account if one is named */
    async exists(tokenId: string, accountId?: string): Promise<boolean> {
      const row = await db
        .selectFrom("api_token")
        .select("token_id")
        .where("town_id", "=", townId)
        .where("token_id", "=", tokenId)
        .$if(accountId !== undefined, (query) => query.where("account_id", "=", accountId ?? ""))
        .executeTakeFirst();
      return row !== undefined;
    },

    /** One revoked before stays as it was revoked. */
    async revoke(tokenId: string, by: string | undefined, now: Instant): Promise<void> {
      await standing()
        .where("token_id", "=", tokenId)
        .set({ revoked_at: now, revoked_by: by ?? null })
        .execute();
    },

    async revokeAllOf(accountId: string, by: string | undefined, now: Instant): Promise<void> {
      await standing()
        .where("account_id", "=", accountId)
        .set({ revoked_at: now, revoked_by: by ?? null })
        .execute();
    },

    /** The areas an account's roles reach below the town; undefined when one is held on all of it. */
    async areasHeld(accountId: string): Promise<ReadonlySet<string> | undefined> {
      const rows = await db
        .selectFrom("account_grant as held")
        .select([
          "scope_kind",
          sql<string[]>`to_jsonb(areas_under(held.town_id, held.scope_kind, held.scope_id))`.as(
            "areas",
          ),
        ])
        .where("town_id", "=", townId)
        .where("account_id", "=", accountId)
        .execute();
      if (rows.some((row) => row.scope_kind === "town")) return undefined;
      return new Set(rows.flatMap((row) => row.areas ?? []));
    },

    async allAreasExist(areaIds: readonly string[]): Promise<boolean> {
      const { rows } = await sql<{ all_exist: boolean }>`
        select coalesce(bool_and(scope_exists(${townId}::uuid, 'area', id)), true) as all_exist
        from unnest(${[...areaIds]}::uuid[]) id`.execute(db);
      return rows[0]?.all_exist ?? false;
    },
  };
}

/** What a call by a token needs to know, in whatever town it is; undefined when there is none. */
export function tokenByHash(db: Db, hash: Buffer) {
  return db
    .selectFrom("api_token as token")
    .innerJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "token.town_id")
        .onRef("account.account_id", "=", "token.account_id"),
    )
    .select([
      "token.town_id",
      "token.token_id",
      "token.name",
      "token.groups",
      "token.addresses",
      "token.ends_at",
      "token.revoked_at",
      "token.last_used_at",
      "token.last_used_from",
      "account.account_id",
      "account.user_name",
      "account.display_name",
      "account.state",
      sql<string[] | null>`case when token.area_ids is not null then (
        select coalesce(jsonb_agg(distinct under), '[]')
        from unnest(token.area_ids) id, unnest(areas_under(token.town_id, 'area', id)) under)
        end`.as("areas"),
      sql<{ role: string; scopeKind: string; scopeId: string; areas: string[] | null }[] | null>`(
        select jsonb_agg(jsonb_build_object(
          'role', g.role, 'scopeKind', g.scope_kind, 'scopeId', g.scope_id,
          'areas', to_jsonb(areas_under(g.town_id, g.scope_kind, g.scope_id))))
        from account_grant g
        where g.town_id = token.town_id and g.account_id = token.account_id)`.as("grants"),
    ])
    .where("token_hash", "=", hash)
    .executeTakeFirst();
}

export async function noteUse(
  db: Db,
  { townId, tokenId }: { townId: string; tokenId: string },
  address: string,
  now: Instant,
): Promise<void> {
  await db
    .updateTable("api_token")
    .set({ last_used_at: now, last_used_from: address })
    .where("town_id", "=", townId)
    .where("token_id", "=", tokenId)
    .execute();
}

function listed(db: Db, townId: string, { after, limit, state, accountId }: Filter, now: Instant) {
  let query = db
    .selectFrom("api_token as token")
    .innerJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "token.town_id")
        .onRef("account.account_id", "=", "token.account_id"),
    )
    .selectAll("token")
    .select("account.display_name")
    .where("token.town_id", "=", townId)
    .orderBy("made_at", "desc")
    .orderBy("token_id", "desc")
    .limit(limit + 1);
  if (accountId) query = query.where("token.account_id", "=", accountId);
  if (state === "revoked") query = query.where("revoked_at", "is not", null);
  if (state === "ended") query = query.where("revoked_at", "is", null).where("ends_at", "<=", now);
  if (state === "active") query = query.where("revoked_at", "is", null).where("ends_at", ">", now);
  if (after) {
    const [at, id] = decodeCursor(after, 2);
    query = query.where(sql<boolean>`(made_at, token_id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return query;
}

type Row = Awaited<ReturnType<ReturnType<typeof listed>["execute"]>>[number];

function shown(row: Row, now: Instant): ApiToken {
  const { last_used_at: at, last_used_from: from } = row;
  return {
    tokenId: row.token_id,
    name: row.name,
    purpose: row.purpose,
    holder: row.holder,
    groups: row.groups,
    areaIds: row.area_ids ?? undefined,
    addresses: row.addresses,
    state: tokenState({ revokedAt: row.revoked_at, endsAt: row.ends_at }, now),
    account: { accountId: row.account_id, displayName: row.display_name },
    madeAt: row.made_at,
    endsOn: row.ends_on,
    revokedAt: row.revoked_at ?? undefined,
    lastUsed: at && from !== null ? { at, from } : undefined,
  };
}
