import type { accountsContract } from "@lianfang/core/accounts/contract.ts";
import { problems } from "@lianfang/core/accounts/problems.ts";
import { usualBudgets } from "@lianfang/core/accounts/reading.ts";
import { Reader } from "@lianfang/core/accounts/reading-contract.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Handlers } from "../../kernel/endpoint/handlers.ts";
import { readingStore } from "./store.ts";

type Routes = Handlers<typeof accountsContract>;

export const readingBudgets: Routes["readingBudgets"] = async (_input, { db, town }) => {
  const set = await readingStore(db, town.townId).budgetsSet();
  const budgets = Reader.options.map((reader) => {
    const usual = usualBudgets[reader];
    return { reader, peopleAnHour: set.get(reader) ?? usual, usual };
  });
  return { budgets };
};

export const setReadingBudgets: Routes["setReadingBudgets"] = async ({ budgets }, context) => {
  const set = Object.fromEntries(budgets.map(({ reader, peopleAnHour }) => [reader, peopleAnHour]));
  context.about({ kind: "readingBudget", ids: [], details: { set } });
  await readingStore(context.db, context.town.townId).setBudgets(budgets);
  return {};
};

export const readingAlarms: Routes["readingAlarms"] = async (input, { db, town }) => {
  const store = readingStore(db, town.townId);
  const [page, open] = await Promise.all([store.alarms(input), store.countOpen()]);
  return { ...page, open };
};

export const seeReadingAlarm: Routes["seeReadingAlarm"] = async ({ alarmId, remark }, context) => {
  const { db, town, actor, now } = context;
  if (actor.is !== "account") throw kernelProblems.notFound();
  const store = readingStore(db, town.townId);
  const alarm = await store.hold(alarmId);
  if (!alarm) throw kernelProblems.notFound();
  if (alarm.seen_at !== null) throw problems.alarmSeen();
  context.about({ kind: "readingAlarm", ids: [alarmId] });
  await store.see(alarmId, { by: actor.accountId, at: now, remark: remark || undefined });
  return {};
};
