/** Rounds on paper: the sheet of what is owed, to be filled in by hand, and what comes back on it. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Exported } from "../kernel/list-contract.ts";
import { listProblems } from "../kernel/list-problems.ts";
import { command } from "../kernel/procedure.ts";
import { Day, TimeOfDay } from "../kernel/time.ts";
import { RuleId } from "../policy/assessment-rule.ts";
import { listExporters } from "../registry/people.ts";
import { paperClerks } from "./access.ts";
import { problems } from "./problems.ts";
import { Remark, RoundOutcome } from "./record.ts";

/** So many lines are entered at once, all of them or none. */
export const mostPaperLines = 200;

export const PaperLine = z.object({
  targetId: Id,
  outcome: RoundOutcome,
  /** On the sheet's day. */
  time: TimeOfDay.refine((time) => time !== "24:00"),
  finding: Remark.optional(),
  note: Remark.optional(),
  /** Done once more than is owed, as the clerk knows. */
  isAgain: z.boolean().default(false),
});
export type PaperLine = z.infer<typeof PaperLine>;

export const paperProcedures = {
  enterPaper: command("POST", "/rounds/papers", {
    summary: "Enter rounds of one rule and day from paper, for who made them; all lines or none",
    access: paperClerks,
    journal: "rounds.paper.entered",
    input: z.object({
      day: Day,
      ruleId: RuleId,
      /** Who made them. */
      staffId: Id,
      lines: z.array(PaperLine).min(1).max(mostPaperLines),
    }),
    output: z.object({ recordIds: z.array(Id) }),
    problems: [
      problems.targetNotFound,
      problems.ruleUnknown,
      problems.targetOfAnotherKind,
      problems.inFuture,
      problems.targetTwice,
      problems.doneAlready,
      problems.makerNotFound,
    ],
  }),
  printSheet: command("POST", "/rounds/sheet", {
    summary: "The list of what a rule owes on a day, on paper to be filled in by hand",
    access: listExporters,
    journal: "rounds.sheet.printed",
    shownOnce: ["file"],
    input: z.object({
      day: Day,
      ruleId: RuleId,
      areaId: Id.optional(),
      /** Who gets it. */
      receiver: z.string().trim().min(2).max(60),
    }),
    output: Exported,
    problems: [problems.ruleUnknown, listProblems.tooLongForPaper],
  }),
};
