/**
 * Asking the county's platform about somebody at a checkpoint. A question is written down and answered
 * in the background, those that wait together: nobody at a post waits for a system elsewhere, and what
 * it doesn't answer is looked at on the traveller's own phone.
 */
import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import { guards } from "@lianfang/core/checkpoints/crossing-contract.ts";
import { linesFrom, retryAt } from "@lianfang/core/checkpoints/result-source.ts";
import { identityOf } from "@lianfang/core/checkpoints/rules.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { Job, Reaction } from "../kernel/jobs/jobs.ts";
import { idFor, type System } from "../kernel/jobs/system.ts";
import { checkpointStore } from "./checkpoint-store.ts";
import {
  forgetQuestions,
  insertQuestion,
  noteSource,
  settleQuestions,
  sourceState,
  townsThatWait,
  waitingQuestions,
} from "./question-store.ts";
import { insertResults } from "./result-store.ts";
import { type Asked, askSource } from "./source-client.ts";
import { standingOf } from "./standing-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

export const askResult: Routes["askResult"] = async (input, context) => {
  const { kernel, db, town, now } = context;
  const standing = await standingOf(context, guards);
  if (!(await checkpointStore(context, standing).find(input.checkpointId))) {
    throw problems.checkpointNotFound();
  }
  if (!kernel.connectors.results) throw problems.noResultSource();
  const number = identityOf(input.identityNumber, townDay(now, town.timeZone));
  if (!number) throw problems.identityNumberWrong();
  const vault = await kernel.vaults.of(db, town.townId);
  await insertQuestion(context, {
    identity: vault.seal("identity-number", number),
    blind: vault.blind("identity-number", number),
  });
  context.about({ kind: "question", ids: [context.id, input.checkpointId] });
  return { questionId: context.id };
};

export const resultSource: Routes["resultSource"] = async (_, context) => {
  const state = await sourceState(context);
  return {
    isConnected: context.kernel.connectors.results !== undefined,
    lastAnsweredAt: state?.answered_at ?? undefined,
    failedAt: state?.failed_at ?? undefined,
    failure: state?.failure ?? undefined,
  };
};

const why = "the county's platform was asked";

async function askWaiting(system: System, townId: string): Promise<void> {
  const { kernel } = system;
  const connection = kernel.connectors.results;
  if (!connection) return;
  const reader = await system.reader(townId, why);
  const state = await sourceState(reader);
  if (state?.retry_at && state.retry_at > reader.now) return;
  const vault = await kernel.vaults.of(kernel.db, townId);
  const waiting = await waitingQuestions(reader, reader.now);
  const numbers = new Map(
    waiting.flatMap(({ question_id, identity }) =>
      identity ? [[question_id, vault.open("identity-number", identity)] as const] : [],
    ),
  );
  if (numbers.size === 0) return;
  const asked = await askSource(connection, { identityNumbers: [...new Set(numbers.values())] });
  if (asked.ok) await takeAnswer(system, townId, numbers, asked.answer);
  else await takeFailure(system, townId, asked);
}

async function takeAnswer(
  system: System,
  townId: string,
  numbers: ReadonlyMap<string, string>,
  answer: Extract<Asked, { ok: true }>["answer"],
): Promise<void> {
  const { kernel } = system;
  const id = idFor("checkpoints.test.fetched", ...numbers.keys());
  const now = kernel.clock.now();
  await noteSource(kernel.db, townId, {
    answered_at: now,
    failed_at: null,
    failure: null,
    retry_at: null,
  });
  await system.write(townId, { entry: "checkpoints.test.fetched", id, why }, async (context) => {
    const lines = linesFrom(answer, new Set(numbers.values()), context.now);
    const known = new Set(lines.map(({ identityNumber }) => identityNumber));
    const answers = [...numbers].map(([questionId, number]) => ({
      questionId,
      isKnown: known.has(number),
    }));
    const settled = await settleQuestions(context, answers);
    const fresh = new Set([...numbers].flatMap(([id, number]) => (settled.has(id) ? number : [])));
    const taken = lines.filter(({ identityNumber }) => fresh.has(identityNumber));
    const vault = await kernel.vaults.of(context.db, townId);
    await insertResults(context, vault, taken, "county");
    const details = { asked: settled.size, known: taken.length };
    context.about({ kind: "test", ids: [context.id], details });
  });
}

async function takeFailure(
  { kernel }: System,
  townId: string,
  { failure, retryAfter }: Extract<Asked, { ok: false }>,
): Promise<void> {
  const now = kernel.clock.now();
  const retry_at = retryAt(now, retryAfter);
  await noteSource(kernel.db, townId, { failed_at: now, failure, retry_at });
  kernel.live.changed(townId, "checkpoints");
}

export const askCounty: Reaction = {
  name: "checkpoints.askCounty",
  run: ({ townId }, system) => askWaiting(system, townId),
};

/** Asks again what went without an answer, and forgets what nobody waits for. */
export const askAgain: Job = {
  name: "checkpoints.askAgain",
  cron: "* * * * *",
  async run(system) {
    const { db, clock } = system.kernel;
    for (const townId of await townsThatWait(db, clock.now())) await askWaiting(system, townId);
    await forgetQuestions(db, clock.now());
  },
};
