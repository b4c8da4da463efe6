import { lastOfPhone } from "@lianfang/core/registry/phone.ts";
import type { PremisesKind, PremisesRemoval } from "@lianfang/core/registry/premises.ts";
import type { StateSince } from "@lianfang/core/registry/premises-rules.ts";
import { type Selectable, sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { keepBefore, keepCreated } from "./change-store.ts";
import { pinyinOf } from "./name-pinyin.ts";
import type { PremisesTable } from "./premises-tables.ts";
import { openPhone, tailLength, vaultOf } from "./sealed.ts";
import { anyOf, within } from "./store.ts";
import "./premises-tables.ts";

/** The fields of premises; null where the register knows nothing. */
export interface PremisesFields extends StateSince {
  kind: PremisesKind;
  name: string;
  areaId: string;
  address: string | null;
  creditCode: string | null;
  inChargeName: string | null;
  inChargePhone: string | null;
  floorAreaM2: number | null;
  capacity: number | null;
  note: string | null;
}

export interface HeldPremises extends PremisesFields {
  premisesId: string;
  revision: number;
  isRemoved: boolean;
}

/** Premises of the town within the call's reach, one by one. */
export function premisesStore(context: CommandContext) {
  const { db, town, now } = context;

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
    async insert(premisesId: string, fields: PremisesFields): Promise<void> {
      await db
        .insertInto("premises")
        .values({
          town_id: town.townId,
          premises_id: premisesId,
          ...columnsOf(fields, await vaultOf(context)),
          created_at: now,
          changed_at: now,
          removed_at: null,
          removal_reason: null,
        })
        .execute();
      await keepCreated(context, "premises", [premisesId]);
    },
    async update(premisesId: string, fields: PremisesFields): Promise<void> {
      const columns = columnsOf(fields, await vaultOf(context));
      await keepBefore(context, "premises", [premisesId], "edited");
      await change(context, [premisesId]).set(columns).execute();
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
