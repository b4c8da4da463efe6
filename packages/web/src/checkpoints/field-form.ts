/** What is typed at the post, and what becomes of it. Pure. */
import type { Outcome } from "@lianfang/core/checkpoints/decision.ts";
import type { HealthCode, TestOutcome } from "@lianfang/core/checkpoints/evidence.ts";
import { isPlate } from "@lianfang/core/checkpoints/rules.ts";
import { addDays, type Day, type Instant } from "@lianfang/core/kernel/time.ts";
import { readIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import type { z } from "zod";
import { degreesIn } from "../observation/degrees.ts";
import { personFrom } from "./crossing-form.ts";

/** One person, as typed; empty means not asked or not shown. */
export interface TypedPerson {
  passText: string;
  name: string;
  /** The whole number, or its last six characters. */
  identity: string;
  isIdentityCardShown: boolean;
  residence: "" | "resident" | "outsider";
  /** Division code of a risk region; other places are not asked for. */
  origin: string;
  phone: string;
  purpose: string;
  celsius: string;
  hasMask: boolean;
  hasSymptoms: boolean;
  healthCode: "" | HealthCode;
  testHours: string;
  testResult: z.infer<typeof TestOutcome>;
  hasScannedVenueCode: boolean;
  override?: { reason: string; allowedBy: string } | undefined;
}

export type Subject = "person" | "vehicle" | "boat";

export interface TypedCrossing {
  checkpointId: string;
  direction: "in" | "out";
  subject: Subject;
  plate: string;
  /** In the vehicle, counted and not written down. */
  others: number;
  people: TypedPerson[];
  /** Which of them is asked now. */
  at: number;
}

const nobody: TypedPerson = {
  passText: "",
  name: "",
  identity: "",
  isIdentityCardShown: false,
  residence: "",
  origin: "",
  phone: "",
  purpose: "",
  celsius: "",
  hasMask: true,
  hasSymptoms: false,
  healthCode: "",
  testHours: "",
  testResult: "negative",
  hasScannedVenueCode: false,
};

export const atFirst: TypedCrossing = {
  checkpointId: "",
  direction: "in",
  subject: "person",
  plate: "",
  others: 0,
  people: [nobody],
  at: 0,
};

/**
 * The next one: most who come are neighbours on the same errand, so that is there already. Nothing
 * that speaks against somebody is carried over to the next, nor anything that must be looked at.
 */
function nextPerson({ residence, purpose }: TypedPerson): TypedPerson {
  return { ...nobody, residence: residence === "resident" ? "resident" : "", purpose };
}

/** After a crossing is kept. */
export function nextCrossing(typed: TypedCrossing): TypedCrossing {
  const { checkpointId, direction, subject, people } = typed;
  return {
    ...atFirst,
    checkpointId,
    direction,
    subject,
    people: [nextPerson(people[0] ?? nobody)],
  };
}

export function withPerson(typed: TypedCrossing, changes: Partial<TypedPerson>): TypedCrossing {
  const people = typed.people.map((person, at) =>
    at === typed.at ? { ...person, ...changes } : person,
  );
  return { ...typed, people };
}

export function withOneMore(typed: TypedCrossing): TypedCrossing {
  const people = [...typed.people, nextPerson(typed.people.at(-1) ?? nobody)];
  return { ...typed, people, at: people.length - 1 };
}

export function withoutPerson(typed: TypedCrossing): TypedCrossing {
  const people = typed.people.filter((_, at) => at !== typed.at);
  return { ...typed, people, at: Math.max(0, typed.at - 1) };
}

const cardStart = "LF1:";

/** A hand-held scanner types into whatever field it finds; there the card's text is taken out again. */
export function withCard(typed: TypedCrossing, passText: string): TypedCrossing {
  const clean = <Value>(value: Value): Value =>
    typeof value === "string" && value.includes(cardStart)
      ? (value.slice(0, value.indexOf(cardStart)) as Value & string)
      : value;
  const person = typed.people[typed.at] ?? nobody;
  const tidy = Object.fromEntries(
    Object.entries(person).map(([name, value]) => [name, clean(value)]),
  );
  return withPerson({ ...typed, plate: clean(typed.plate) }, { ...tidy, passText });
}

const ending = /^\d{5}[\dXx]$/;

export type Fault = "celsius" | "identity" | "phone" | "testHours" | "plate";

/** Fields whose text is none that may be sent. */
export function faultsOf(typed: TypedCrossing, today: Day): Fault[] {
  const person = typed.people[typed.at] ?? nobody;
  return [...plateFaults(typed), ...personFaults(person, today)];
}

const plateFaults = ({ subject, plate }: TypedCrossing): Fault[] =>
  subject !== "person" && !isPlate(plate) ? ["plate"] : [];

function personFaults(person: TypedPerson, today: Day): Fault[] {
  const { celsius, identity, phone, testHours } = person;
  const degrees = degreesIn(celsius);
  const hours = Number(testHours);
  const found: [Fault, boolean][] = [
    ["celsius", celsius !== "" && !(degrees >= 34 && degrees <= 43)],
    ["identity", identity !== "" && !isIdentity(identity, today)],
    ["phone", phone !== "" && !/^[\d\s()+-]{3,20}$/.test(phone)],
    ["testHours", testHours !== "" && !(hours >= 0 && hours <= 200)],
  ];
  return found.flatMap(([fault, isWrong]) => (isWrong ? [fault] : []));
}

const isIdentity = (text: string, today: Day) =>
  ending.test(text.trim()) || readIdentityNumber(text, addDays(today, 1)).ok;

/** The first person something is wrong with; -1 when all can be sent. */
export function firstFaulty(typed: TypedCrossing, today: Day): number {
  if (plateFaults(typed).length > 0) return typed.at;
  return typed.people.findIndex((person) => personFaults(person, today).length > 0);
}

/** As the record has it, but for what was done. */
export function crossingPerson(typed: TypedPerson, now: Instant) {
  const { identity, residence, celsius, testHours, healthCode } = typed;
  const isEnding = ending.test(identity.trim());
  const degrees = degreesIn(celsius);
  const person = personFrom(
    {
      name: typed.name.trim(),
      identityNumber: isEnding ? "" : identity.trim(),
      phone: typed.phone.trim(),
      originCode: residence === "resident" ? "" : typed.origin,
      celsius: celsius !== "" && degrees >= 34 && degrees <= 43 ? degrees : undefined,
      hasSymptoms: typed.hasSymptoms,
      hasMask: typed.hasMask,
      healthCode: healthCode || undefined,
      testHours: testHours === "" ? undefined : Number(testHours),
      passText: typed.passText.trim(),
      isIdentityCardShown: typed.isIdentityCardShown || undefined,
      hasScannedVenueCode: typed.hasScannedVenueCode || undefined,
      purpose: typed.purpose,
      residence: residence || undefined,
    },
    now,
  );
  const test = person.test && { ...person.test, result: typed.testResult };
  return {
    ...person,
    ...(test && { test }),
    ...(isEnding && { identityEnding: identity.trim().toUpperCase() }),
  };
}

/** What an override makes of it: let pass, or held after all; nobody handed over is let pass. */
export function outcomeOf({ override }: TypedPerson, ruled: Outcome): Outcome {
  if (!override || ruled === "refer") return ruled;
  return ruled === "admit" ? "refuse" : "admit";
}

/**
 * The input of `checkpoints.recordCrossing`.
 * @param outcomes what was done, of each person
 */
export function recordOf(
  typed: TypedCrossing,
  outcomes: readonly Outcome[],
  now: Instant,
): Record<string, unknown> {
  const { checkpointId, direction, subject, plate, others } = typed;
  const people = typed.people.map((person, at) => {
    const outcome = outcomes[at] ?? "refuse";
    const { override } = person;
    return { ...crossingPerson(person, now), outcome, ...(override && { override }) };
  });
  return JSON.parse(
    JSON.stringify({
      checkpointId,
      direction,
      crossedAt: now,
      people,
      ...(subject !== "person" && { vehicle: { kind: subject, plate: plate.trim() }, others }),
    }),
  );
}
