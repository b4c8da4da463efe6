/**
 * What a phone holds so that rounds are made without a network: the rules of the next days
 * (`rounds.rules`, version 1), and the targets its owner owes something, or goes to at will where those are
 * few: households and people (`rounds.doors`, version 1), premises, checkpoints and villages
 * (`rounds.places`, version 1).
 */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";
import { DutyKind, DutyTarget } from "../policy/duty-kinds.ts";
import { RoundTargetKind } from "./registers.ts";

const Words = z.object({ zh: z.string(), en: z.string() });
export type Words = z.infer<typeof Words>;

export const PulledRule = z.object({
  ruleId: z.string(),
  duty: DutyKind,
  target: DutyTarget,
  targetKind: RoundTargetKind,
  targetText: Words.optional(),
  /** 0: done at will, and never due. */
  times: z.number().int(),
  onceSince: Day.optional(),
  windows: z.array(Words),
  checklist: z.array(Words),
  asks: z.array(Words),
  what: z.array(Words),
  onFailure: Words.optional(),
});
export type PulledRule = z.infer<typeof PulledRule>;

/** By day. */
export const PulledRules = z.object({ day: Day, rules: z.array(PulledRule) });
export type PulledRules = z.infer<typeof PulledRules>;

/** By the target's id. */
export const PulledTarget = z.object({
  targetKind: RoundTargetKind,
  targetId: Id,
  name: z.string(),
  place: z.string(),
  areaId: Id,
  areaName: z.string(),
  areaNameEn: z.string().optional(),
  owed: z.array(
    z.object({
      ruleId: z.string(),
      /** How long the target is on the rule's list. */
      from: Instant,
      until: Instant.optional(),
      /** When it was done, as far as that counts today; earliest first. */
      doneAt: z.array(Instant),
      /** When somebody last met nobody. */
      notMetAt: Instant.optional(),
    }),
  ),
});
export type PulledTarget = z.infer<typeof PulledTarget>;
