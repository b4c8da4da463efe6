/** What holds of an order over time: when it binds, its readings, its alerts, its release. */
import { type DutyOfDay, type Span, windowsOn } from "../duties/rules.ts";
import { type Day, type Instant, instantAt, isInFuture, minutesBetween } from "../kernel/time.ts";
import type { PolicyRules } from "../policy/rules-data.ts";
import { problems, ReleaseCheck } from "./contract.ts";
import type { Part } from "./terms.ts";

export type Check = (typeof ReleaseCheck.options)[number];

/** An order's days as instants. */
export interface OrderTimes {
  startsAt: Instant;
  /** 24:00 of the last day: from then on the order binds nobody, released or not. */
  endsAt: Instant;
}

export function orderTimes(startDay: Day, endDay: Day, timeZone: string): OrderTimes {
  return {
    startsAt: instantAt(startDay, "00:00", timeZone),
    endsAt: instantAt(endDay, "24:00", timeZone),
  };
}

/**
 * How long readings are owed under an order: from its start, and not before it was issued, until
 * its end or whatever ended it sooner.
 */
export function owedSpan(
  { startsAt, endsAt }: OrderTimes,
  issuedAt: Instant,
  endedAt: Instant | undefined,
): Span {
  return {
    from: issuedAt > startsAt ? issuedAt : startsAt,
    until: endedAt !== undefined && endedAt < endsAt ? endedAt : endsAt,
  };
}

/** Readings owed on a day by the rules of that day. */
export function readingDuty({ readings }: PolicyRules): DutyOfDay {
  return { windows: readings.windows, graceMinutes: readings.graceMinutes };
}

export function isFever(celsius: number, { readings }: PolicyRules): boolean {
  return celsius >= readings.feverCelsius;
}

/**
 * Whether a reading belongs to an order. One taken before the end and received after it does: the
 * phone may have been offline. One taken after the last day does until somebody has released.
 * @throws Problem `observation.readingInFuture`, `readingOutsideOrder`, `alreadyEnded`
 */
export function demandReadable(
  order: { startsAt: Instant; endedAt: Instant | undefined },
  takenAt: Instant,
  now: Instant,
): void {
  if (isInFuture(takenAt, now)) throw problems.readingInFuture();
  if (takenAt < order.startsAt) throw problems.readingOutsideOrder();
  if (order.endedAt !== undefined && takenAt >= order.endedAt) throw problems.alreadyEnded();
}

export type EscalationTimes = PolicyRules["readings"]["escalation"];

/**
 * How far up an alert has climbed: 0 the medic, 1 the unit lead, 2 the director.
 * @param until when somebody acted; now, while nobody has
 */
export function escalationLevel(
  raisedAt: Instant,
  until: Instant,
  times: EscalationTimes,
): 0 | 1 | 2 {
  const minutes = minutesBetween(raisedAt, until);
  if (minutes >= times.directorAfterMinutes) return 2;
  return minutes >= times.unitLeadAfterMinutes ? 1 : 0;
}

/**
 * From when a person may be released. The term runs until 24:00 of the last day; the papers may be
 * made out on that day once its last reading window is over, so that nobody waits for a clerk
 * overnight (民法典 art. 203: where there are hours of business, the period ends with them). Without
 * windows on that day, at its end.
 */
export function releaseOpensAt(
  endDay: Day,
  duty: DutyOfDay | undefined,
  timeZone: string,
): Instant {
  const last = duty && windowsOn(endDay, duty, timeZone).at(-1);
  return last?.to ?? instantAt(endDay, "24:00", timeZone);
}

/** What must be ticked before release: the test only where the rule behind the order asks for one. */
export function requiredChecks(
  rules: PolicyRules | undefined,
  ruleId: string,
  part: Part,
): Check[] {
  const rule = rules?.assessment.find(({ id }) => id === ruleId);
  const tests = part === "main" ? rule?.testDays : rule?.followOn?.testDays;
  return ReleaseCheck.options.filter(
    (check) => check !== "test-negative" || (tests?.length ?? 0) > 0,
  );
}

/**
 * @param order.lastIsFever whether the last reading was a fever: no tick stands against that
 * @throws Problem `observation.tooEarlyToRelease`, `observation.checklistIncomplete` naming items
 */
export function demandReleasable(
  order: { endDay: Day; opensAt: Instant; lastIsFever: boolean },
  ticked: readonly Check[],
  required: readonly Check[],
  now: Instant,
): void {
  if (now < order.opensAt) throw problems.tooEarlyToRelease({ endDay: order.endDay });
  const items = required.filter(
    (check) => !ticked.includes(check) || (check === "temperature-normal" && order.lastIsFever),
  );
  if (items.length > 0) throw problems.checklistIncomplete({ items });
}
