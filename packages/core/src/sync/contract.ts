/** Phones as the office sees them: devices, what is held for review, and backups. */
import { z } from "zod";
import { Grant, onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { defineProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { quarantineReasons } from "./rules.ts";

export const problems = defineProblems("sync", {
  deviceNotFound: { status: 404 },
  deviceIsLost: { status: 409 },
  deviceOfAnother: { status: 409 },
  recordNotFound: { status: 404 },
  recordDecided: { status: 409 },
  conflictTakenIn: { status: 409 },
  recordNotReadable: { status: 409 },
  backupNotBegun: { status: 409 },
});

/** In use, reported lost, or wiped after that. */
export const DeviceState = z.enum(["in-use", "lost", "wiped"]);
export const DeviceRow = z.object({
  deviceId: Id,
  label: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  appVersion: z.string(),
  isOutdated: z.boolean(),
  registeredAt: Instant,
  lastSeenAt: Instant,
  /** How far its clock was ahead of the server's at the last contact; negative when behind. */
  skewSeconds: z.number().int(),
  /** Records it kept unsent at the last contact; absent where its app does not say. */
  unsent: z.number().int().optional(),
  /** Records of its that wait for review. */
  inReview: z.number().int(),
  /** What its owner may do now, and where. */
  grants: z.array(Grant),
  state: DeviceState,
  lostAt: Instant.optional(),
  wipedAt: Instant.optional(),
});

export const QuarantineReason = z.enum(quarantineReasons);
export const QuarantineState = z.enum(["open", "applied", "discarded", "mended"]);
export const QuarantineRow = z.object({
  /** The id the phone gave the record. */
  recordId: Id,
  procedure: z.string(),
  deviceId: Id,
  deviceLabel: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  happenedAt: Instant,
  receivedAt: Instant,
  reason: QuarantineReason,
  state: QuarantineState,
  /** Of a conflict: the id under which the town holds something else. */
  conflictsWith: Id.optional(),
  decidedBy: z.string().optional(),
  decidedAt: Instant.optional(),
  decision: z.string().optional(),
});

const office = onTown("director", "office");

export const syncContract = {
  devices: query("/sync/devices", {
    summary: "The phones that have been in contact, the latest first",
    access: onTown("director", "office", "auditor"),
    input: PageInput.extend({
      state: DeviceState.optional(),
      /** Part of its owner's or its own name. */
      search: z.string().trim().max(60).optional(),
      /** Has records unsent, or waiting for review. */
      isHolding: z.boolean().optional(),
    }),
    output: pageOf(DeviceRow),
  }),
  reportLost: command("POST", "/sync/devices/{deviceId}/lost", {
    summary:
      "A phone is lost: it is wiped at its next contact, and what it sends is kept for review",
    access: office,
    journal: "sync.device.lost",
    input: z.object({ deviceId: Id }),
    output: z.object({}),
    problems: [problems.deviceNotFound, problems.deviceIsLost],
  }),
  quarantine: query("/sync/quarantine", {
    summary: "What phones sent without being allowed to (any more), or under an id that is taken",
    access: office,
    input: PageInput.extend({
      state: QuarantineState.default("open"),
      reason: QuarantineReason.optional(),
      deviceId: Id.optional(),
    }),
    output: pageOf(QuarantineRow),
  }),
  quarantined: query("/sync/quarantine/{recordId}", {
    summary: "One of them with its content",
    access: office,
    input: z.object({ recordId: Id }),
    output: QuarantineRow.extend({
      input: z.record(z.string(), z.unknown()),
      /** Of a conflict: what came first under the id. Its content only where it waits here as well. */
      first: z
        .object({
          recordId: Id,
          entry: z.string(),
          happenedAt: Instant.optional(),
          receivedAt: Instant,
          by: z.string().optional(),
          input: z.record(z.string(), z.unknown()).optional(),
        })
        .optional(),
    }),
    problems: [problems.recordNotFound],
  }),
  applyQuarantined: command("POST", "/sync/quarantine/{recordId}/apply", {
    summary:
      "Carry it out after all, in the name of whoever made it; with a journal row of its own",
    access: office,
    journal: "sync.quarantine.applied",
    input: z.object({ recordId: Id }),
    output: z.object({}),
    problems: [problems.recordNotFound, problems.recordDecided, problems.recordNotReadable],
  }),
  discardQuarantined: command("POST", "/sync/quarantine/{recordId}/discard", {
    summary: "Discard it, with the reason",
    access: office,
    journal: "sync.quarantine.discarded",
    input: z.object({ recordId: Id, reason: z.string().trim().min(2).max(200) }),
    output: z.object({}),
    problems: [problems.recordNotFound, problems.recordDecided],
  }),
  beginBackup: command("POST", "/sync/backup/begin", {
    summary: "A backup is about to be made: what is committed by now will be in it",
    access: onTown("director"),
    journal: "sync.backup.begun",
    input: z.object({}),
    output: z.object({}),
  }),
  finishBackup: command("POST", "/sync/backup/finish", {
    summary: "The backup begun last is complete: phones may let go of what is in it",
    access: onTown("director"),
    journal: "sync.backup.finished",
    input: z.object({}),
    output: z.object({ number: z.number().int(), begunAt: Instant }),
    problems: [problems.backupNotBegun],
  }),
  declareRestored: command("POST", "/sync/restored", {
    summary: "The town's data were put back from a backup: phones send again what they keep",
    access: onTown("director"),
    journal: "sync.history.restored",
    input: z.object({}),
    output: z.object({}),
  }),
};
