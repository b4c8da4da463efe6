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
  Feedback,
  FeedbackText,
  longestNote,
  UnitProgress,
} from "./directive.ts";
import { problems } from "./problems.ts";

/** Which directive, for which of the caller's units. */
const addressed = { directiveId: Id, unitId: Id };

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
    summary: "One directive as the caller's units have it, with what they fed back",
    access: signedIn,
    input: z.object({ directiveId: Id }),
    output: DirectivePaper.extend({ units: z.array(UnitProgress), feedback: z.array(Feedback) }),
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
    output: z.object({ feedbackId: Id }),
    problems: [problems.directiveNotFound, problems.directiveEnded, problems.notAcknowledged],
  }),
  finish: command("POST", "/directives/{directiveId}/finish", {
    summary: "Say for a unit that it is done; told who was first where somebody was",
    access: signedIn,
    journal: "directives.directive.finished",
    offline: true,
    input: z.object({
      ...addressed,
      note: z.string().trim().max(longestNote).optional(),
      finishedAt: Instant.optional(),
    }),
    output: Acknowledged,
    problems: [problems.directiveNotFound, problems.directiveEnded, problems.notAcknowledged],
  }),
};
