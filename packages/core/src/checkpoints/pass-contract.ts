import { z } from "zod";
import { onArea } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day } from "../kernel/time.ts";
import { crossingReaders, guards } from "./crossing-contract.ts";
import { Pass, PassMisuse, PassRow, PassState, passFields } from "./pass.ts";
import { PassKind, PassVerdict } from "./pass-verdict.ts";
import { problems } from "./problems.ts";

const passReaders = onArea(
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "inspector",
  "auditor",
);
const appliers = onArea("director", "office", "unit-lead", "grid-worker");
const issuers = onArea("director", "office", "unit-lead");
const reason = z.string().trim().min(2).max(100);
const language = z.enum(["zh-CN", "en"]).default("zh-CN");

export const passProcedures = {
  passes: query("/checkpoints/passes", {
    summary: "Passes, the latest application first",
    access: passReaders,
    input: PageInput.extend({
      /** A name or serial, or an identity number or plate in full. */
      search: z.string().trim().max(60).optional(),
      areaId: Id.optional(),
      kind: PassKind.optional(),
      state: PassState.optional(),
    }),
    output: pageOf(PassRow),
  }),
  pass: query("/checkpoints/passes/{passId}", {
    summary: "One pass with its last uses",
    access: passReaders,
    input: z.object({ passId: Id }),
    output: Pass,
    problems: [problems.passNotFound],
  }),
  applyForPass: command("POST", "/checkpoints/passes", {
    summary: "Apply for a pass of a person, a vehicle or a household",
    access: appliers,
    journal: "checkpoints.pass.applied",
    input: passFields,
    output: z.object({ passId: Id }),
    problems: [
      problems.areaNotFound,
      problems.holderMissing,
      problems.passEndsBeforeItBegins,
      problems.identityNumberWrong,
      problems.holderHasPass,
    ],
  }),
  issuePasses: command("POST", "/checkpoints/passes/issue", {
    summary: "Approve applications and issue their cards; all or none",
    access: issuers,
    journal: "checkpoints.pass.issued",
    input: z.object({ passIds: z.array(Id).min(1).max(200) }),
    output: z.object({ issued: z.int() }),
    problems: [problems.passNotFound, problems.passNotWaiting],
  }),
  refusePass: command("POST", "/checkpoints/passes/{passId}/refusal", {
    summary: "Refuse an application, with the reason",
    access: issuers,
    journal: "checkpoints.pass.refused",
    input: z.object({ passId: Id, reason }),
    output: z.object({}),
    problems: [problems.passNotFound, problems.passNotWaiting],
  }),
  renewPass: command("POST", "/checkpoints/passes/{passId}/renewal", {
    summary: "Issue a new card in a card's place; the old one counts no more",
    access: issuers,
    journal: "checkpoints.pass.renewed",
    input: z.object({ passId: Id, validUntil: Day }),
    output: z.object({ passId: Id }),
    problems: [
      problems.passNotFound,
      problems.passNotIssued,
      problems.passEndsBeforeItBegins,
      problems.holderHasPass,
    ],
  }),
  reportPassLost: command("POST", "/checkpoints/passes/{passId}/loss", {
    summary: "Report a card lost: it counts no more",
    access: appliers,
    journal: "checkpoints.pass.lost",
    input: z.object({ passId: Id }),
    output: z.object({}),
    problems: [problems.passNotFound, problems.passNotIssued],
  }),
  revokePass: command("POST", "/checkpoints/passes/{passId}/revocation", {
    summary: "Revoke a card, with the reason",
    access: issuers,
    journal: "checkpoints.pass.revoked",
    input: z.object({ passId: Id, reason }),
    output: z.object({}),
    problems: [problems.passNotFound, problems.passNotIssued],
  }),
  passCode: query("/checkpoints/passes/{passId}/code", {
    summary: "The card's text and its QR code, to be shown on a screen",
    access: passReaders,
    input: z.object({ passId: Id }),
    output: z.object({ text: z.string(), svg: z.string() }),
    problems: [problems.passNotFound, problems.passNotIssued],
  }),
  passSheet: query("/checkpoints/passes/sheet", {
    summary: "Cards to be printed, eight on a sheet of A4",
    method: "POST",
    access: issuers,
    input: z.object({ passIds: z.array(Id).min(1).max(200), language }),
    output: z.file(),
    problems: [problems.nothingToPrint],
  }),
  checkPass: query("/checkpoints/passes/check", {
    summary: "Check a card's text, and what is shown beside it",
    method: "POST",
    access: guards,
    input: z.object({
      text: z.string().trim().min(1).max(400),
      /** Identity number or number plate shown beside it. */
      shown: z.string().trim().max(40).optional(),
    }),
    output: z.object({ verdict: PassVerdict, holderName: z.string().optional() }),
  }),
  passMisuses: query("/checkpoints/passes/misuses", {
    summary: "Cards of the last days used twice at once, elsewhere, or refused for a grave reason",
    access: crossingReaders,
    input: z.object({ isOpen: z.boolean().optional() }),
    output: z.object({ misuses: z.array(PassMisuse) }),
  }),
  answerMisuse: command("POST", "/checkpoints/passes/misuses", {
    summary: "Say what was done about a card's misuse",
    access: onArea("director", "office", "unit-lead"),
    journal: "checkpoints.pass.misuseAnswered",
    input: z.object({
      earlierId: Id,
      laterId: Id,
      action: z.string().trim().min(2).max(200),
    }),
    output: z.object({}),
    problems: [problems.crossingNotFound, problems.alreadyFollowedUp],
  }),
};
