/** The closed lists of observation in words. */
import type {
  AlertKind,
  OrderState,
  ReleaseCheck,
  RestrictiveMeasure,
  WindowState,
} from "@lianfang/core/observation/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { Tone } from "../kernel/kit/state-tag.tsx";
import { measureLabels } from "../policy/words.ts";
import { atStart } from "../registry/words.ts";

type Words<Key extends string> = Record<Key, () => string>;

export const restrictiveMeasures: Words<RestrictiveMeasure> = {
  "health-monitoring": () => atStart(measureLabels["health-monitoring"]()),
  "home-isolation": () => atStart(measureLabels["home-isolation"]()),
  "central-isolation": () => atStart(measureLabels["central-isolation"]()),
};

export const orderStates: Words<z.infer<typeof OrderState>> = {
  issued: () => m["observation.state.issued"](),
  released: () => m["observation.state.released"](),
  revoked: () => m["observation.state.revoked"](),
};
export const orderTones: Record<z.infer<typeof OrderState>, Tone> = {
  issued: "blue",
  released: "green",
  revoked: "neutral",
};

export const windowStates: Words<z.infer<typeof WindowState>> = {
  upcoming: () => m["observation.window.upcoming"](),
  open: () => m["observation.window.open"](),
  done: () => m["observation.window.done"](),
  missed: () => m["observation.window.missed"](),
};
export const windowTones: Record<z.infer<typeof WindowState>, Tone> = {
  upcoming: "neutral",
  open: "blue",
  done: "green",
  missed: "red",
};

export const alertKinds: Words<z.infer<typeof AlertKind>> = {
  fever: () => m["observation.alert.fever"](),
  missed: () => m["observation.alert.missed"](),
};

export const symptoms: Words<
  "cough" | "fatigue" | "sore-throat" | "breathless" | "diarrhoea" | "other"
> = {
  cough: () => m["observation.symptom.cough"](),
  fatigue: () => m["observation.symptom.fatigue"](),
  "sore-throat": () => m["observation.symptom.soreThroat"](),
  breathless: () => m["observation.symptom.breathless"](),
  diarrhoea: () => m["observation.symptom.diarrhoea"](),
  other: () => m["observation.symptom.other"](),
};

export const releaseChecks: Words<z.infer<typeof ReleaseCheck>> = {
  "term-served": () => m["observation.check.termServed"](),
  "temperature-normal": () => m["observation.check.temperatureNormal"](),
  "no-symptoms": () => m["observation.check.noSymptoms"](),
  "test-negative": () => m["observation.check.testNegative"](),
  informed: () => m["observation.check.informed"](),
};

const escalations = [
  () => m["observation.escalation.medic"](),
  () => m["observation.escalation.unitLead"](),
  () => m["observation.escalation.director"](),
] as const;

/** How far up an unanswered alert has climbed. */
export function escalationText(level: number): string {
  return (escalations[level] ?? escalations[2])();
}
