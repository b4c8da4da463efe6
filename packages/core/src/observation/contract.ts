/** Observation: orders that restrict a person, readings, alerts, release. */
import { z } from "zod";
import { onArea, onTown } from "../kernel/access.ts";
import { FeedInput, feedOf } from "../kernel/feed.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { defineProblems, kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { LevelNumber } from "../organization/chain-contract.ts";
import { Measure, problems as policyProblems } from "../policy/contract.ts";
import { peopleReaders } from "../registry/people.ts";
import { problems as registryProblems } from "../registry/problems.ts";
import { problems as screeningProblems } from "../screening/contract.ts";
import { Celsius } from "./reading-limits.ts";

export const problems = defineProblems("observation", {
  orderNotFound: { status: 404 },
  orderExists: { status: 409, details: z.object({ orderId: Id }) },
  notRestricted: { status: 409 },
  beyondPolicy: { status: 422, details: z.object({ latestEndDay: Day }) },
  endBeforeStart: { status: 422 },
  alreadyEnded: { status: 409 },
  tooEarlyToRelease: { status: 409, details: z.object({ endDay: Day }) },
  checklistIncomplete: { status: 422, details: z.object({ items: z.array(z.string()) }) },
  readingNotFound: { status: 404 },
  readingOutsideOrder: { status: 422 },
  readingInFuture: { status: 422 },
  alertNotFound: { status: 404 },
  alertDone: { status: 409 },
  notReleased: { status: 409 },
});

export const RestrictiveMeasure = Measure.exclude(["none"]);
export type RestrictiveMeasure = z.infer<typeof RestrictiveMeasure>;

export const Basis = z.object({ id: z.string(), zh: z.string(), en: z.string() });
export const ChainPerson = z.object({
  level: z.number().int(),
  label: z.string(),
  labelEn: z.string(),
  staffId: Id,
  name: z.string(),
  phone: z.string().optional(),
});
export const AppealContact = z.object({
  name: z.string().trim().min(1).max(120),
  phone: z.string().trim().min(3).max(20),
});

/**
 * What a restriction is made of. Nothing here is optional: an order without basis, reason, end,
 * place, somebody who answers for it or a way to appeal can't be written down.
 */
export const OrderTerms = z.object({
  measure: RestrictiveMeasure,
  startDay: Day,
  /** The order ends at 24:00 of this day. */
  endDay: Day,
  place: z.string().trim().min(1).max(120),
  reason: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
  bases: z.array(Basis).min(1),
  chain: z.array(ChainPerson).min(1),
  appeal: AppealContact,
});
export type OrderTerms = z.infer<typeof OrderTerms>;

export const OrderState = z.enum(["issued", "released", "revoked"]);
export const WindowState = z.enum(["upcoming", "open", "done", "missed"]);

export const Reading = z.object({
  readingId: Id,
  celsius: z.number(),
  isFever: z.boolean(),
  takenAt: Instant,
  receivedAt: Instant,
  takenBy: z.string().optional(),
  symptoms: z.array(z.string()),
  note: z.string().optional(),
  /** The reading that replaces this one, when it was corrected. */
  correctedBy: Id.optional(),
});

export const ReadingWindow = z.object({
  windowId: z.string(),
  day: Day,
  from: Instant,
  to: Instant,
  state: WindowState,
  reading: Reading.optional(),
});

export const OrderRow = z.object({
  orderId: Id,
  orderNumber: z.string(),
  arrivalId: Id,
  residentId: Id,
  name: z.string(),
  age: z.number().int().optional(),
  areaId: Id,
  areaName: z.string(),
  measure: RestrictiveMeasure,
  startDay: Day,
  endDay: Day,
  /** The day the term is counted from; earlier than `startDay` for somebody found late. */
  countedFrom: Day,
  /**
   * As the law counts: 0 on the day the period is counted from (mostly the arrival), `daysTotal` on
   * the last day, more once release is overdue.
   */
  dayNumber: z.number().int(),
  daysTotal: z.number().int(),
  state: OrderState,
  isReleaseDue: z.boolean(),
  /** Others in force for the same person, who was entered twice: one of them is to be revoked. */
  otherOrders: z.array(z.object({ orderId: Id, orderNumber: z.string() })),
  lastReading: z.object({ celsius: z.number(), takenAt: Instant, isFever: z.boolean() }).optional(),
});
export type OrderRow = z.infer<typeof OrderRow>;

