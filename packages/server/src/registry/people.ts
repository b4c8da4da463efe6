/** What other modules ask of the register: people by id, people a search finds, the person of an arrival. */
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import { noCircumstances } from "@lianfang/core/registry/circumstances.ts";
import type { ResidentRow, Sex } from "@lianfang/core/registry/people.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import { phoneOf, provisionalNumber, readPersonal } from "@lianfang/core/registry/rules.ts";
import { isSamePerson } from "@lianfang/core/registry/same-person.ts";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { householdStore } from "./household-store.ts";
import { residentLists } from "./resident-list-store.ts";
import { type HeldResident, type ResidentFields, residentStore } from "./resident-store.ts";
import { isHabitable } from "./store.ts";

/**
 * Residents by id, whether still on the register or not, with sensitive fields masked. Who lies
 * outside the call's reach is left out. Under the id of a record that became part of another stands
 * that other one, with its own id.
 */
export async function residentsById(
  context: QueryContext,
  residentIds: readonly string[],
): Promise<Map<string, ResidentRow>> {
  if (residentIds.length === 0) return new Map();
  return residentLists(context).byId(residentIds);
}

export interface ArrivingPerson {
  name: string;
  sex: z.infer<typeof Sex>;
  identityNumber?: string | undefined;
  birthday?: Day | undefined;
  phone?: string | undefined;
  areaId: string;
  group?: string | undefined;
  address?: string | undefined;
}

export interface PlacedPerson {
  residentId: string;
  householdId: string;
  /** Where the register has the person, which need not be where the arrival was reported. */
  areaId: string;
}

/**
 * The person of an arrival, found or made. Found: by the identity number, anywhere in the town;
 * else by name and birthday or telephone number in the area, and then what the register did not
 * know is added. Made: in the household at that address, or in one of their own under a
 * provisional number.
 * @throws Problem `registry.areaNotFound`, `registry.identityNumberWrong`, `registry.phoneWrong`
 */
export async function personForArrival(
  context: CommandContext,
  person: ArrivingPerson,
): Promise<PlacedPerson> {
  if (!(await isHabitable(context, person.areaId))) throw problems.areaNotFound();
  const read = readPersonal(person, townDay(context.now, context.town.timeZone));
  const known = { ...person, ...read, phone: phoneOf(person.phone) };
  const registered = (await byIdentity(context, known)) ?? (await namesake(context, known));
  return registered ?? make(context, known);
}

/**
 * Who gives the number whole knows the person, so a hit outside the reach tells nothing but an id;
 * refusing it would leave an arrival at the gate unrecorded.
 */
async function byIdentity(
  context: CommandContext,
  { identityNumber }: ArrivingPerson,
): Promise<PlacedPerson | undefined> {
  if (!identityNumber) return undefined;
  const resident = await residentStore(context).withIdentity(identityNumber);
  return resident && placed(resident);
}

async function namesake(
  context: CommandContext,
  person: ArrivingPerson,
): Promise<PlacedPerson | undefined> {
  const store = residentStore(context);
  const same = (await store.namesakes(person.areaId, person.name)).filter((resident) =>
    isSamePerson(resident, person),
  );
  const [only] = same;
  if (same.length !== 1 || !only) return undefined;
  const completed = {
    ...only,
    identityNumber: only.identityNumber ?? person.identityNumber ?? null,
    birthday: only.birthday ?? person.birthday ?? null,
    phone: only.phone ?? person.phone ?? null,
  };
  const isFuller =
    completed.identityNumber !== only.identityNumber ||
    completed.birthday !== only.birthday ||
    completed.phone !== only.phone;
  if (isFuller) await store.update(only.residentId, completed);
  return placed(only);
}

function placed({ residentId, householdId, areaId }: HeldResident): PlacedPerson {
  return { residentId, householdId, areaId };
}

async function make(context: CommandContext, person: ArrivingPerson): Promise<PlacedPerson> {
  const { areaId } = person;
  const householdId = await dwelling(context, person);
  const residentId = uuidv7();
  const fields: ResidentFields = {
    householdId,
    name: person.name,
    identityNumber: person.identityNumber ?? null,
    sex: person.sex,
    birthday: person.birthday ?? null,
    phone: person.phone ?? null,
    relation: "other",
    residence: "lives-here",
    occupation: null,
    vulnerabilities: [],
    note: null,
    ...noCircumstances,
  };
  await residentStore(context).insert(residentId, fields);
  return { residentId, householdId, areaId };
}

/** The one household at the person's address, else a new one. */
async function dwelling(context: CommandContext, person: ArrivingPerson): Promise<string> {
  const store = householdStore(context);
  const { areaId } = person;
  const group = person.group || null;
  const address = person.address || null;
  const found = address ? await store.at({ areaId, group, address }) : undefined;
  if (found) return found;
  const householdId = uuidv7();
  const number = provisionalNumber(townDay(context.now, context.town.timeZone), householdId);
  await store.insert(householdId, { areaId, number, group, address, phone: null });
  return householdId;
}
