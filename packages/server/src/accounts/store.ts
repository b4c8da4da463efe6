/** Accounts, their grants and codes. */
import { type Account, AccountState } from "@lianfang/core/accounts/contract.ts";
import { Grant } from "@lianfang/core/kernel/access.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { z } from "zod";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Db } from "../kernel/database/database.ts";
import type { AccountTable } from "../kernel/database/tables.ts";

export interface NewAccount {
  accountId: string;
  userName: string;
  displayName: string;
  staffId?: string | undefined;
  grants: readonly Grant[];
  now: Instant;
  /** With a password the account is active at once; else its code invites. */
  passwordHash?: string | undefined;
  code?: { digest: string; expiresAt: Instant } | undefined;
}

interface Filter extends PageInput {
  search?: string | undefined;
  state?: z.infer<typeof AccountState> | undefined;
}

/** The accounts of one town. Whoever may reach them may reach them all. */
export function accountStore(db: Db, townId: string) {
  const one = (accountId: string) =>
    db.updateTable("account").where("town_id", "=", townId).where("account_id", "=", accountId);
  return {
    byName: (userName: string) =>
      db
        .selectFrom("account")
        .selectAll()
        .where("town_id", "=", townId)
        .where("user_name", "=", userName)
        .executeTakeFirst(),

    /** @throws Problem `kernel.notFound` */
    async get(accountId: string) {
      const row = await db
        .selectFrom("account")
        .selectAll()
        .where("town_id", "=", townId)
        .where("account_id", "=", accountId)
        .executeTakeFirst();
      if (!row) throw kernelProblems.notFound();
      return row;
    },

    async list(filter: Filter): Promise<Page<z.infer<typeof Account>>> {
      const rows = await accountRows(db, townId, filter).execute();
      return toPage(rows, filter.limit, (row) => [row.user_name], shown);
    },

    async insert(account: NewAccount): Promise<void> {
      await db
        .insertInto("account")
        .values({
          town_id: townId,
          account_id: account.accountId,
          user_name: account.userName,
          display_name: account.displayName,
          staff_id: account.staffId ?? null,
          state: account.passwordHash ? "active" : "invited",
          password_hash: account.passwordHash ?? null,
          code_hash: account.code?.digest ?? null,
          code_expires_at: account.code?.expiresAt ?? null,
          created_at: account.now,
          last_sign_in_at: null,
        })
        .execute();
      await insertGrants(db, townId, account.accountId, account.grants);
    },

    async setGrants(accountId: string, grants: readonly Grant[]): Promise<void> {
      await db
        .deleteFrom("account_grant")
        .where("town_id", "=", townId)
        .where("account_id", "=", accountId)
        .execute();
      await insertGrants(db, townId, accountId, grants);
    },

    /** The code ends the password; a suspension stays. */
    async setCode(accountId: string, code: { digest: string; expiresAt: Instant }): Promise<void> {
      await one(accountId)
        .set({ code_hash: code.digest, code_expires_at: code.expiresAt, password_hash: null })
        .execute();
      await one(accountId).where("state", "=", "active").set({ state: "invited" }).execute();
    },

    /** The password ends the code; the account is active from here on. */
    async setPassword(accountId: string, passwordHash: string): Promise<void> {
      await one(accountId)
        .set({
          password_hash: passwordHash,
          code_hash: null,
          code_expires_at: null,
          state: "active",
        })
        .execute();
    },

    async setState(accountId: string, state: AccountTable["state"]): Promise<void> {
      await one(accountId).set({ state }).execute();
    },

    async signedIn(accountId: string, now: Instant): Promise<void> {
      await one(accountId).set({ last_sign_in_at: now }).execute();
    },

    async allScopesExist(grants: readonly Grant[]): Promise<boolean> {
      const scopes = grants.map((grant) => ({
        kind: grant.scopeKind,
        id: scopeIdOf(grant, townId),
      }));
      const { rows } = await sql<{ all_exist: boolean }>`
        select coalesce(bool_and(scope_exists(${townId}, s.kind, s.id)), true) as all_exist
        from jsonb_to_recordset(${JSON.stringify(scopes)}::jsonb) as s (kind text, id uuid)
      `.execute(db);
      return rows[0]?.all_exist ?? false;
    },

    /** Whether another active account directs the town. Until the write ends, no other changes that. */
    async hasOtherDirector(accountId: string): Promise<boolean> {
      await db
        .selectFrom("town")
        .select("town_id")
        .where("town_id", "=", townId)
        .forNoKeyUpdate()
        .execute();
      const other = await db
        .selectFrom("account")
        .innerJoin("account_grant", (join) =>
          join
            .onRef("account_grant.town_id", "=", "account.town_id")
            .onRef("account_grant.account_id", "=", "account.account_id"),
        )
        .select("account.account_id")
        .where("account.town_id", "=", townId)
        .where("account.account_id", "!=", accountId)
        .where("state", "=", "active")
        .where("role", "=", "director")
        .limit(1)
        .executeTakeFirst();
      return other !== undefined;
    },

    async grantsOf(accountId: string): Promise<Grant[]> {
      const rows = await db
        .selectFrom("account_grant")
        .select(["role", "scope_kind as scopeKind", "scope_id as scopeId"])
        .where("town_id", "=", townId)
        .where("account_id", "=", accountId)
        .execute();
      return rows.map((row) => Grant.parse(row));
    },

    /** The accounts with a role on this very part of the town. */
    async holdersOf(scopeKind: Grant["scopeKind"], scopeId: string): Promise<string[]> {
      const rows = await db
        .selectFrom("account_grant")
        .select("account_id")
        .distinct()
        .where("town_id", "=", townId)
        .where("scope_kind", "=", scopeKind)
        .where("scope_id", "=", scopeId)
        .execute();
      return rows.map((row) => row.account_id);
    },

    /** Roles held on one part of the town are held on another instead. */
    async moveScope(scope: {
      scopeKind: Grant["scopeKind"];
      from: string;
      into: string;
    }): Promise<void> {
      const held = db
        .selectFrom("account_grant")
        .select(["town_id", "account_id", "role", "scope_kind"])
        .select(sql<string>`${scope.into}::uuid`.as("scope_id"))
        .where("town_id", "=", townId)
        .where("scope_kind", "=", scope.scopeKind)
        .where("scope_id", "=", scope.from);
      await db
        .insertInto("account_grant")
        .columns(["town_id", "account_id", "role", "scope_kind", "scope_id"])
        .expression(held)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await db
        .deleteFrom("account_grant")
        .where("town_id", "=", townId)
        .where("scope_kind", "=", scope.scopeKind)
        .where("scope_id", "=", scope.from)
        .execute();
    },
  };
}

