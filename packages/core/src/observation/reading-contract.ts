/** Readings of temperature, and the windows in which they are owed. */
import { z } from "zod";
import { onArea } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { problems as policyProblems } from "../policy/contract.ts";
import { peopleReaders } from "../registry/people.ts";
import { problems as registryProblems } from "../registry/problems.ts";
import { problems } from "./problems.ts";
import { Celsius } from "./reading-limits.ts";

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

/** Who takes readings, in their part of the town. */
export const observers = onArea("director", "office", "unit-lead", "grid-worker", "medic");

export const readingProcedures = {
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
};
