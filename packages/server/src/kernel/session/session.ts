/** Sessions: a random token in a cookie; the database keeps only its SHA-256. */
import { createHash, randomBytes } from "node:crypto";
import type { Grant, Role, ScopeKind } from "@lianfang/core/kernel/access.ts";
import { Grant as GrantSchema } from "@lianfang/core/kernel/access.ts";
import { addMinutes, type Instant, minutesBetween } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { Town } from "../context.ts";
import type { Db } from "../database/database.ts";
import { gathered } from "../database/gathered.ts";
import { townColumns, townFrom } from "./town.ts";

/** A session ends 12 hours after it was opened, and after 2 hours without a request. */
const ofDesk = { absoluteMinutes: 12 * 60, idleMinutes: 2 * 60 };
/**
 * A phone in a valley is without contact for days, and its session opens nothing without what the
 * phone keeps under its PIN: as long as it may hold records, and a week at most.
 */
const ofPhone = { absoluteMinutes: 7 * 24 * 60, idleMinutes: 72 * 60 };

export interface SignedIn {
  accountId: string;
  displayName: string;
  userName: string;
  state: "invited" | "active" | "suspended";
  grants: Grant[];
  /** Areas each grant covers, subtrees included, in the order of `grants`. */
  grantAreas: string[][];
  /** The unit somebody in service is a member of. */
  unitId?: string | undefined;
  town: Town;
}

/** What a session is known by: the cookie, and for a phone's what it keeps under its PIN. */
export function withProof(cookie: string, proof: string | undefined): string {
  return proof ? `${cookie}.${proof}` : cookie;
}

/** The part of a session's token that goes into the cookie. */
export function cookiePart(token: string): string {
  return token.split(".", 1)[0] ?? token;
}

export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/**
 * Opens a session.
 * @param proof a phone's own secret; every later request has to show it beside the cookie
 * @returns the token: 256 random bits for the cookie, stored nowhere, and the proof
 */
export async function openSession(
  db: Db,
  account: { townId: string; accountId: string },
  now: Instant,
  proof?: string,
): Promise<string> {
  const token = withProof(randomBytes(32).toString("base64url"), proof);
  const { absoluteMinutes, idleMinutes } = proof ? ofPhone : ofDesk;
  await db
    .insertInto("session")
    .values({
      town_id: account.townId,
      token_hash: hashOf(token),
      account_id: account.accountId,
      opened_at: now,
      seen_at: now,
      expires_at: addMinutes(now, absoluteMinutes),
      idle_minutes: idleMinutes,
    })
    .execute();
  return token;
}

/** Ends one session, or every session of an account (but the one given). */
export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom("session").where("token_hash", "=", hashOf(token)).execute();
}

export async function endSessionsOf(
  db: Db,
  account: { townId: string; accountId: string },
  exceptToken?: string,
): Promise<void> {
  await db
    .deleteFrom("session")
    .where("town_id", "=", account.townId)
    .where("account_id", "=", account.accountId)
    .$if(exceptToken !== undefined, (query) =>
      query.where("token_hash", "!=", hashOf(exceptToken ?? "")),
    )
    .execute();
}

interface GrantRow {
  role: Role;
  scopeKind: ScopeKind;
  scopeId: string;
  areas: string[];
}

interface SessionRow {
  account_id: string;
  seen_at: Instant;
  expires_at: Instant;
  idle_minutes: number;
  display_name: string;
  user_name: string;
  state: SignedIn["state"];
  grants: GrantRow[] | null;
  unit_id: string | null;
  town: Town;
}

/** Sessions asked for at the same moment are read together: a hot door asks for dozens at once. */
const readers = new WeakMap<Db, (tokenHash: string) => Promise<SessionRow | undefined>>();

function sessionReader(db: Db) {
  const known = readers.get(db) ?? gathered((hashes) => sessionRows(db, hashes));
  readers.set(db, known);
  return known;
}

async function sessionRows(db: Db, hashes: readonly string[]): Promise<Map<string, SessionRow>> {
  const rows = await db
    .selectFrom("session")
    .innerJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "session.town_id")
        .onRef("account.account_id", "=", "session.account_id"),
    )
    .innerJoin("town", "town.town_id", "session.town_id")
    .innerJoin("response", (join) =>
      join
        .onRef("response.town_id", "=", "town.town_id")
        .onRef("response.response_id", "=", "town.response_id"),
    )
    .select(townColumns)
    .select([
      "session.token_hash",
      "session.account_id",
      "session.seen_at",
      "session.expires_at",
      "session.idle_minutes",
      "account.display_name",
      "account.user_name",
      "account.state",
      sql<GrantRow[] | null>`(
        select jsonb_agg(jsonb_build_object(
          'role', g.role, 'scopeKind', g.scope_kind, 'scopeId', g.scope_id,
          'areas', to_jsonb(areas_under(g.town_id, g.scope_kind, g.scope_id))))
        from account_grant g
        where g.town_id = session.town_id and g.account_id = session.account_id)`.as("grants"),
      sql<string | null>`(
        select member.unit_id
        from staff member
        where member.town_id = account.town_id and member.staff_id = account.staff_id
          and member.is_active)`.as("unit_id"),
    ])
    .where(sql<boolean>`token_hash = any(array(
      select decode(hash, 'hex') from unnest(${[...hashes]}::text[]) as hash))`)
    .execute();
  return new Map(
    rows.map((row) => [row.token_hash.toString("hex"), { ...row, town: townFrom(row) }]),
  );
}

/** Who holds this token now; undefined when nobody does any more. */
export async function readSession(
  db: Db,
  token: string,
  now: Instant,
): Promise<SignedIn | undefined> {
  const row = await sessionReader(db)(hashOf(token).toString("hex"));
  if (row?.state !== "active" || row.expires_at <= now) return undefined;
  if (row.seen_at <= addMinutes(now, -row.idle_minutes)) return undefined;
  if (minutesBetween(row.seen_at, now) > 1) await touch(db, token, now);
  const held = row.grants ?? [];
  return {
    accountId: row.account_id,
    displayName: row.display_name,
    userName: row.user_name,
    state: row.state,
    grants: held.map(({ areas: _, ...grant }) => GrantSchema.parse(grant)),
    grantAreas: held.map((grant) => grant.areas ?? []),
    unitId: row.unit_id ?? undefined,
    town: row.town,
  };
}

async function touch(db: Db, token: string, now: Instant): Promise<void> {
  await db
    .updateTable("session")
    .set({ seen_at: now })
    .where("token_hash", "=", hashOf(token))
    .execute();
}
