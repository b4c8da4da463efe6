/** The words of policy, for every page that speaks of measures. */
import type { Condition, RiskLevel } from "@lianfang/core/policy/assessment-rule.ts";
import type { Measure } from "@lianfang/core/policy/contract.ts";
import type { DutyKind, DutyTarget } from "@lianfang/core/policy/duty-kinds.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { Tone } from "../kernel/kit/state-tag.tsx";

type MeasureName = z.infer<typeof Measure>;

export const measureLabels: Record<MeasureName, () => string> = {
  none: () => m["policy.measure.none"](),
  "health-monitoring": () => m["policy.measure.healthMonitoring"](),
  "home-isolation": () => m["policy.measure.homeIsolation"](),
  "central-isolation": () => m["policy.measure.centralIsolation"](),
};

/** The heavier the measure, the stronger its colour; the word says it too. */
export const measureTones: Record<MeasureName, Tone> = {
  none: "green",
  "health-monitoring": "blue",
  "home-isolation": "amber",
  "central-isolation": "red",
};

export const levelLabels: Record<RiskLevel, () => string> = {
  key: () => m["policy.level.key"](),
  high: () => m["policy.level.high"](),
  medium: () => m["policy.level.medium"](),
  low: () => m["policy.level.low"](),
};

export const levelTones: Record<RiskLevel, Tone> = {
  key: "red",
  high: "red",
  medium: "amber",
  low: "blue",
};

type Distance = Extract<Condition, { kind: "distance" }>["distances"][number];

export const distanceLabels: Record<Distance, () => string> = {
  "same-county": () => m["policy.distance.sameCounty"](),
  abroad: () => m["policy.distance.abroad"](),
  "other-province": () => m["policy.distance.otherProvince"](),
  "same-province": () => m["policy.distance.sameProvince"](),
  "same-city": () => m["policy.distance.sameCity"](),
};

export const residenceLabels = {
  "registered-here": () => m["policy.residence.registeredHere"](),
  "lives-here": () => m["policy.residence.livesHere"](),
  "registered-lives-elsewhere": () => m["policy.residence.livesElsewhere"](),
} as const;

export const vaccinationLabels = {
  none: () => m["policy.vaccination.none"](),
  partial: () => m["policy.vaccination.partial"](),
  full: () => m["policy.vaccination.full"](),
  booster: () => m["policy.vaccination.booster"](),
} as const;

export const dutyLabels: Record<DutyKind, () => string> = {
  temperature: () => m["policy.duty.temperature"](),
  "temperature-and-registration": () => m["policy.duty.temperatureAndRegistration"](),
  "health-check": () => m["policy.duty.healthCheck"](),
  "service-visit": () => m["policy.duty.serviceVisit"](),
  errand: () => m["policy.duty.errand"](),
  "mobile-market": () => m["policy.duty.mobileMarket"](),
  disinfection: () => m["policy.duty.disinfection"](),
  patrol: () => m["policy.duty.patrol"](),
  "closed-check": () => m["policy.duty.closedCheck"](),
  "door-knock": () => m["policy.duty.doorKnock"](),
  broadcast: () => m["policy.duty.broadcast"](),
};

export const targetLabels: Record<DutyTarget, () => string> = {
  "observed-person": () => m["policy.target.observedPerson"](),
  "observed-household": () => m["policy.target.observedHousehold"](),
  "nursing-home-resident": () => m["policy.target.nursingHomeResident"](),
  "vulnerable-household": () => m["policy.target.vulnerableHousehold"](),
  household: () => m["policy.target.household"](),
  village: () => m["policy.target.village"](),
  "public-place": () => m["policy.target.publicPlace"](),
  market: () => m["policy.target.market"](),
  "street-premises": () => m["policy.target.streetPremises"](),
  "suspended-place": () => m["policy.target.suspendedPlace"](),
  "government-office": () => m["policy.target.governmentOffice"](),
  "government-gate-visitor": () => m["policy.target.governmentGateVisitor"](),
  checkpoint: () => m["policy.target.checkpoint"](),
};
