/**
 * A crossing in three steps, each for many at once: read what the records say, judge each by the rules
 * of its day, write the lines. The hot door sends whole batches through the same three.
 */
import {
  type CrossingFields,
  type CrossingPerson,
  steps,
} from "@lianfang/core/checkpoints/crossing.ts";
import { worstOf } from "@lianfang/core/checkpoints/decision.ts";
import { decideOn, type Lookups } from "@lianfang/core/checkpoints/facts.ts";
import { problems } from "@lianfang/core/checkpoints/problems.ts";
import { demandCrossing, identityOf, plateOf } from "@lianfang/core/checkpoints/rules.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import { problems as policyProblems } from "@lianfang/core/policy/contract.ts";
import { phoneOf } from "@lianfang/core/registry/rules.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { type PolicyInForce, policiesOn } from "../policy/in-force.ts";
import {
  type CheckpointAt,
  checkpointsById,
  type RegisteredPerson,
  registered,
} from "./crossing-facts-store.ts";
import { type Carried, type CarriedFacts, carriedFacts } from "./evidence-lookup.ts";
import { isWithin, type Standing } from "./standing-store.ts";
import type { CheckpointCrossingTable } from "./tables.ts";

export interface CrossingCall {
  /** The crossing's own id, made by the device. */
  crossingId: string;
  crossing: CrossingFields;
  standing: Standing;
  /** Of each person, what their card was found to be when it was there to be read. */
  keptPasses?: readonly (Lookups["pass"] | undefined)[];
}

export interface CrossingFacts {
  vault: Vault;
  checkpoints: ReadonlyMap<string, CheckpointAt>;
  policies: ReadonlyMap<Day, PolicyInForce>;
  people: ReadonlyMap<string, RegisteredPerson>;
  carried: CarriedFacts;
}

/** A line as it is written: every column is given. */
export type CrossingLine = CheckpointCrossingTable;

type Reading = Pick<CommandContext, "db" | "town" | "kernel" | "now">;

/** Identity numbers with a slip in them are said so when the crossing is judged. */
function readable(text: string | undefined, today: Day): string | undefined {
  try {
    return identityOf(text, today);
  } catch {
    return undefined;
  }
}

export async function loadFacts(
  calls: readonly CrossingCall[],
  context: Reading,
): Promise<CrossingFacts> {
  const { town, kernel, db, now } = context;
  const vault = await kernel.vaults.of(db, town.townId);
  const today = townDay(now, town.timeZone);
  const days = new Set(calls.map(({ crossing }) => townDay(crossing.crossedAt, town.timeZone)));
  const everybody = calls.flatMap(({ crossing }) => crossing.people);
  const numbers = everybody.flatMap((person) => readable(person.identityNumber, today) ?? []);
  const blinds = numbers.map((number) => vault.blind("identity-number", number));
  const ids = new Set(calls.map(({ crossing }) => crossing.checkpointId));
  const checkpoints = await checkpointsById(context, [...ids]);
  const policies = await policiesOn(context, [...days]);
  const people = await registered(context, blinds);
  const carried = await carriedFacts(context, calls.flatMap(carriedIn), blinds);
  return { vault, checkpoints, policies, people, carried };
}

function carriedIn({ crossing }: CrossingCall): Carried[] {
  const { people, vehicle, crossedAt } = crossing;
  return [...people, ...(vehicle ? [vehicle] : [])].flatMap(({ passText }) =>
    passText ? [{ passText, at: crossedAt }] : [],
  );
}

function lookupsFor(
  person: CrossingPerson,
  identity: string | undefined,
  crossing: CrossingFields,
  facts: CrossingFacts,
): Lookups {
  const { crossedAt } = crossing;
  const blind = identity && facts.vault.blind("identity-number", identity).toString("hex");
  const known = blind ? facts.people.get(blind) : undefined;
  const plate = crossing.vehicle?.plate;
  return {
    isOnRegister: known !== undefined,
    isUnderOrder: known?.orders.some(({ from, until }) => from <= crossedAt && crossedAt < until),
    ...facts.carried.of({
      passText: person.passText,
      shown: person.isIdentityCardShown ? (identity ?? person.identityEnding) : undefined,
      plate,
      plateBlind: plate && facts.vault.blind("plate", plateOf(plate)).toString("hex"),
      at: crossedAt,
      blind,
    }),
  };
}

export interface Judged {
  lines: CrossingLine[];
  areaId: string;
  /** How each person fares by the rules, in the order of the lines. */
  ruled: Pick<CrossingLine, "line" | "ruled" | "reasons">[];
}

