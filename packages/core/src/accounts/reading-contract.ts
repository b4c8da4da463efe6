/** How many people's records somebody may read in an hour, and who wanted more. */
import { z } from "zod";
import { onTown, Role } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { problems } from "./problems.ts";

/** Whose budget it is: of everybody in a role, or of a token. */
export const Reader = z.enum([...Role.options, "token"]);
export type Reader = z.infer<typeof Reader>;

const peopleAnHour = z.number().int().min(10).max(1_000_000);

export const ReadingAlarm = z.object({
  /** Made by the system, and so of version 8. */
  alarmId: z.uuid(),
  account: z.object({ accountId: Id, displayName: z.string() }),
  /** When a token was used. */
  token: z.object({ tokenId: Id, name: z.string() }).optional(),
  /** The hour, from its first minute. */
  hour: Instant,
  budget: z.number().int(),
  raisedAt: Instant,
  seen: z.object({ at: Instant, by: z.string(), remark: z.string().optional() }).optional(),
});
export type ReadingAlarm = z.infer<typeof ReadingAlarm>;

export const readingProcedures = {
  readingBudgets: query("/accounts/reading/budgets", {
    summary: "How many different people each role, and a token, may read about in an hour",
    access: onTown("director", "auditor"),
    input: z.object({}),
    output: z.object({
      budgets: z.array(
        z.object({ reader: Reader, peopleAnHour: z.number().int(), usual: z.number().int() }),
      ),
    }),
  }),
  setReadingBudgets: command("PUT", "/accounts/reading/budgets", {
    summary: "Set budgets; those not named stay, and the usual number is the usual again",
    access: onTown("director"),
    journal: "accounts.reading.budgeted",
    input: z.object({
      budgets: z
        .array(z.object({ reader: Reader, peopleAnHour }))
        .min(1)
        .max(20),
    }),
    output: z.object({}),
  }),
  readingAlarms: query("/accounts/reading/alarms", {
    summary: "Who wanted to read about more people than the budget allows, newest first",
    access: onTown("director", "auditor"),
    input: PageInput.extend({ isOpen: z.boolean().optional() }),
    output: pageOf(ReadingAlarm).extend({ open: z.number().int() }),
  }),
  seeReadingAlarm: command("POST", "/accounts/reading/alarms/{alarmId}/seen", {
    summary: "Say that an alarm was looked into, and what came of it",
    access: onTown("director"),
    journal: "accounts.reading.alarmSeen",
    input: z.object({ alarmId: z.uuid(), remark: z.string().trim().max(200).optional() }),
    output: z.object({}),
    problems: [problems.alarmSeen],
  }),
};
