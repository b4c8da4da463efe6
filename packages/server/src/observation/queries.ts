import { type Occurrence, occurrences, settle, windowState } from "@lianfang/core/duties/rules.ts";
import { documentNumber } from "@lianfang/core/kernel/document-number.ts";
import { townDay, townTime } from "@lianfang/core/kernel/time.ts";
import {
  type Alert,
  type Order,
  type observationContract,
  problems,
  type ReadingWindow,
} from "@lianfang/core/observation/contract.ts";
import {
  type EscalationTimes,
  escalationLevel,
  owedSpan,
} from "@lianfang/core/observation/rules.ts";
import { startFor } from "@lianfang/core/observation/terms.ts";
import { problems as registryProblems } from "@lianfang/core/registry/problems.ts";
import { problems as screeningProblems } from "@lianfang/core/screening/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { policyOn } from "../policy/in-force.ts";
import { residentsById } from "../registry/people.ts";
import { arrivalStore } from "../screening/store.ts";
import { alertStore, type ListedAlert } from "./alert-store.ts";
import { chainFor, offeredToday, placeFor, reasonFor, stretchFor } from "./drafting.ts";
import { listOrders, orderForShow, shownRow } from "./list-store.ts";
import { orderStore } from "./order-store.ts";
import { readingStore, type ShownReading } from "./reading-store.ts";
import { type TownWindows, townWindows } from "./windows.ts";

type Routes = Handlers<typeof observationContract>;
type ShownOrder = NonNullable<Awaited<ReturnType<typeof orderForShow>>>;

export const draft: Routes["draft"] = async ({ arrivalId }, context) => {
  const arrival = await arrivalStore(context).find(arrivalId);
  if (!arrival) throw screeningProblems.arrivalNotFound();
  const { stretch } = await stretchFor(context, arrival);
  const person = (await residentsById(context, [arrival.resident_id])).get(arrival.resident_id);
  if (!person) throw screeningProblems.arrivalNotFound();
  const [{ bases, appeal }, chain] = await Promise.all([
    offeredToday(context),
    chainFor(context, person),
  ]);
  const terms = {
    measure: stretch.measure,
    startDay: startFor(stretch, townDay(context.now, context.town.timeZone)),
    endDay: stretch.endDay,
    place: placeFor(stretch, person),
    reason: reasonFor(stretch, arrival.assessment),
    bases,
    chain,
    appeal,
  };
  const isLacking = { place: !terms.place, bases: !bases.length, chain: !chain.length };
  return {
    arrivalId,
    residentId: person.residentId,
    name: person.name,
    areaId: person.areaId,
    areaName: person.areaName,
    terms,
    basesOffered: bases,
    latestEndDay: stretch.endDay,
    lacking: Object.entries(isLacking).flatMap(([field, lacks]) => (lacks ? [field] : [])),
  };
};

export const listed: Routes["orders"] = async (input, context) => {
  const windows = await townWindows(context);
  return listOrders(context, input, windows.releaseDueThrough(context.now));
};

export const readingsOf: Routes["readingsOf"] = async ({ residentId, ...page }, context) => {
  const people = await residentsById(context, [residentId]);
  if (!people.has(residentId)) throw registryProblems.residentNotFound();
  const { rules } = await policyOn(context, townDay(context.now, context.town.timeZone));
  const { feverCelsius } = rules.readings;
  return { ...(await readingStore(context).ofPerson(residentId, page)), feverCelsius };
};

export const show: Routes["order"] = async ({ orderId }, context) => {
  const row = await orderForShow(context, orderId);
  if (!row) throw problems.orderNotFound();
  const [windows, readings, people, terms] = await Promise.all([
    townWindows(context),
    readingStore(context).ofOrder(orderId),
    residentsById(context, [row.resident_id]),
    termsOf(context, row),
  ]);
  const person = people.get(row.resident_id);
  return {
    ...shownRow(row, context, windows.releaseDueThrough(context.now)),
    terms,
    phoneMasked: person?.phoneMasked,
    identityMasked: person?.identityMasked,
    issuedAt: row.issued_at,
    issuedBy: row.issuer_name,
    policyVersionId: row.policy_version_id,
    ...settledReadings(context, row, windows, readings),
    release: releaseOf(row),
    revocation: revocationOf(row),
  };
};

