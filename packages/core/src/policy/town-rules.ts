/** A preset's rules fitted to what a town's file says of its own practice. */
import type { AssessmentRule } from "./assessment-rule.ts";
import { windowsFor } from "./presets/standing.ts";
import type { DutyRule, PolicyRules } from "./rules-data.ts";

/** What a town's file may say of people under observation; what it leaves out stays the preset's. */
export interface ObservationRules {
  days?: number | undefined;
  mayLeave?: boolean | undefined;
  sealed?: boolean | undefined;
  noticePosted?: boolean | undefined;
}

export interface TownPractice {
  observation?: ObservationRules | undefined;
  readingsPerDay?: number | undefined;
}

/** Isolation at home in one stretch; stretches with a follow-on are the era's own arithmetic. */
function lasting(rule: AssessmentRule, days: number): AssessmentRule {
  if (rule.measure !== "home-isolation" || rule.followOn) return rule;
  return { ...rule, days, testDays: rule.testDays.filter((day) => day <= days) };
}

function measured(duty: DutyRule, perDay: number): DutyRule {
  const isReading = duty.duty === "temperature" && duty.target === "observed-person";
  return isReading ? { ...duty, perDay } : duty;
}

/** The rules with the town's own days of isolation, orders and readings put in. */
export function fitted(
  rules: PolicyRules,
  { observation = {}, readingsPerDay }: TownPractice,
): PolicyRules {
  const { days, mayLeave, sealed, noticePosted } = observation;
  const { orders, readings, duties, assessment } = rules;
  return {
    ...rules,
    assessment: days === undefined ? assessment : assessment.map((rule) => lasting(rule, days)),
    readings:
      readingsPerDay === undefined
        ? readings
        : { ...readings, windows: windowsFor(readingsPerDay) },
    duties:
      readingsPerDay === undefined ? duties : duties.map((duty) => measured(duty, readingsPerDay)),
    orders: {
      ...orders,
      mayLeaveHome: mayLeave ?? orders.mayLeaveHome,
      doorSealed: sealed ?? orders.doorSealed,
      noticePosted: noticePosted ?? orders.noticePosted,
    },
  };
}