export const Order = OrderRow.extend({
  terms: OrderTerms,
  phoneMasked: z.string().optional(),
  identityMasked: z.string().optional(),
  issuedAt: Instant,
  issuedBy: z.string(),
  policyVersionId: Id,
  /** Today's windows and the days before, newest first. */
  windows: z.array(ReadingWindow),
  /** Readings that stand for no window: between windows, one too many, or replaced; newest first. */
  otherReadings: z.array(Reading),
  release: z
    .object({
      releasedAt: Instant,
      releasedBy: z.string(),
      certificateNumber: z.string(),
      checklist: z.array(z.string()),
    })
    .optional(),
  revocation: z.object({ at: Instant, by: z.string(), reason: z.string() }).optional(),
});

/** An order as its feed tells it. It is never removed; a revoked one says so. */
export const ChangedOrder = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("present"),
    orderId: Id,
    orderNumber: z.string(),
    arrivalId: Id,
    residentId: Id,
    measure: RestrictiveMeasure,
    startDay: Day,
    endDay: Day,
    countedFrom: Day,
    place: z.string(),
    state: OrderState,
    issuedAt: Instant,
    endedAt: Instant.optional(),
    certificateNumber: z.string().optional(),
  }),
  /** No longer within the caller's reach. */
  z.object({ is: z.literal("gone"), orderId: Id }),
]);

/** What is checked before anybody is released. */
export const ReleaseCheck = z.enum([
  "term-served",
  "temperature-normal",
  "no-symptoms",
  "test-negative",
  "informed",
]);

export const AlertKind = z.enum(["fever", "missed"]);
export const Alert = z.object({
  alertId: Id,
  kind: AlertKind,
  orderId: Id,
  residentId: Id,
  name: z.string(),
  areaId: Id,
  areaName: z.string(),
  celsius: z.number().optional(),
  windowId: z.string().optional(),
  day: Day,
  raisedAt: Instant,
  /** How far up the chain it has climbed while nobody acted: 0 medic, 1 unit lead, 2 director. */
  escalation: z.number().int(),
  acknowledged: z.object({ at: Instant, by: z.string(), action: z.string() }).optional(),
});

/** Who takes readings, in their part of the town. */
export const observers = onArea("director", "office", "unit-lead", "grid-worker", "medic");

