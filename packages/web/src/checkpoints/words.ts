/** The module's words: kinds, states, outcomes, and the reasons a guard reads aloud. */
import type { CheckpointKind, CheckpointState } from "@lianfang/core/checkpoints/checkpoint.ts";
import type { EntranceState } from "@lianfang/core/checkpoints/consolidation.ts";
import type { CrossingRow } from "@lianfang/core/checkpoints/crossing.ts";
import type { NextStep, Outcome, Reason, ReasonCode } from "@lianfang/core/checkpoints/decision.ts";
import type { HealthCode, TestOutcome } from "@lianfang/core/checkpoints/evidence.ts";
import type { PassState } from "@lianfang/core/checkpoints/pass.ts";
import type { PassKind } from "@lianfang/core/checkpoints/pass-verdict.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { Tone } from "../kernel/kit/state-tag.tsx";
import { nameOf } from "../kernel/locale.ts";

type Words<Key extends string> = Readonly<Record<Key, () => string>>;

export const checkpointKinds: Words<CheckpointKind> = {
  road: () => m["checkpoints.kind.road"](),
  "village-entrance": () => m["checkpoints.kind.villageEntrance"](),
  "ferry-pier": () => m["checkpoints.kind.ferryPier"](),
  "government-gate": () => m["checkpoints.kind.governmentGate"](),
  building: () => m["checkpoints.kind.building"](),
};

export const checkpointStates: Words<CheckpointState> = {
  open: () => m["checkpoints.state.open"](),
  closed: () => m["checkpoints.state.closed"](),
  planned: () => m["checkpoints.state.planned"](),
};
export const checkpointTones: Readonly<Record<CheckpointState, Tone>> = {
  open: "green",
  closed: "neutral",
  planned: "blue",
};

export const outcomes: Words<Outcome> = {
  admit: () => m["checkpoints.outcome.admit"](),
  refuse: () => m["checkpoints.outcome.refuse"](),
  refer: () => m["checkpoints.outcome.refer"](),
};
export const outcomeTones: Readonly<Record<Outcome, Tone>> = {
  admit: "green",
  refuse: "amber",
  refer: "red",
};

export const nextSteps: Words<NextStep> = {
  "let-pass": () => m["checkpoints.next.letPass"](),
  "do-first": () => m["checkpoints.next.doFirst"](),
  "ask-first": () => m["checkpoints.next.askFirst"](),
  "turn-back": () => m["checkpoints.next.turnBack"](),
  "report-to-medic": () => m["checkpoints.next.reportToMedic"](),
  "call-responsible": () => m["checkpoints.next.callResponsible"](),
  "enter-arrival": () => m["checkpoints.next.enterArrival"](),
};

/** Where somebody crossed, in the language of the page. */
export const postOf = (row: Pick<CrossingRow, "checkpointName" | "checkpointNameEn">): string =>
  nameOf({ name: row.checkpointName, nameEn: row.checkpointNameEn });

export const subjects: Words<CrossingRow["subject"]> = {
  person: () => m["checkpoints.subject.person"](),
  vehicle: () => m["checkpoints.subject.vehicle"](),
  boat: () => m["checkpoints.subject.boat"](),
};

export const directions: Words<"in" | "out"> = {
  in: () => m["checkpoints.direction.in"](),
  out: () => m["checkpoints.direction.out"](),
};

export const healthCodes: Words<HealthCode> = {
  green: () => m["checkpoints.code.green"](),
  amber: () => m["checkpoints.code.amber"](),
  red: () => m["checkpoints.code.red"](),
};

export const testOutcomes: Words<z.infer<typeof TestOutcome>> = {
  negative: () => m["checkpoints.test.negative"](),
  positive: () => m["checkpoints.test.positive"](),
  pending: () => m["checkpoints.test.pending"](),
};

export const passKinds: Words<PassKind> = {
  person: () => m["checkpoints.pass.person"](),
  vehicle: () => m["checkpoints.pass.vehicle"](),
  household: () => m["checkpoints.pass.household"](),
};

