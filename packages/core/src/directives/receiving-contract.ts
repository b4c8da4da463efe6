/**
 * A unit's side. Of a unit are its members with an account, and whoever holds a role on it; nobody
 * else confirms for it, reads what it was sent, or is told that it was sent anything.
 */
import { z } from "zod";
import { signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import {
  Acknowledged,
  DirectiveHead,
  DirectivePaper,
  FeedbackText,
  NoteText,
  Reason,
  UnitAct,
  UnitProgress,
} from "./directive.ts";
import { problems } from "./problems.ts";

/** Which directive, for which of the caller's units. */
const addressed = { directiveId: Id, unitId: Id };

/** What the unit did, by the id it was said under. */
const ownAct = { ...addressed, actId: Id };

const amendingProblems = [
  problems.directiveNotFound,
  problems.directiveEnded,
  problems.actNotFound,
  problems.actTakenBack,
];

export const ReceivedRow = DirectiveHead.extend({ unit: UnitProgress });
export type ReceivedRow = z.infer<typeof ReceivedRow>;

export const receivingProcedures = {
  received: query("/directives/received", {
    summary: "Directives sent to the caller's units, the latest first",
    access: signedIn,
    input: PageInput.extend({
      search: z.string().trim().max(40).optional(),
      /** Whether the unit still has to confirm or finish it. */
      isOpen: z.boolean().optional(),
    }),
    output: pageOf(ReceivedRow),
  }),
  receivedDirective: query("/directives/received/{directiveId}", {
    summary: "One directive as the caller's units have it, with what they did, the latest first",
    access: signedIn,
    input: z.object({ directiveId: Id }),
    output: DirectivePaper.extend({ units: z.array(UnitProgress), acts: z.array(UnitAct) }),
    problems: [problems.directiveNotFound],
  }),
  acknowledge: command("POST", "/directives/{directiveId}/acknowledge", {
    summary: "Confirm for a unit that it has the directive; told who was first where somebody was",
    access: signedIn,
    journal: "directives.directive.acknowledged",
    offline: true,
    input: z.object({
      ...addressed,
      /** By the device's clock, put right by the last contact; now when absent. */
      acknowledgedAt: Instant.optional(),
    }),
    output: Acknowledged,
    problems: [problems.directiveNotFound, problems.directiveEnded],
  }),
  feedBack: command("POST", "/directives/{directiveId}/feedback", {
    summary: "Say for a unit how it goes; as often as there is something to say",
    access: signedIn,
    journal: "directives.directive.fedBack",
    offline: true,
    input: z.object({ ...addressed, text: FeedbackText, writtenAt: Instant.optional() }),
    output: z.object({ actId: Id }),
    problems: [problems.directiveNotFound, problems.directiveEnded, problems.notAcknowledged],
  }),
  finish: command("POST", "/directives/{directiveId}/finish", {
    summary: "Say for a unit that it is done; told who was first where somebody was",
    access: signedIn,
    journal: "directives.directive.finished",
    offline: true,
    input: z.object({
      ...addressed,
      note: NoteText.optional(),
      finishedAt: Instant.optional(),
    }),
    output: Acknowledged,
    problems: [problems.directiveNotFound, problems.directiveEnded, problems.notAcknowledged],
  }),
  takeBack: command("POST", "/directives/{directiveId}/take-back", {
    summary: "Take back for a unit feedback or a completion said in error; it stays to be read",
    access: signedIn,
    journal: "directives.act.takenBack",
    offline: true,
    input: z.object({ ...ownAct, reason: Reason, takenBackAt: Instant.optional() }),
    output: z.object({}),
    problems: amendingProblems,
  }),
  correct: command("POST", "/directives/{directiveId}/correct", {
    summary:
      "Put right for a unit what was fed back or said of the completion; the first words stay",
    access: signedIn,
    journal: "directives.act.corrected",
    offline: true,
    input: z.object({
      ...ownAct,
      text: FeedbackText,
      reason: Reason,
      correctedAt: Instant.optional(),
    }),
    output: z.object({}),
    problems: amendingProblems,
  }),
};