/** The terms as issued; the telephone numbers of those who answer are today's. */
async function termsOf(
  context: QueryContext,
  row: ShownOrder,
): Promise<z.infer<typeof Order>["terms"]> {
  const staff = await orderStore(context).staffNamed(row.chain.map(({ staffId }) => staffId));
  const vault = staff.some(({ phone }) => phone)
    ? await context.kernel.vaults.of(context.db, context.town.townId)
    : undefined;
  return {
    measure: row.measure,
    startDay: row.start_day,
    endDay: row.end_day,
    place: row.place,
    reason: { zh: row.reason_zh, en: row.reason_en },
    bases: row.bases,
    chain: row.chain.map((answerer) => {
      const sealed = staff.find(({ staffId }) => staffId === answerer.staffId)?.phone;
      return { ...answerer, phone: sealed ? vault?.open("phone", sealed) : undefined };
    }),
    appeal: { name: row.appeal_name, phone: row.appeal_phone },
  };
}

/** Each window begun or ahead today with its reading, newest first, and the readings left over. */
function settledReadings(
  { now, town }: QueryContext,
  row: ShownOrder,
  { definition }: TownWindows,
  readings: readonly ShownReading[],
) {
  const times = { startsAt: row.starts_at, endsAt: row.ends_at };
  const span = owedSpan(times, row.issued_at, row.ended_at ?? undefined);
  const today = townDay(now, town.timeZone);
  const days = {
    from: townDay(span.from, town.timeZone),
    to: [row.end_day, today].sort()[0] ?? today,
  };
  const owed = occurrences(definition, span, days, town.timeZone);
  const standing = readings
    .filter(({ correctedBy }) => correctedBy === undefined)
    .map((reading) => ({ ...reading, happenedAt: reading.takenAt }));
  const { windows, rest } = settle(owed, standing);
  const left = new Set(rest.map(({ readingId }) => readingId));
  return {
    windows: windows
      .map(({ window, record }) => windowShown(window, now, record && readingOf(record)))
      .reverse(),
    otherReadings: readings
      .filter(({ readingId, correctedBy }) => correctedBy !== undefined || left.has(readingId))
      .reverse(),
  };
}

function readingOf({ happenedAt: _, ...reading }: ShownReading & { happenedAt: string }) {
  return reading;
}

function windowShown(
  window: Occurrence,
  now: string,
  reading: ShownReading | undefined,
): z.infer<typeof ReadingWindow> {
  const { windowId, day, from, to } = window;
  const record = reading && { happenedAt: reading.takenAt };
  return { windowId, day, from, to, state: windowState(window, record, now), reading };
}

function releaseOf(row: ShownOrder): z.infer<typeof Order>["release"] {
  const { ended_at, certificate_year, certificate_number, checklist } = row;
  if (!ended_at || !certificate_year || !certificate_number || !checklist) return undefined;
  return {
    releasedAt: ended_at,
    releasedBy: row.ender_name ?? "",
    certificateNumber: documentNumber(certificate_year, certificate_number),
    checklist,
  };
}

function revocationOf(row: ShownOrder): z.infer<typeof Order>["revocation"] {
  const { ended_at, revocation_reason } = row;
  if (!ended_at || !revocation_reason) return undefined;
  return { at: ended_at, by: row.ender_name ?? "", reason: revocation_reason };
}

export const alerts: Routes["alerts"] = async (input, context) => {
  const today = townDay(context.now, context.town.timeZone);
  const { rules } = await policyOn(context, today);
  const { escalation } = rules.readings;
  const page = await alertStore(context).list(input);
  const shown = page.rows.map((row) => alertShown(row, context, escalation));
  return { ...page, rows: shown, escalation };
};

function alertShown(
  row: ListedAlert,
  context: QueryContext,
  escalation: EscalationTimes,
): z.infer<typeof Alert> {
  return {
    alertId: row.alert_id,
    kind: row.kind,
    orderId: row.order_id,
    residentId: row.resident_id,
    name: row.name,
    areaId: row.area_id,
    areaName: row.area_name,
    celsius: row.celsius ?? undefined,
    windowId: row.window_id ?? undefined,
    day: row.day,
    raisedAt: row.raised_at,
    escalation: escalationLevel(row.raised_at, row.closed_at ?? context.now, escalation),
    acknowledged: row.closed_at
      ? { at: row.closed_at, by: row.closer_name ?? "", action: actionOf(row, context) }
      : undefined,
  };
}

/** What was done: a person's words, or the reading that settled the matter. */
function actionOf(row: ListedAlert, { locale, town }: QueryContext): string {
  if (row.action !== null) return row.action;
  const celsius = (row.settling_celsius ?? 0).toFixed(1);
  const time = row.settling_taken_at ? townTime(row.settling_taken_at, town.timeZone) : "";
  return row.kind === "missed"
    ? m["observation.alert.arrived"]({ celsius, time }, { locale })
    : m["observation.alert.correctedTo"]({ celsius }, { locale });
}
