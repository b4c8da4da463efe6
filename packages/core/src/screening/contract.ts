/** Screening: people who came, or will come, from elsewhere, and what policy says of each. */
import { z } from "zod";
import { onTown } from "../kernel/access.ts";
import { FeedInput, feedOf } from "../kernel/feed.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { defineProblems, kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { Assessment, PolicyRules, problems as policyProblems } from "../policy/contract.ts";
import { peopleReaders, Sex } from "../registry/people.ts";
import { problems as registryProblems } from "../registry/problems.ts";
import { arrivalWriters } from "./writers.ts";

export const problems = defineProblems("screening", {
  arrivalNotFound: { status: 404 },
  arrivalTwice: { status: 409, details: z.object({ arrivalId: Id }) },
  originUnknown: { status: 422 },
  datesOutOfOrder: { status: 422 },
  hasOrder: { status: 409 },
});

export const Door = z.enum(["door-knock", "self-report", "checkpoint", "county-list", "tip"]);
export const Transport = z.enum(["train", "plane", "coach", "car", "boat", "other"]);

const journeyFields = z.object({
  /** National administrative division, 6 digits; a province or city ends in zeros. */
  originCode: z.string().regex(/^\d{6}$/),
  originDetail: z.string().trim().max(60).optional(),
  transitCodes: z.array(z.string().regex(/^\d{6}$/)).max(10),
  leftOriginOn: Day.optional(),
  arrivedOn: Day,
  transport: Transport,
  transportNumber: z.string().trim().max(30).optional(),
  isCloseContact: z.boolean(),
  door: Door,
  note: z.string().trim().max(200).optional(),
});
export type Journey = z.infer<typeof journeyFields>;

const journey = journeyFields.extend({
  transitCodes: journeyFields.shape.transitCodes.default([]),
  transport: Transport.default("other"),
  isCloseContact: z.boolean().default(false),
  door: Door.default("door-knock"),
});

/** Somebody not yet on the register; a household is found by number or made in the area. */
export const NewPerson = z.object({
  name: z.string().trim().min(1).max(40),
  sex: Sex,
  identityNumber: z.string().trim().max(40).optional(),
  birthday: Day.optional(),
  phone: z.string().trim().max(20).optional(),
  areaId: Id,
  group: z.string().trim().max(20).optional(),
  address: z.string().trim().max(120).optional(),
});

export const ArrivalRow = z.object({
  arrivalId: Id,
  residentId: Id,
  name: z.string(),
  sex: Sex,
  age: z.number().int().optional(),
  areaId: Id,
  areaName: z.string(),
  originCode: z.string(),
  originName: z.string(),
  arrivedOn: Day,
  door: Door,
  assessment: Assessment,
  /** Whether an order has been issued for it, and how it stands. */
  orderId: Id.optional(),
  orderState: z.enum(["issued", "released", "revoked"]).optional(),
  /** Restricted by policy today, and no order stands: the first one, or the one that follows. */
  isAwaitingOrder: z.boolean(),
  createdAt: Instant,
});
export type ArrivalRow = z.infer<typeof ArrivalRow>;

export const Arrival = ArrivalRow.extend({
  identityMasked: z.string().optional(),
  phoneMasked: z.string().optional(),
  address: z.string().optional(),
  group: z.string().optional(),
  originDetail: z.string().optional(),
  transit: z.array(z.object({ code: z.string(), name: z.string() })),
  leftOriginOn: Day.optional(),
  transport: Transport,
  transportNumber: z.string().optional(),
  isCloseContact: z.boolean(),
  note: z.string().optional(),
  revision: z.number().int(),
  recordedBy: z.string().optional(),
  voided: z.object({ reason: z.string(), at: Instant }).optional(),
});

/** An arrival as its feed tells it: by itself, without what others say of it. */
export const ChangedArrival = z.discriminatedUnion("is", [
  journeyFields.extend({
    is: z.literal("present"),
    arrivalId: Id,
    residentId: Id,
    assessment: Assessment,
    orderId: Id.optional(),
    orderState: z.enum(["issued", "released", "revoked"]).optional(),
    revision: z.number().int(),
    createdAt: Instant,
  }),
  z.object({ is: z.literal("removed"), arrivalId: Id, reason: z.string(), at: Instant }),
  /** No longer within the caller's reach. */
  z.object({ is: z.literal("gone"), arrivalId: Id }),
]);

