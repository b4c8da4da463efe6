/**
 * How phones talk to the town: `POST /api/sync/push`, `/api/sync/pull` and `/api/sync/wiped`, JSON.
 * Both sides validate with these schemas. Whatever is repeated, reordered or cut off is harmless.
 */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { PulledRecord } from "../kernel/pulled.ts";
import { Instant } from "../kernel/time.ts";

/** Of the requests and answers here. A phone with an older one may push, but is told to update. */
export const protocolVersion = 1;

export const mostCommands = 100;
export const mostConfirmed = 500;

/** What a phone last heard of the town's history, to notice that it was put back. */
export const History = z.object({
  /** Changes when a restored server says so. */
  epoch: z.uuid(),
  /** The journal's last seal. */
  seal: z.object({ number: z.number().int(), head: z.string().max(64) }).optional(),
});
export type History = z.infer<typeof History>;

export const Device = z.object({
  /** Made by the phone for one account; another account on the same phone is another device. */
  id: Id,
  /** Given by the server at the first contact. Opens nothing but the way for what was unsent. */
  key: z.string().max(64).optional(),
  /** Empty until the phone is given a name. */
  label: z.string().trim().max(60).default(""),
  appVersion: z.string().max(40),
  protocol: z.number().int().min(0),
  /** What its clock shows as it sends: for measuring, never for order. */
  clock: Instant,
  /** Records it keeps that this request does not bring: waiting, refused or in conflict. */
  unsent: z.number().int().min(0).optional(),
  seen: History.optional(),
});
export type Device = z.infer<typeof Device>;

/** A command as it waited on the phone. */
export const PushedCommand = z.object({
  /** `<module>.<procedure>` of the contract, declared `offline`. */
  procedure: z.string().max(80),
  /** Made and stored before the first send; never used for other content. */
  id: Id,
  /** By the phone's clock. */
  happenedAt: Instant,
  input: z.record(z.string(), z.unknown()),
  /** The conflict in whose place it was made on the phone. */
  mends: Id.optional(),
});
export type PushedCommand = z.infer<typeof PushedCommand>;

export const PushRequest = z.object({
  device: Device,
  /** In the order they were made; carried out in it. Each is validated by itself. */
  commands: z.array(z.looseObject({ id: z.string().max(40) })).max(mostCommands),
  /** Acknowledged writes the phone still keeps: asked whether they are in a backup by now. */
  confirm: z.array(Id).max(mostConfirmed).default([]),
});
export type PushRequest = z.infer<typeof PushRequest>;

export const PushProblem = z.object({
  code: z.string(),
  /** What is wrong and what to do, in the caller's language. */
  message: z.string(),
  mend: z.string(),
  details: z.unknown().optional(),
});
export type PushProblem = z.infer<typeof PushProblem>;

/**
 * What became of one command.
 * - `accepted`: committed, now or before; the answer is the command's own.
 * - `refused`: changed nothing; to be mended (as a new record), sent again or discarded on purpose.
 * - `conflict`: the id stands for other content; what was first stays, the trace is kept.
 * - `quarantined`: kept by the town for review; the phone lets go of it.
 * - `later`: nothing was decided; to be sent again.
 */
export const Outcome = z.discriminatedUnion("is", [
  z.object({ is: z.literal("accepted"), id: z.string(), answer: z.unknown() }),
  z.object({ is: z.literal("refused"), id: z.string(), problem: PushProblem }),
  z.object({ is: z.literal("conflict"), id: z.string(), problem: PushProblem }),
  z.object({ is: z.literal("quarantined"), id: z.string() }),
  z.object({ is: z.literal("later"), id: z.string() }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** What every answer tells. */
export const Contact = z.object({
  /** The server's clock. */
  now: Instant,
  /** A new key for the device, where it had none or a wrong one. */
  deviceKey: z.string().optional(),
  history: History,
  /** The town was put back to an earlier state: whatever is kept is to be sent again. */
  sendAgain: z.boolean(),
  /** The last backup that is complete; when it is another than before, ask what it holds. */
  backup: z.uuid().optional(),
  /** Everything of the town's is to be deleted from the phone, and `wiped` told. */
  wipe: z.boolean(),
  /** The app is out of date. */
  update: z.boolean(),
});
export type Contact = z.infer<typeof Contact>;

export const PushAnswer = Contact.extend({
  /** One for each command, in their order. */
  outcomes: z.array(Outcome),
  confirmed: z.object({
    /** In the last backup: the phone may let go of them. */
    backedUp: z.array(z.string()),
    /** Not known here (any more): to be sent again. */
    unknown: z.array(z.string()),
  }),
});
export type PushAnswer = z.infer<typeof PushAnswer>;

/** What a phone holds of a set between the range before and `upTo`; null is the end of all keys. */
export const HeldRange = z.object({
  upTo: z.string().max(80).nullable(),
  digest: z.string().max(64),
});
export type HeldRange = z.infer<typeof HeldRange>;

export const PullRequest = z.object({
  device: Device,
  sets: z
    .array(
      z.object({
        name: z.string().max(80),
        version: z.number().int(),
        /** In the order of keys, the last up to the end; empty when nothing is held. */
        ranges: z.array(HeldRange).max(400),
      }),
    )
    .max(40),
  /** Where the last answer ended. */
  from: z.object({ name: z.string().max(80), after: z.string().max(80) }).optional(),
});
export type PullRequest = z.infer<typeof PullRequest>;

/** All there is now between `after` and `upTo`: what else the phone holds there is gone for it. */
export const RangeChange = z.object({
  after: z.string(),
  upTo: z.string().nullable(),
  digest: z.string(),
  records: z.array(PulledRecord),
});
export type RangeChange = z.infer<typeof RangeChange>;

export const PullAnswer = Contact.extend({
  sets: z.array(
    z.object({
      name: z.string(),
      changes: z.array(RangeChange),
      /** There are more records than a phone may hold; the rest is left out. */
      isCapped: z.boolean(),
      /** Without contact for so long, the phone deletes what it holds of the set. */
      keepHours: z.number(),
    }),
  ),
  /** Where to go on; absent when everything was compared. */
  next: z.object({ name: z.string(), after: z.string() }).optional(),
});
export type PullAnswer = z.infer<typeof PullAnswer>;

/** Told once nothing of the town's is left on the phone; by the device's key alone. */
export const WipedRequest = z.object({ device: Device });
export const WipedAnswer = z.object({});
