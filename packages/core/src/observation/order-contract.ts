/** Orders that restrict a person, from the draft to the release. */
import { z } from "zod";
import { onArea, onTown } from "../kernel/access.ts";
import { FeedInput, feedOf } from "../kernel/feed.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { LevelNumber } from "../organization/chain-contract.ts";
import { peopleReaders } from "../registry/people.ts";
import { problems as screeningProblems } from "../screening/contract.ts";
import { Basis, ChainPerson, OrderState, OrderTerms, RestrictiveMeasure } from "./order-terms.ts";
import { problems } from "./problems.ts";
import { Reading, ReadingWindow } from "./reading-contract.ts";

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

export const orderProcedures = {
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
};
