import type { KeptRecord } from "@lianfang/core/kernel/sheet-records.ts";
import { lastOfPhone } from "@lianfang/core/registry/phone.ts";
import type { PremisesRemoval } from "@lianfang/core/registry/premises.ts";
import type { PremisesFields, StateSince } from "@lianfang/core/registry/premises-rules.ts";
import { type Selectable, sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { inPieces } from "../kernel/database/pieces.ts";
import type { Passed } from "../kernel/sheets/sheet-import.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { keepBefore, keepCreated } from "./change-store.ts";
import { pinyinOf } from "./name-pinyin.ts";
import type { PremisesTable } from "./premises-tables.ts";
import { openPhone, tailLength, vaultOf } from "./sealed.ts";
import { within } from "./store.ts";
import "./premises-tables.ts";

export interface HeldPremises extends PremisesFields {
  premisesId: string;
  revision: number;
  isRemoved: boolean;
}

/** Premises of the town within the call's reach, one by one. */
export function premisesStore(context: CommandContext) {
  const { now } = context;

  return {
    /** For a change: nobody else changes them before the transaction ends. */
    async hold(premisesIds: readonly string[]): Promise<HeldPremises[]> {
      const rows = await everyPremises(context)
        .selectAll()
        .where("premises_id", "=", anyOf(premisesIds))
        .orderBy("premises_id")
        .forUpdate()
        .execute();
      const vault = await vaultOf(context);
      return rows.map((row) => held(row, vault));
    },
    async insert(premises: readonly KeptRecord<PremisesFields>[], passed?: Passed): Promise<void> {
      await put(context, premises, passed);
      const ids = premises.map(({ id }) => id);
      await keepCreated(context, "premises", ids);
    },
    async update(premises: readonly KeptRecord<PremisesFields>[], passed?: Passed): Promise<void> {
      const ids = premises.map(({ id }) => id);
      await keepBefore(context, "premises", ids, "edited");
      await put(context, premises, passed);
    },
    async setState(premisesIds: readonly string[], { state, stateSince }: StateSince) {
      await keepBefore(context, "premises", premisesIds, "edited");
      await change(context, premisesIds).set({ state, state_since: stateSince }).execute();
    },
    async remove(premisesId: string, reason: PremisesRemoval): Promise<void> {
      await keepBefore(context, "premises", [premisesId], "removed");
      await change(context, [premisesId])
        .set({ removed_at: now, removal_reason: reason })
        .execute();
    },
    /** Past days still count it as absent. */
    async restore(premisesId: string): Promise<void> {
      const absences = sql<string>`absences + tstzmultirange(tstzrange(removed_at, ${now}))`;
      await keepBefore(context, "premises", [premisesId], "restored");
      await change(context, [premisesId])
        .set({ removed_at: null, removal_reason: null, absences })
        .execute();
    },
  };
}

/** Everything on the register as lists that are brought in are held against it. */
export async function premisesKept(context: QueryContext): Promise<HeldPremises[]> {
  const rows = await standingPremises(context).selectAll("premises").execute();
  const vault = await vaultOf(context);
  return rows.map((row) => held(row, vault));
}

/** On the register or not. */
export function everyPremises({ db, town, reach }: QueryContext) {
  return db
    .selectFrom("premises")
    .where("premises.town_id", "=", town.townId)
    .$if(!reach.all, (query) => query.where("premises.area_id", "=", within(reach)));
}

export type EveryPremises = ReturnType<typeof everyPremises>;

/** On the register. */
export function standingPremises(context: QueryContext): EveryPremises {
  return everyPremises(context).where("premises.removed_at", "is", null);
}

function held(row: Selectable<PremisesTable>, vault: Vault): HeldPremises {
  return {
    premisesId: row.premises_id,
    kind: row.kind,
    name: row.name,
    areaId: row.area_id,
    address: row.address,
    creditCode: row.credit_code,
    inChargeName: row.in_charge_name,
    inChargePhone: openPhone(vault, row.in_charge_phone) ?? null,
    floorAreaM2: row.floor_area_m2,
    capacity: row.capacity,
    state: row.state,
    stateSince: row.state_since,
    note: row.note,
    revision: row.revision,
    isRemoved: row.removed_at !== null,
  };
}

/** So many rows in one statement: PostgreSQL takes 65,535 parameters. */
const rowsAtOnce = 500;

/** Writes what they are now, whether they were there or not. */
async function put(
  context: CommandContext,
  premises: readonly KeptRecord<PremisesFields>[],
  passed: Passed = () => {},
): Promise<void> {
  const { db, town, now } = context;
  const vault = await vaultOf(context);
  for (const some of inPieces(premises, rowsAtOnce)) {
    const rows = some.map(({ id, fields }) => ({
      town_id: town.townId,
      premises_id: id,
      ...columnsOf(fields, vault),
      created_at: now,
      changed_at: now,
      removed_at: null,
      removal_reason: null,
    }));
    await db
      .insertInto("premises")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["town_id", "premises_id"]).doUpdateSet(({ ref }) => ({
          kind: ref("excluded.kind"),
          name: ref("excluded.name"),
          name_pinyin: ref("excluded.name_pinyin"),
          area_id: ref("excluded.area_id"),
          address: ref("excluded.address"),
          credit_code: ref("excluded.credit_code"),
          in_charge_name: ref("excluded.in_charge_name"),
          in_charge_phone: ref("excluded.in_charge_phone"),
          in_charge_phone_tail: ref("excluded.in_charge_phone_tail"),
          floor_area_m2: ref("excluded.floor_area_m2"),
          capacity: ref("excluded.capacity"),
          state: ref("excluded.state"),
          state_since: ref("excluded.state_since"),
          note: ref("excluded.note"),
          changed_at: now,
          revision: sql<number>`premises.revision + 1`,
        })),
      )
      .execute();
    passed(some.length);
  }
}

function columnsOf(fields: PremisesFields, vault: Vault) {
  const phone = fields.inChargePhone;
  return {
    kind: fields.kind,
    name: fields.name,
    name_pinyin: pinyinOf(fields.name),
    area_id: fields.areaId,
    address: fields.address,
    credit_code: fields.creditCode,
    in_charge_name: fields.inChargeName,
    in_charge_phone: phone === null ? null : vault.seal("phone", phone),
    in_charge_phone_tail:
      phone === null ? null : vault.blind("phone-tail", lastOfPhone(phone, tailLength)),
    floor_area_m2: fields.floorAreaM2,
    capacity: fields.capacity,
    state: fields.state,
    state_since: fields.stateSince,
    note: fields.note,
  };
}

function change({ db, town, now }: QueryContext, premisesIds: readonly string[]) {
  return db
    .updateTable("premises")
    .set({ changed_at: now, revision: sql<number>`revision + 1` })
    .where("town_id", "=", town.townId)
    .where("premises_id", "=", anyOf(premisesIds));
}
