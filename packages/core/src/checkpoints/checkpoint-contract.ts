import { z } from "zod";
import { onArea } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import {
  Checkpoint,
  CheckpointKind,
  CheckpointRow,
  CheckpointState,
  checkpointFields,
} from "./checkpoint.ts";
import { problems } from "./problems.ts";

export const checkpointReaders = onArea(
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "checkpoint-guard",
  "medic",
  "inspector",
  "auditor",
);
export const setters = onArea("director", "office", "unit-lead");

const given = checkpointFields.extend({
  posts: checkpointFields.shape.posts.default(1),
  guardsNeeded: checkpointFields.shape.guardsNeeded.default(0),
  equipment: checkpointFields.shape.equipment.default([]),
});

export const checkpointProcedures = {
  checkpoints: query("/checkpoints/posts", {
    summary: "Checkpoints by name, with how they stand and who is there",
    access: checkpointReaders,
    input: PageInput.extend({
      search: z.string().trim().max(60).optional(),
      areaId: Id.optional(),
      kind: CheckpointKind.optional(),
      state: CheckpointState.optional(),
    }),
    output: pageOf(CheckpointRow),
  }),
  map: query("/checkpoints/map", {
    summary: "Every checkpoint that stood on a day and has a place on the map",
    access: checkpointReaders,
    input: z.object({ day: Day.optional() }),
    output: z.object({
      day: Day,
      checkpoints: z.array(
        CheckpointRow.pick({
          checkpointId: true,
          name: true,
          nameEn: true,
          kind: true,
          areaId: true,
        }).extend({ lon: z.number(), lat: z.number(), peopleOnDay: z.int() }),
      ),
      /** Stood on the day without a place on the map. */
      unplaced: z.int(),
    }),
  }),
  checkpoint: query("/checkpoints/posts/{checkpointId}", {
    summary: "One checkpoint with its history, its shifts and today's counts by hour",
    access: checkpointReaders,
    input: z.object({ checkpointId: Id }),
    output: Checkpoint,
    problems: [problems.checkpointNotFound],
  }),
  create: command("POST", "/checkpoints/posts", {
    summary: "Set up a checkpoint, from a day on",
    access: setters,
    journal: "checkpoints.checkpoint.created",
    input: given.extend({ openedOn: Day.optional() }),
    output: z.object({ checkpointId: Id }),
    problems: [problems.nameTaken, problems.areaNotFound],
  }),
  edit: command("PUT", "/checkpoints/posts/{checkpointId}", {
    summary: "Change what a checkpoint is and has",
    access: setters,
    journal: "checkpoints.checkpoint.changed",
    input: given.extend({ checkpointId: Id, revision: z.int().min(1) }),
    output: z.object({ revision: z.int() }),
    problems: [
      problems.checkpointNotFound,
      problems.nameTaken,
      problems.areaNotFound,
      kernelProblems.changedMeanwhile,
    ],
  }),
  close: command("POST", "/checkpoints/posts/{checkpointId}/close", {
    summary: "Close a checkpoint from a day on, perhaps merging it into another",
    access: setters,
    journal: "checkpoints.checkpoint.closed",
    input: z.object({
      checkpointId: Id,
      closedOn: Day,
      reason: z.string().trim().min(2).max(100),
      mergedInto: Id.optional(),
    }),
    output: z.object({}),
    problems: [
      problems.checkpointNotFound,
      problems.closed,
      problems.closesBeforeItOpened,
      problems.mergedIntoItself,
    ],
  }),
  reopen: command("POST", "/checkpoints/posts/{checkpointId}/open", {
    summary: "Open a closed checkpoint again, from a day on",
    access: setters,
    journal: "checkpoints.checkpoint.opened",
    input: z.object({ checkpointId: Id, openedOn: Day }),
    output: z.object({}),
    problems: [problems.checkpointNotFound, problems.alreadyOpen, problems.closesBeforeItOpened],
  }),
  setShift: command("POST", "/checkpoints/posts/{checkpointId}/shifts", {
    summary: "Put people on duty for a shift",
    access: setters,
    journal: "checkpoints.shift.set",
    input: z.object({
      checkpointId: Id,
      startsAt: Instant,
      endsAt: Instant,
      staffIds: z.array(Id).min(1).max(50),
      leaderId: Id.optional(),
    }),
    output: z.object({ shiftId: Id }),
    problems: [
      problems.checkpointNotFound,
      problems.shiftBackwards,
      problems.staffNotFound,
      problems.staffTwice,
    ],
  }),
  removeShift: command("DELETE", "/checkpoints/posts/{checkpointId}/shifts/{shiftId}", {
    summary: "Take back a shift that has not begun",
    access: setters,
    journal: "checkpoints.shift.removed",
    input: z.object({ checkpointId: Id, shiftId: Id }),
    output: z.object({}),
    problems: [problems.shiftNotFound],
  }),
};