/**
 * @throws Problem `checkpoints.checkpointNotFound` outside the standing, and what the rules throw
 */
export function judge(
  { crossingId, crossing, standing, keptPasses }: CrossingCall,
  facts: CrossingFacts,
  { town, now, actor, device }: Pick<CommandContext, "town" | "now" | "actor" | "device">,
): Judged {
  const checkpoint = facts.checkpoints.get(crossing.checkpointId);
  if (!checkpoint || !isWithin(standing, checkpoint)) throw problems.checkpointNotFound();
  demandCrossing(crossing, now);
  const day = townDay(crossing.crossedAt, town.timeZone);
  const policy = facts.policies.get(day);
  if (!policy) throw policyProblems.noPolicyOnDay({ day });
  const shared = {
    town_id: town.townId,
    received_at: now,
    crossing_id: crossingId,
    checkpoint_id: checkpoint.checkpointId,
    area_id: checkpoint.areaId,
    direction: crossing.direction,
    crossed_at: crossing.crossedAt,
    device: crossing.device ?? device ?? null,
    is_informed: crossing.isInformed,
    policy_version_id: policy.versionId,
    recorded_by: actor.is === "account" ? actor.accountId : null,
  };
  const isInVehicle = crossing.vehicle !== undefined;
  const people = crossing.people.map((person, at) => ({
    ...shared,
    ...personLine(person, crossing, facts, { policy, town, now, keptPass: keptPasses?.[at] }),
    line: isInVehicle ? at + 1 : 0,
  }));
  const vehicle = vehicleLine(crossing, people, facts.vault);
  const lines = vehicle ? [{ ...shared, ...vehicle }, ...people] : people;
  return {
    lines,
    areaId: checkpoint.areaId,
    ruled: people.map(({ line, ruled, reasons }) => ({ line, ruled, reasons })),
  };
}

const nothingSealed = {
  name: null,
  identity: null,
  identity_blind: null,
  phone: null,
  itinerary: null,
  origin_code: null,
};

function personLine(
  person: CrossingPerson,
  crossing: CrossingFields,
  facts: CrossingFacts,
  {
    policy,
    town,
    now,
    keptPass,
  }: Pick<CommandContext, "town" | "now"> & {
    policy: PolicyInForce;
    keptPass: Lookups["pass"] | undefined;
  },
) {
  const { vault } = facts;
  const identity = identityOf(person.identityNumber, townDay(now, town.timeZone));
  const phone = phoneOf(person.phone);
  const found = lookupsFor(person, identity, crossing, facts);
  const looked = keptPass ? { ...found, pass: keptPass } : found;
  const moment = { ...crossing, timeZone: town.timeZone };
  const decision = decideOn(person, moment, looked, policy.rules);
  const { override, outcome, itinerary } = person;
  return {
    ...nothingSealed,
    subject: "person" as const,
    name: person.name ?? null,
    identity: identity ? vault.seal("identity-number", identity) : null,
    identity_blind: identity ? vault.blind("identity-number", identity) : null,
    phone: phone ? vault.seal("phone", phone) : null,
    itinerary: itinerary ? vault.seal("itinerary", itinerary) : null,
    origin_code: person.originCode ?? null,
    plate: null,
    plate_blind: null,
    others: 0,
    celsius: person.celsius ?? null,
    steps: steps.filter((step) => person.steps.includes(step)),
    evidence: decision.facts.shown,
    outcome,
    ruled: decision.outcome,
    reasons: decision.reasons,
    override_reason: override?.reason ?? null,
    override_by: override?.allowedBy ?? null,
    pass_serial: looked.pass?.serial ?? null,
  };
}

/** The vehicle or boat itself: it fares as the gravest case in it. */
function vehicleLine(
  { vehicle, others }: CrossingFields,
  people: readonly ReturnType<typeof personLine>[],
  vault: Vault,
) {
  if (!vehicle) return undefined;
  const plate = plateOf(vehicle.plate);
  return {
    ...nothingSealed,
    line: 0,
    subject: vehicle.kind,
    plate: vault.seal("plate", plate),
    plate_blind: vault.blind("plate", plate),
    others,
    celsius: null,
    steps: [...steps],
    evidence: {},
    outcome: worstOf(people.map(({ outcome }) => outcome)),
    ruled: worstOf(people.map(({ ruled }) => ruled)),
    reasons: [],
    override_reason: null,
    override_by: null,
    pass_serial: null,
  };
}