export const observationContract = {
  draft: query("/observation/draft", {
    summary: "An order as policy would have it for an arrival, for a person to check and issue",
    access: onArea("director", "office", "medic"),
    input: z.object({ arrivalId: Id }),
    output: z.object({
      arrivalId: Id,
      residentId: Id,
      name: z.string(),
      areaId: Id,
      areaName: z.string(),
      terms: OrderTerms.extend({
        place: z.string(),
        bases: z.array(Basis),
        chain: z.array(ChainPerson),
        appeal: z.object({ name: z.string(), phone: z.string() }),
      }),
      /** All bases the policy offers; the draft's own are a selection of them. */
      basesOffered: z.array(Basis),
      latestEndDay: Day,
      /** What still lacks before it can be issued: names of fields. */
      lacking: z.array(z.string()),
    }),
    problems: [screeningProblems.arrivalNotFound, problems.notRestricted, problems.orderExists],
  }),
  issue: command("POST", "/observation/orders", {
    summary: "Issue an order; the issuer is the signed-in person",
    access: onArea("director", "office", "medic"),
    journal: "observation.order.issued",
    input: OrderTerms.omit({ bases: true, chain: true }).extend({
      arrivalId: Id,
      basisIds: z.array(z.string()).min(1),
      /** Staff answering for the person, by level of the chain. */
      chain: z.array(z.object({ level: LevelNumber, staffId: Id })).min(1),
    }),
    output: z.object({ orderId: Id, orderNumber: z.string() }),
    problems: [
      screeningProblems.arrivalNotFound,
      problems.notRestricted,
      problems.orderExists,
      problems.beyondPolicy,
      problems.endBeforeStart,
    ],
  }),
  orders: query("/observation/orders", {
    summary: "Orders, those ending soonest first",
    access: peopleReaders,
    input: PageInput.extend({
      search: z.string().trim().max(60).optional(),
      areaId: Id.optional(),
      residentId: Id.optional(),
      householdId: Id.optional(),
      state: OrderState.optional(),
      measure: RestrictiveMeasure.optional(),
      isReleaseDue: z.boolean().optional(),
    }),
    output: pageOf(OrderRow),
  }),
  readingsOf: query("/observation/people/{residentId}/readings", {
    summary: "A person's readings under all orders, the latest first; replaced ones are left out",
    access: peopleReaders,
    input: PageInput.extend({ residentId: Id }),
    output: pageOf(Reading.extend({ orderId: Id })).extend({
      /** From this temperature on a reading is a fever today. */
      feverCelsius: z.number(),
    }),
    problems: [registryProblems.residentNotFound],
  }),
  order: query("/observation/orders/{orderId}", {
    summary: "One order with its terms and readings",
    access: peopleReaders,
    input: z.object({ orderId: Id }),
    output: Order,
    problems: [problems.orderNotFound],
  }),
  changedOrders: query("/observation/changes/orders", {
    summary: "Orders in the order they were issued or ended; for keeping a copy",
    access: peopleReaders,
    input: FeedInput,
    output: feedOf(ChangedOrder),
  }),
  release: command("POST", "/observation/orders/{orderId}/release", {
    summary: "Release on the day, by checklist; makes the certificate",
    access: onArea("director", "office", "medic"),
    journal: "observation.order.released",
    input: z.object({ orderId: Id, checklist: z.array(ReleaseCheck) }),
    output: z.object({ certificateNumber: z.string() }),
    problems: [
      problems.orderNotFound,
      problems.alreadyEnded,
      problems.tooEarlyToRelease,
      problems.checklistIncomplete,
    ],
  }),
  revoke: command("POST", "/observation/orders/{orderId}/revoke", {
    summary: "Take back an order that should not have been issued, with the reason",
    access: onTown("director"),
    journal: "observation.order.revoked",
    input: z.object({ orderId: Id, reason: z.string().trim().min(2).max(200) }),
    output: z.object({}),
    problems: [problems.orderNotFound, problems.alreadyEnded],
  }),
  certificate: query("/observation/orders/{orderId}/certificate", {
    summary: "The release certificate, in the official style",
    access: onArea("director", "office", "medic", "unit-lead", "grid-worker"),
    input: z.object({
      orderId: Id,
      format: z.enum(["docx", "pdf"]).default("pdf"),
      language: z.enum(["zh-CN", "en"]).default("zh-CN"),
    }),
    output: z.file(),
    problems: [problems.orderNotFound, problems.notReleased],
  }),
  readingsDue: query("/observation/due", {
    summary: "Who is owed a reading on a day, by window: due, missed, done",
    access: observers,
    input: PageInput.extend({
      day: Day.optional(),
      areaId: Id.optional(),
      state: WindowState.optional(),
      windowId: z.string().max(20).optional(),
    }),
    output: pageOf(
      z.object({
        orderId: Id,
        residentId: Id,
        name: z.string(),
        areaId: Id,
        areaName: z.string(),
        place: z.string(),
        dayNumber: z.number().int(),
        daysTotal: z.number().int(),
        window: ReadingWindow,
      }),
    ).extend({
      day: Day,
      feverCelsius: z.number(),
      counts: z.object({
        upcoming: z.number().int(),
        open: z.number().int(),
        done: z.number().int(),
        missed: z.number().int(),
      }),
      windows: z.array(z.object({ windowId: z.string(), from: z.string(), to: z.string() })),
    }),
    problems: [policyProblems.noPolicyOnDay],
  }),
  recordReading: command("POST", "/observation/readings", {
    summary: "Record a temperature reading",
    access: observers,
    journal: "observation.reading.recorded",
    offline: true,
    input: z.object({
      orderId: Id,
      celsius: Celsius,
      takenAt: Instant,
      symptoms: z
        .array(z.enum(["cough", "fatigue", "sore-throat", "breathless", "diarrhoea", "other"]))
        .max(6)
        .default([]),
      note: z.string().trim().max(200).optional(),
    }),
    output: z.object({ readingId: Id, isFever: z.boolean() }),
    problems: [
      problems.orderNotFound,
      problems.alreadyEnded,
      problems.readingOutsideOrder,
      problems.readingInFuture,
    ],
  }),
  correctReading: command("POST", "/observation/readings/{readingId}/correct", {
    summary: "Correct a reading by another; both are kept",
    access: observers,
    journal: "observation.reading.corrected",
    input: z.object({
      readingId: Id,
      celsius: Celsius,
      reason: z.string().trim().min(2).max(100),
    }),
    output: z.object({ readingId: Id, isFever: z.boolean() }),
    problems: [problems.readingNotFound, kernelProblems.changedMeanwhile],
  }),
  alerts: query("/observation/alerts", {
    summary: "Fever and missed readings, unacknowledged first",
    access: observers,
    input: PageInput.extend({
      kind: AlertKind.optional(),
      isOpen: z.boolean().optional(),
      areaId: Id.optional(),
    }),
    output: pageOf(Alert).extend({
      /** When an alert nobody acts on goes up, by the policy in force; the town may change it. */
      escalation: z.object({
        unitLeadAfterMinutes: z.number().int(),
        directorAfterMinutes: z.number().int(),
      }),
    }),
  }),
  acknowledge: command("POST", "/observation/alerts/{alertId}/acknowledge", {
    summary: "Say what was done about an alert",
    access: observers,
    journal: "observation.alert.acknowledged",
    offline: true,
    input: z.object({ alertId: Id, action: z.string().trim().min(2).max(200) }),
    output: z.object({}),
    problems: [problems.alertNotFound, problems.alertDone],
  }),
};
