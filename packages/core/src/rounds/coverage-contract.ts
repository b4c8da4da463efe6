/** What is due, done and missed on a day: by rule and village, and target by target. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { Bilingual, RuleId } from "../policy/assessment-rule.ts";
import { DutyKind, DutyTarget } from "../policy/duty-kinds.ts";
import { peopleReaders } from "../registry/people.ts";
import { PremisesKind } from "../registry/premises.ts";
import { RoundTargetKind, Uncounted } from "./registers.ts";

/**
 * A target owed nothing by now is `done` when it has records, else not among what is due. `free`: on the list
 * of a rule without a number, which owes nothing and is done at will.
 */
export const RoundState = z.enum(["open", "missed", "done", "free"]);
export type RoundState = z.infer<typeof RoundState>;

const counts = {
  /** On the list that day. */
  targets: z.number().int(),
  /** How often all of them together are owed it by now; done, still open, and missed add up to it. */
  due: z.number().int(),
  done: z.number().int(),
  open: z.number().int(),
  missed: z.number().int(),
};

const said = {
  ruleId: RuleId,
  duty: DutyKind,
  target: DutyTarget,
  targetText: Bilingual.optional(),
};

export const RoundCoverage = z.object({
  ...said,
  by: z.array(Bilingual),
  windows: z.array(Bilingual),
  /** How often on the day; absent where it is not counted. */
  times: z.number().int().optional(),
  /** Owed once since then, and not each day. */
  onceSince: Day.optional(),
  /** The share of targets to be reached, 0 to 1; all of them when absent. */
  goal: z.number().optional(),
  /** Why nothing is due by it here. */
  uncounted: Uncounted.optional(),
  /** The kinds of premises it is about; those closed by order when empty. */
  premisesKinds: z.array(PremisesKind).optional(),
  ...counts,
  /** Records of the day by which something was not in order. */
  findings: z.number().int(),
  /** By village, those with the smallest share done first; grids are in their villages. */
  areas: z.array(z.object({ areaId: Id, areaName: z.string(), areaNameEn: z.string(), ...counts })),
});
export type RoundCoverage = z.infer<typeof RoundCoverage>;

export const OwedRound = z.object({
  ...said,
  targetKind: RoundTargetKind,
  targetId: Id,
  name: z.string(),
  place: z.string(),
  areaId: Id,
  areaName: z.string(),
  areaNameEn: z.string(),
  times: z.number().int(),
  done: z.number().int(),
  state: RoundState,
  lastAt: Instant.optional(),
  /** Somebody was there that day and met nobody. */
  notMetAt: Instant.optional(),
  /** Who answers for it, at the lowest level of the chain that bears a name. */
  answerer: z.string().optional(),
});
export type OwedRound = z.infer<typeof OwedRound>;

export const coverageProcedures = {
  coverage: query("/rounds/coverage", {
    summary: "What is due on a day by each rule: done, open and missed, with the villages that lag",
    access: peopleReaders,
    input: z.object({ day: Day.optional(), areaId: Id.optional() }),
    output: z.object({ day: Day, isOver: z.boolean(), rules: z.array(RoundCoverage) }),
  }),
  owed: query("/rounds/owed", {
    summary:
      "Target by target what a day's rules owe, what is open first; of one rule without a number, its list",
    access: peopleReaders,
    input: PageInput.extend({
      day: Day.optional(),
      ruleId: RuleId.optional(),
      areaId: Id.optional(),
      state: RoundState.optional(),
      /** A part of the target's name or place. */
      search: z.string().trim().min(1).max(60).optional(),
    }),
    output: pageOf(OwedRound).extend({
      day: Day,
      /** How often all that the filter matches is still owed; told on the first page, beside the total of targets. */
      left: z.number().int().optional(),
    }),
  }),
};
