/** Passes as they are listed and shown. */
import {
  type Pass,
  type PassRow,
  type PassState,
  passStateOn,
} from "@lianfang/core/checkpoints/pass.ts";
import type { PassKind } from "@lianfang/core/checkpoints/pass-verdict.ts";
import { identityOf, plateOf } from "@lianfang/core/checkpoints/rules.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { identityMasked } from "../registry/sealed.ts";
import { areasSought } from "../registry/store.ts";
import { passes } from "./pass-store.ts";

export interface PassFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
  kind?: PassKind | undefined;
  state?: PassState | undefined;
}

function listed(context: QueryContext) {
  return passes(context)
    .innerJoin("area", (join) =>
      join.onRef("area.town_id", "=", "pass.town_id").onRef("area.area_id", "=", "pass.area_id"),
    )
    .selectAll("pass")
    .select("area.name as area_name");
}

type Row = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;

function shownRow(row: Row, vault: Vault, today: Day): PassRow {
  return {
    passId: row.pass_id,
    kind: row.kind,
    serial: row.serial ?? undefined,
    state: passStateOn(row.state, row.valid_until, today),
    holderName: row.holder_name,
    areaId: row.area_id,
    areaName: row.area_name,
    identityMasked: identityMasked(vault, row.identity),
    plate: row.plate ? vault.open("plate", row.plate) : undefined,
    everyDays: row.every_days ?? undefined,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    appliedAt: row.applied_at,
  };
}

/** The latest application first. */
export async function listPasses(
  context: QueryContext,
  filter: PassFilter,
): Promise<Page<PassRow>> {
  const { kernel, db, town, now } = context;
  const vault = await kernel.vaults.of(db, town.townId);
  const today = townDay(now, town.timeZone);
  const areaIds = await areasSought(context, filter.areaId);
  let query = listed(context);
  if (areaIds) query = query.where("pass.area_id", "=", anyOf(areaIds));
  if (filter.kind) query = query.where("pass.kind", "=", filter.kind);
  if (filter.state) {
    query = query.where(
      sql<boolean>`(case when pass.state = 'issued' and pass.valid_until < ${today}
        then 'expired' else pass.state end) = ${filter.state}`,
    );
  }
  if (filter.search) query = query.where(found(filter.search, vault, today));
  const rows = await query
    .$if(filter.after !== undefined, (page) => {
      const [at, id] = decodeCursor(filter.after ?? "", 2);
      return page.where(
        sql<boolean>`(pass.applied_at, pass.pass_id) < (${at}::timestamptz, ${id}::uuid)`,
      );
    })
    .orderBy("pass.applied_at", "desc")
    .orderBy("pass.pass_id", "desc")
    .limit(filter.limit + 1)
    .execute();
  return toPage(
    rows,
    filter.limit,
    (row) => [row.applied_at, row.pass_id],
    (row) => shownRow(row, vault, today),
  );
}

function found(search: string, vault: Vault, today: Day): RawBuilder<boolean> {
  const keys = [vault.blind("plate", plateOf(search))];
  try {
    const number = identityOf(search, today);
    if (number) keys.push(vault.blind("identity-number", number));
  } catch {
    // No identity number, then: a name, a serial or a plate.
  }
  const serial = /^\d{1,9}$/.test(search) ? Number(search) : null;
  return sql<boolean>`(pass.serial = ${serial} or pass.holder_key = ${anyOf(keys, "bytea")}
    or strpos(search_folded(pass.holder_name), search_folded(${search})) > 0)`;
}

export async function showPass(
  context: QueryContext,
  passId: string,
): Promise<Omit<z.infer<typeof Pass>, "uses"> | undefined> {
  const { kernel, db, town, now } = context;
  const row = await listed(context)
    .leftJoin("account as applier", (join) =>
      join
        .onRef("applier.town_id", "=", "pass.town_id")
        .onRef("applier.account_id", "=", "pass.applied_by"),
    )
    .leftJoin("account as decider", (join) =>
      join
        .onRef("decider.town_id", "=", "pass.town_id")
        .onRef("decider.account_id", "=", "pass.decided_by"),
    )
    .leftJoin("account as ender", (join) =>
      join
        .onRef("ender.town_id", "=", "pass.town_id")
        .onRef("ender.account_id", "=", "pass.ended_by"),
    )
    .select([
      "applier.display_name as applier_name",
      "decider.display_name as decider_name",
      "ender.display_name as ender_name",
    ])
    .where("pass.pass_id", "=", passId)
    .executeTakeFirst();
  if (!row) return undefined;
  const vault = await kernel.vaults.of(db, town.townId);
  return {
    ...shownRow(row, vault, townDay(now, town.timeZone)),
    householdId: row.household_id ?? undefined,
    residentId: row.resident_id ?? undefined,
    purpose: row.purpose ?? undefined,
    appliedBy: row.applier_name ?? undefined,
    decided: row.decided_at ? { at: row.decided_at, by: row.decider_name ?? undefined } : undefined,
    ended: row.ended_at ? { at: row.ended_at, by: row.ender_name ?? undefined } : undefined,
    reason: row.reason ?? undefined,
    renews: row.renews ?? undefined,
  };
}