function scopeIdOf(grant: Grant, townId: string): string {
  return grant.scopeKind === "town" ? townId : grant.scopeId;
}

async function insertGrants(
  db: Db,
  townId: string,
  accountId: string,
  grants: readonly Grant[],
): Promise<void> {
  await db
    .insertInto("account_grant")
    .values(
      grants.map((grant) => ({
        town_id: townId,
        account_id: accountId,
        role: grant.role,
        scope_kind: grant.scopeKind,
        scope_id: scopeIdOf(grant, townId),
      })),
    )
    // The same role on the same scope twice is once.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function accountRows(db: Db, townId: string, { after, limit, search, state }: Filter) {
  let query = db
    .selectFrom("account")
    .select([
      "account_id",
      "user_name",
      "display_name",
      "state",
      "staff_id",
      "created_at",
      "last_sign_in_at",
      sql<unknown[] | null>`(
        select jsonb_agg(jsonb_build_object(
          'role', g.role, 'scopeKind', g.scope_kind, 'scopeId', g.scope_id)
          order by g.role, g.scope_kind, g.scope_id)
        from account_grant g
        where g.town_id = account.town_id and g.account_id = account.account_id)`.as("grants"),
    ])
    .where("town_id", "=", townId)
    .orderBy(sql`user_name collate "C"`)
    .limit(limit + 1);
  if (state) query = query.where("state", "=", state);
  if (search) {
    const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
    query = query.where(
      sql<boolean>`(user_name like ${pattern} or lower(display_name) like ${pattern})`,
    );
  }
  if (after) {
    const [userName] = decodeCursor(after, 1);
    query = query.where(sql<boolean>`user_name collate "C" > ${userName}`);
  }
  return query;
}

type Row = Awaited<ReturnType<ReturnType<typeof accountRows>["execute"]>>[number];

function shown(row: Row): z.infer<typeof Account> {
  return {
    accountId: row.account_id,
    userName: row.user_name,
    displayName: row.display_name,
    state: AccountState.parse(row.state),
    grants: Grant.array().parse(row.grants ?? []),
    staffId: row.staff_id ?? undefined,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at ?? undefined,
  };
}
