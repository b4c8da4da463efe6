/** Passes: applied for, issued under a serial number, ended. */
import type { PassFields, PassState } from "@lianfang/core/checkpoints/pass.ts";
import type { Day } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { within } from "../registry/store.ts";
import "../organization/tables.ts";
import "./tables.ts";

/** What is sealed of a holder, and the digest that is equal for equal holders. */
export interface SealedHolder {
  identity: Buffer | null;
  plate: Buffer | null;
  holderKey: Buffer;
}

export interface NewPass extends SealedHolder {
  passId: string;
  fields: PassFields;
  state: "applied" | "issued";
  serial?: number | undefined;
  salt?: Buffer | undefined;
  renews?: string | undefined;
}

export function passes({ db, town, reach }: Pick<QueryContext, "db" | "town" | "reach">) {
  return db
    .selectFrom("checkpoint_pass as pass")
    .where("pass.town_id", "=", town.townId)
    .$if(!reach.all, (query) => query.where("pass.area_id", "=", within(reach)));
}

export function passStore(context: QueryContext) {
  const { db, town, now, actor } = context;
  const { townId } = town;
  const account = actor.is === "account" ? actor.accountId : null;
  return {
    /** For a change, within the reach: nobody else changes them before the transaction ends. */
    hold: (passIds: readonly string[]) =>
      passes(context)
        .selectAll("pass")
        .where("pass.pass_id", "=", anyOf(passIds))
        .orderBy("pass.pass_id")
        .forUpdate()
        .execute(),

    find: (passId: string) =>
      passes(context).selectAll("pass").where("pass.pass_id", "=", passId).executeTakeFirst(),

    /** Applied for or in force, of one holder. */
    async ofHolder(kind: PassFields["kind"], holderKey: Buffer): Promise<string | undefined> {
      const row = await db
        .selectFrom("checkpoint_pass")
        .select("pass_id")
        .where("town_id", "=", townId)
        .where("kind", "=", kind)
        .where("holder_key", "=", holderKey)
        .where("state", "in", ["applied", "issued"])
        .executeTakeFirst();
      return row?.pass_id;
    },

    async insert({ passId, fields, state, serial, salt, renews, ...sealed }: NewPass) {
      const isIssued = state === "issued";
      await db
        .insertInto("checkpoint_pass")
        .values({
          town_id: townId,
          pass_id: passId,
          kind: fields.kind,
          area_id: fields.areaId,
          resident_id: fields.residentId ?? null,
          household_id: fields.householdId ?? null,
          holder_name: fields.holderName,
          identity: sealed.identity,
          plate: sealed.plate,
          holder_key: sealed.holderKey,
          every_days: fields.everyDays ?? null,
          valid_from: fields.validFrom,
          valid_until: fields.validUntil,
          purpose: fields.purpose || null,
          state,
          serial: serial ?? null,
          salt: salt ?? null,
          renews: renews ?? null,
          applied_at: now,
          applied_by: account,
          decided_at: isIssued ? now : null,
          decided_by: isIssued ? account : null,
          ended_at: null,
          ended_by: null,
          reason: null,
        })
        .execute();
    },

    /** Takes so many serial numbers. @returns the first of them */
    async takeSerials(count: number): Promise<number> {
      const row = await db
        .insertInto("checkpoint_pass_number")
        .values({ town_id: townId, last: count })
        .onConflict((conflict) =>
          conflict
            .column("town_id")
            .doUpdateSet({ last: sql<number>`checkpoint_pass_number.last + ${count}` }),
        )
        .returning("last")
        .executeTakeFirstOrThrow();
      return row.last - count + 1;
    },

    /** Gives each its serial and salt, all by one statement. */
    async issue(cards: readonly { passId: string; serial: number; salt: Buffer }[]) {
      await sql`
        update checkpoint_pass pass
        set state = 'issued', serial = card.serial, salt = card.salt,
          decided_at = ${now}, decided_by = ${account}
        from unnest(${cards.map(({ passId }) => passId)}::uuid[],
          ${cards.map(({ serial }) => serial)}::int[],
          ${cards.map(({ salt }) => salt)}::bytea[]) as card (pass_id, serial, salt)
        where pass.town_id = ${townId} and pass.pass_id = card.pass_id`.execute(db);
    },

    async refuse(passId: string, reason: string): Promise<void> {
      await db
        .updateTable("checkpoint_pass")
        .set({ state: "refused", reason, decided_at: now, decided_by: account })
        .where("town_id", "=", townId)
        .where("pass_id", "=", passId)
        .execute();
    },

    async end(
      passId: string,
      state: Extract<PassState, "renewed" | "lost" | "revoked">,
      reason?: string,
    ): Promise<void> {
      await db
        .updateTable("checkpoint_pass")
        .set({ state, reason: reason ?? null, ended_at: now, ended_by: account })
        .where("town_id", "=", townId)
        .where("pass_id", "=", passId)
        .execute();
    },

    /** Cards in force that may be printed, by village and name. */
    toPrint: (passIds: readonly string[], today: Day) =>
      passes(context)
        .innerJoin("area", (join) =>
          join
            .onRef("area.town_id", "=", "pass.town_id")
            .onRef("area.area_id", "=", "pass.area_id"),
        )
        .selectAll("pass")
        .select(["area.name as area_name", "area.name_en as area_name_en"])
        .where("pass.pass_id", "=", anyOf(passIds))
        .where("state", "=", "issued")
        .where("valid_until", ">=", today)
        .orderBy(sql`area.name collate "C"`)
        .orderBy(sql`pass.holder_name collate "C"`)
        .orderBy("pass.serial")
        .execute(),
  };
}

/** Serials that count no more, and the highest there is; of the whole town. */
export async function cancelledSerials({ db, town }: Pick<QueryContext, "db" | "town">) {
  const number = await db
    .selectFrom("checkpoint_pass_number")
    .select("last")
    .where("town_id", "=", town.townId)
    .executeTakeFirst();
  const rows = await db
    .selectFrom("checkpoint_pass")
    .select("serial")
    .where("town_id", "=", town.townId)
    .where("state", "in", ["renewed", "lost", "revoked"])
    .execute();
  return { last: number?.last ?? 0, serials: rows.flatMap(({ serial }) => serial ?? []) };
}
