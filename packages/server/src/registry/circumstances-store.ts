/** A resident's circumstances as they are shown, with whom and what they refer to. */
import type { Resident } from "@lianfang/core/registry/people.ts";
import { needsGuardian } from "@lianfang/core/registry/rules.ts";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { standing } from "./resident-store.ts";
import { openPhone, phoneMasked } from "./sealed.ts";
import { atMost, knownId } from "./store.ts";
import type { ResidentTable } from "./tables.ts";

type Shown = z.infer<typeof Resident>;
type Row = Selectable<ResidentTable> & { household_phone: Buffer | null };

/** How many others with the same telephone number are told. */
const mostWithPhone = 10;

export async function shownCircumstances(
  context: QueryContext,
  row: Row,
  { vault, today }: { vault: Vault; today: string },
) {
  const [landlord, proxy, phoneElsewhere] = await Promise.all([
    landlordOf(context, row),
    proxyOf(context, row, vault),
    withSamePhone(context, row, vault),
  ]);
  return {
    registeredDivision: row.registered_division ?? undefined,
    registeredAddress: row.registered_address ?? undefined,
    livingDivision: row.living_division ?? undefined,
    livingAddress: row.living_address ?? undefined,
    landlord,
    commuteDivision: row.commute_division ?? undefined,
    commutePlace: row.commute_place ?? undefined,
    proxy,
    lacksGuardian: proxy === undefined && needsGuardian(row.birthday, today),
    phoneElsewhere,
  };
}

/** Told whatever village the house stands in: it belongs to what is known of the tenant. */
async function landlordOf({ db, town }: QueryContext, row: Row): Promise<Shown["landlord"]> {
  if (row.landlord_household_id === null) return undefined;
  const household = await db
    .selectFrom("household")
    .leftJoin("resident", (join) =>
      join
        .onRef("resident.town_id", "=", "household.town_id")
        .onRef("resident.household_id", "=", "household.household_id")
        .on("resident.relation", "=", "head")
        .on("resident.removed_at", "is", null),
    )
    .select(["household.household_id", "household.number", "resident.name"])
    .where("household.town_id", "=", town.townId)
    .where("household.household_id", "=", row.landlord_household_id)
    .orderBy("resident.resident_id")
    .limit(atMost(1))
    .executeTakeFirst();
  return (
    household && {
      householdId: household.household_id,
      number: household.number,
      headName: household.name ?? undefined,
    }
  );
}

/** Told whatever village they live in: whoever looks after the person must know whom to call. */
async function proxyOf(
  { db, town }: QueryContext,
  row: Row,
  vault: Vault,
): Promise<Shown["proxy"]> {
  const relation = row.proxy_relation ?? undefined;
  if (row.proxy_name !== null) {
    return { name: row.proxy_name, phoneMasked: phoneMasked(vault, row.proxy_phone), relation };
  }
  if (row.proxy_resident_id === null) return undefined;
  const proxy = await db
    .selectFrom("resident")
    .innerJoin("household", (join) =>
      join
        .onRef("household.town_id", "=", "resident.town_id")
        .onRef("household.household_id", "=", "resident.household_id"),
    )
    .select(["resident_id", "name"])
    .select(({ fn }) => fn.coalesce("resident.phone", "household.phone").as("phone"))
    .where("resident.town_id", "=", town.townId)
    .where("resident_id", "=", knownId(town.townId, row.proxy_resident_id))
    .executeTakeFirst();
  return (
    proxy && {
      residentId: proxy.resident_id,
      name: proxy.name,
      phoneMasked: phoneMasked(vault, proxy.phone),
      relation,
    }
  );
}

/** Who of other households has the number the person is reached by. Within one it is nothing odd. */
async function withSamePhone(
  context: QueryContext,
  row: Row,
  vault: Vault,
): Promise<Shown["phoneElsewhere"]> {
  const phone = openPhone(vault, row.phone ?? row.household_phone);
  if (phone === undefined) return [];
  const rows = await standing(context)
    .innerJoin("household", (join) =>
      join
        .onRef("household.town_id", "=", "resident.town_id")
        .onRef("household.household_id", "=", "resident.household_id"),
    )
    .select(["resident_id", "name", "number"])
    .where("resident.phone_blind", "=", vault.blind("phone", phone))
    .where("resident.household_id", "!=", row.household_id)
    .orderBy("resident.number_key")
    .orderBy("resident_id")
    .limit(atMost(mostWithPhone))
    .execute();
  return rows.map((other) => ({
    residentId: other.resident_id,
    name: other.name,
    householdNumber: other.number,
  }));
}