export const screeningContract = {
  arrivals: query("/screening/arrivals", {
    summary: "Arrivals, newest first",
    access: peopleReaders,
    input: PageInput.extend({
      search: z.string().trim().max(60).optional(),
      areaId: Id.optional(),
      residentId: Id.optional(),
      householdId: Id.optional(),
      measure: Assessment.shape.measure.optional(),
      /** Restricted by policy and without an order yet. */
      isAwaitingOrder: z.boolean().optional(),
      arrivedFrom: Day.optional(),
      arrivedTo: Day.optional(),
    }),
    output: pageOf(ArrivalRow),
  }),
  arrival: query("/screening/arrivals/{arrivalId}", {
    summary: "One arrival with its journey and assessment",
    access: peopleReaders,
    input: z.object({ arrivalId: Id }),
    output: Arrival,
    problems: [problems.arrivalNotFound],
  }),
  changedArrivals: query("/screening/changes/arrivals", {
    summary: "Arrivals in the order they changed, voided ones too; for keeping a copy",
    access: peopleReaders,
    input: FeedInput,
    output: feedOf(ChangedArrival),
  }),
  assess: query("/screening/assessment", {
    summary: "What the policy in force says of a journey, before it is entered",
    method: "POST",
    access: arrivalWriters,
    input: journey,
    output: Assessment,
    problems: [problems.originUnknown, problems.datesOutOfOrder, policyProblems.noPolicyOnDay],
  }),
  recordArrival: command("POST", "/screening/arrivals", {
    summary: "Enter an arrival of a registered resident or of a new person",
    access: arrivalWriters,
    journal: "screening.arrival.recorded",
    offline: true,
    input: journey.extend({
      person: z.discriminatedUnion("is", [
        z.object({ is: z.literal("resident"), residentId: Id }),
        NewPerson.extend({ is: z.literal("new") }),
      ]),
    }),
    output: z.object({ arrivalId: Id, residentId: Id, assessment: Assessment }),
    problems: [
      problems.originUnknown,
      problems.datesOutOfOrder,
      problems.arrivalTwice,
      policyProblems.noPolicyOnDay,
      registryProblems.residentNotFound,
      registryProblems.areaNotFound,
      registryProblems.identityNumberWrong,
      registryProblems.phoneWrong,
    ],
  }),
  correctArrival: command("PATCH", "/screening/arrivals/{arrivalId}", {
    summary:
      "Put a journey right; absent fields stay, null empties. Not once an order stands on it",
    access: arrivalWriters,
    journal: "screening.arrival.corrected",
    input: journeyFields.partial().extend({
      arrivalId: Id,
      revision: z.number().int().min(1),
      originDetail: journeyFields.shape.originDetail.nullable(),
      leftOriginOn: Day.nullable().optional(),
      transportNumber: journeyFields.shape.transportNumber.nullable(),
      note: journeyFields.shape.note.nullable(),
    }),
    output: z.object({ assessment: Assessment, revision: z.number().int() }),
    problems: [
      problems.arrivalNotFound,
      problems.originUnknown,
      problems.datesOutOfOrder,
      problems.arrivalTwice,
      problems.hasOrder,
      policyProblems.noPolicyOnDay,
      kernelProblems.changedMeanwhile,
    ],
  }),
  voidArrival: command("POST", "/screening/arrivals/{arrivalId}/void", {
    summary: "Take back an arrival entered by mistake, with the reason",
    access: arrivalWriters,
    journal: "screening.arrival.voided",
    input: z.object({ arrivalId: Id, reason: z.string().trim().min(2).max(100) }),
    output: z.object({}),
    problems: [problems.arrivalNotFound, problems.hasOrder],
  }),
  previewPolicy: query("/screening/policy-preview", {
    summary: "Whom changed rules would put under observation, release or treat otherwise",
    method: "POST",
    access: onTown("director", "office"),
    input: z.object({ rules: PolicyRules, fromDay: Day }),
    output: z.object({
      compared: z.number().int(),
      restricted: z.number().int(),
      freed: z.number().int(),
      changed: z.number().int(),
      people: z.array(
        z.object({
          arrivalId: Id,
          name: z.string(),
          before: Assessment.shape.measure,
          after: Assessment.shape.measure,
        }),
      ),
    }),
    problems: [policyProblems.noPolicyOnDay],
  }),
};