export const passStates: Words<PassState> = {
  applied: () => m["checkpoints.passState.applied"](),
  refused: () => m["checkpoints.passState.refused"](),
  issued: () => m["checkpoints.passState.issued"](),
  expired: () => m["checkpoints.passState.expired"](),
  renewed: () => m["checkpoints.passState.renewed"](),
  lost: () => m["checkpoints.passState.lost"](),
  revoked: () => m["checkpoints.passState.revoked"](),
};
export const passTones: Readonly<Record<PassState, Tone>> = {
  applied: "blue",
  refused: "neutral",
  issued: "green",
  expired: "amber",
  renewed: "neutral",
  lost: "red",
  revoked: "red",
};

export const entranceStates: Words<EntranceState> = {
  manned: () => m["checkpoints.entrance.manned"](),
  closed: () => m["checkpoints.entrance.closed"](),
  free: () => m["checkpoints.entrance.free"](),
};

type Spoken = (params: Reason["params"]) => string;
const at = (params: Reason["params"], name: string) => params[name] ?? "";

const spoken: Readonly<Record<ReasonCode, Spoken>> = {
  fever: (p) => m["checkpoints.say.fever"]({ celsius: at(p, "celsius"), line: at(p, "line") }),
  symptoms: () => m["checkpoints.say.symptoms"](),
  "test-positive": () => m["checkpoints.say.test-positive"](),
  "code-red": () => m["checkpoints.say.code-red"](),
  "code-amber": () => m["checkpoints.say.code-amber"](),
  "under-order": () => m["checkpoints.say.under-order"](),
  "from-risk-region": () => m["checkpoints.say.from-risk-region"](),
  "outsider-to-register": () => m["checkpoints.say.outsider-to-register"](),
  "mask-missing": () => m["checkpoints.say.mask-missing"](),
  "temperature-missing": () => m["checkpoints.say.temperature-missing"](),
  "registration-missing": () => m["checkpoints.say.registration-missing"](),
  "venue-code-missing": () => m["checkpoints.say.venue-code-missing"](),
  "purpose-missing": () => m["checkpoints.say.purpose-missing"](),
  "residence-unknown": () => m["checkpoints.say.residence-unknown"](),
  "identity-card-missing": () => m["checkpoints.say.identity-card-missing"](),
  outsider: () => m["checkpoints.say.outsider"](),
  "pass-missing": () => m["checkpoints.say.pass-missing"](),
  "pass-unreadable": () => m["checkpoints.say.pass-unreadable"](),
  "pass-forged": () => m["checkpoints.say.pass-forged"](),
  "pass-other-town": () => m["checkpoints.say.pass-other-town"](),
  "pass-not-yet": () => m["checkpoints.say.pass-not-yet"](),
  "pass-expired": () => m["checkpoints.say.pass-expired"](),
  "pass-revoked": () => m["checkpoints.say.pass-revoked"](),
  "pass-lost": () => m["checkpoints.say.pass-lost"](),
  "pass-someone-else": () => m["checkpoints.say.pass-someone-else"](),
  "code-missing": () => m["checkpoints.say.code-missing"](),
  "test-missing": (p) => m["checkpoints.say.test-missing"]({ hours: at(p, "hours") }),
  "test-old": (p) =>
    m["checkpoints.say.test-old"]({
      hours: at(p, "hours"),
      ageHours: at(p, "ageHours"),
      ageMinutes: at(p, "ageMinutes"),
    }),
  "test-pending": () => m["checkpoints.say.test-pending"](),
  "test-time-wrong": () => m["checkpoints.say.test-time-wrong"](),
  "purpose-other": () => m["checkpoints.say.purpose-other"](),
  "household-out": (p) =>
    m["checkpoints.say.household-out"]({ days: at(p, "days"), hoursLeft: at(p, "hoursLeft") }),
};

/** What the guard says. */
export function say({ code, params }: Reason): string {
  return spoken[code](params);
}
