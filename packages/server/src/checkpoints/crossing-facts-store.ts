/** What the records say of the people in some crossings: asked for all of them at once. */

import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import "../observation/tables.ts";
import "../registry/tables.ts";
import "./tables.ts";

type Scope = Pick<QueryContext, "db" | "town">;

export interface CheckpointAt {
  checkpointId: string;
  areaId: string;
  name: string;
}

/** In or outside anybody's reach: whoever asks compares. */
export async function checkpointsById(
  { db, town }: Scope,
  ids: readonly string[],
): Promise<Map<string, CheckpointAt>> {
  const rows = await db
    .selectFrom("checkpoint")
    .select(["checkpoint_id as checkpointId", "area_id as areaId", "name"])
    .where("town_id", "=", town.townId)
    .where("checkpoint_id", "=", anyOf(ids))
    .execute();
  return new Map(rows.map((row) => [row.checkpointId, row]));
}

export interface RegisteredPerson {
  name: string;
  /** Orders that keep the person at home or in isolation: from when until when. */
  orders: { from: Instant; until: Instant }[];
}

/** Who is on the register, by the keyed digest (in hex) of the identity number. */
export async function registered(
  { db, town }: Scope,
  blinds: readonly Buffer[],
): Promise<Map<string, RegisteredPerson>> {
  if (blinds.length === 0) return new Map();
  const rows = await db
    .selectFrom("resident")
    // Orders of a record that became part of this one bind the person too.
    .innerJoin("known_resident as known", (join) =>
      join
        .onRef("known.town_id", "=", "resident.town_id")
        .onRef("known.resident_id", "=", "resident.resident_id"),
    )
    .leftJoin("observation_order as o", (join) =>
      join
        .onRef("o.town_id", "=", "known.town_id")
        .onRef("o.resident_id", "=", "known.known_as")
        .on("o.state", "=", "issued")
        .on("o.measure", "in", ["home-isolation", "central-isolation"]),
    )
    .select(["resident.identity_blind", "resident.name", "o.starts_at", "o.ends_at"])
    .where("resident.town_id", "=", town.townId)
    .where("resident.removed_at", "is", null)
    .where("resident.identity_blind", "=", anyOf(blinds, "bytea"))
    .execute();
  const people = new Map<string, RegisteredPerson>();
  for (const { identity_blind, name, starts_at: from, ends_at: until } of rows) {
    if (!identity_blind) continue;
    const key = identity_blind.toString("hex");
    const person = people.get(key) ?? { name, orders: [] };
    if (from && until) person.orders.push({ from, until });
    people.set(key, person);
  }
  return people;
}
