/** Feeds of households, residents and premises: each record by itself, without what others say of it. */
import { z } from "zod";
import { FeedInput, feedOf } from "../kernel/feed.ts";
import { Id } from "../kernel/ids.ts";
import { query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { circumstances } from "./circumstances.ts";
import { peopleReaders, Relation, Residence, Sex, Vulnerability } from "./people.ts";
import { PremisesKind, PremisesRemoval, PremisesState, premisesReaders } from "./premises.ts";

const changed = { revision: z.number().int(), createdAt: Instant, changedAt: Instant };

export const ChangedHousehold = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("present"),
    householdId: Id,
    areaId: Id,
    number: z.string(),
    group: z.string().optional(),
    address: z.string().optional(),
    phoneMasked: z.string().optional(),
    ...changed,
  }),
  z.object({ is: z.literal("removed"), householdId: Id, at: Instant }),
  /** No longer within the caller's reach. */
  z.object({ is: z.literal("gone"), householdId: Id }),
]);

const { proxyPhone: _, ...circumstancesTold } = circumstances;

export const ChangedResident = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("present"),
    residentId: Id,
    householdId: Id,
    areaId: Id,
    name: z.string(),
    sex: Sex,
    birthday: Day.optional(),
    identityMasked: z.string().optional(),
    phoneMasked: z.string().optional(),
    relation: Relation,
    residence: Residence,
    occupation: z.string().optional(),
    vulnerabilities: z.array(Vulnerability),
    ...circumstancesTold,
    proxyPhoneMasked: z.string().optional(),
    note: z.string().optional(),
    ...changed,
  }),
  z.object({
    is: z.literal("removed"),
    residentId: Id,
    reason: z.string(),
    at: Instant,
    /** The record it became part of; what names this one is that person's. */
    mergedInto: Id.optional(),
  }),
  /** No longer within the caller's reach. */
  z.object({ is: z.literal("gone"), residentId: Id }),
]);

/** Who is there is told by the premises themselves. */
export const ChangedPremises = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("present"),
    premisesId: Id,
    areaId: Id,
    kind: PremisesKind,
    name: z.string(),
    address: z.string().optional(),
    creditCode: z.string().optional(),
    inChargeName: z.string().optional(),
    phoneMasked: z.string().optional(),
    floorAreaM2: z.number().int().optional(),
    capacity: z.number().int().optional(),
    state: PremisesState,
    stateSince: Day.optional(),
    note: z.string().optional(),
    ...changed,
  }),
  z.object({
    is: z.literal("removed"),
    premisesId: Id,
    reason: PremisesRemoval,
    at: Instant,
  }),
  /** No longer within the caller's reach. */
  z.object({ is: z.literal("gone"), premisesId: Id }),
]);

export const feedProcedures = {
  changedHouseholds: query("/registry/changes/households", {
    summary: "Households in the order they changed, removed ones too; for keeping a copy",
    access: peopleReaders,
    input: FeedInput,
    output: feedOf(ChangedHousehold),
  }),
  changedResidents: query("/registry/changes/residents", {
    summary: "Residents in the order they changed, removed ones too; for keeping a copy",
    access: peopleReaders,
    input: FeedInput,
    output: feedOf(ChangedResident),
  }),
  changedPremises: query("/registry/changes/premises", {
    summary: "Premises in the order they changed, removed ones too; for keeping a copy",
    access: premisesReaders,
    input: FeedInput,
    output: feedOf(ChangedPremises),
  }),
};
