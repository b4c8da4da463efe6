/** Background work: reactions to journal entries, and jobs by the clock. On pg-boss. */

import { CompiledQuery } from "kysely";
import type { PoolConfig } from "pg";
import { type JobResult, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { JournalSubject } from "../context.ts";
import type { Tx } from "../database/database.ts";
import type { AfterWrite } from "../endpoint/commit.ts";
import { givingBack } from "../heap.ts";
import type { System } from "./system.ts";

export interface Entry {
  townId: string;
  id: string;
  entry: string;
  subject: JournalSubject | undefined;
}

/** What follows from a journal entry; run at least once, so it must bear repetition. */
export interface Reaction {
  /** `<module>.<what it does>`; unique. */
  name: string;
  /** It takes more than a moment: it may wait for others of its kind, and nothing else waits for it. */
  takesLong?: true;
  run(entry: Entry, system: System): Promise<void>;
  /**
   * Of one that takes long: what is to be done when its tries have run out, as when the server was
   * killed in each of them; so that what it worked on does not stay under way for ever.
   */
  giveUp?(entry: Entry, system: System): Promise<void>;
}

/** Reactions by the journal entry they follow. */
export type Reactions = Readonly<Record<string, readonly Reaction[]>>;

/** The modules' reactions together; several modules may react to one entry. */
export function allReactions(ofModules: readonly Reactions[]): Reactions {
  const together: Record<string, Reaction[]> = {};
  for (const [entry, following] of ofModules.flatMap((reactions) => Object.entries(reactions))) {
    together[entry] = [...(together[entry] ?? []), ...following];
  }
  return together;
}

export interface Job {
  /** `<module>.<what it does>`; unique. */
  name: string;
  /** Five fields, in `Asia/Shanghai`. */
  cron: string;
  run(system: System): Promise<void>;
}

export interface Jobs {
  afterWrite: AfterWrite;
  /** Makes the queues, so that writes may enqueue; takes no work. */
  open(): Promise<void>;
  /** Takes up reactions and scheduled jobs. */
  start(system: System): Promise<void>;
  /** Runs a job now, apart from its schedule. */
  run(name: string, system: System): Promise<void>;
  /** Runs the long reactions that wait, here and now, until they are done or given up; where {@link start} did not. */
  runLong(system: System): Promise<void>;
  stop(): Promise<void>;
}

const reactionQueue = "reaction";
const longQueue = "long-reaction";
/** Long reactions whose tries have run out. */
const givenUpQueue = "long-reaction-given-up";
/** Two of a town at most, so that another town finds one free; each holds what it works on in memory. */
const longAtOnce = { localConcurrency: 3, groupConcurrency: 2 };
const tries = { retryLimit: 10, retryBackoff: true };
/** One that takes the server down with it is not begun over and over. */
const longTries = { ...tries, retryLimit: 3, deadLetter: givenUpQueue };
/** A process that dies leaves its long reaction to another after so long without a sign of life. */
const signOfLifeSeconds = 20;
const longestSeconds = 1_800;
interface ReactionTask {
  reaction: string;
  entry: Entry;
}

export function openJobs(
  connection: PoolConfig,
  reactions: Reactions,
  jobs: readonly Job[],
  log: Logger,
): Jobs {
  const boss = new PgBoss({
    ...bossConnection(connection),
    schema: "pgboss",
    // The running application may not make schemas; the migrations made this one.
    createSchema: false,
    max: 3,
    useListenNotify: true,
  });
  boss.on("error", (error) => log.warn({ err: error }, "background work"));
  const byName = new Map(
    Object.values(reactions)
      .flat()
      .map((reaction) => [reaction.name, reaction]),
  );
  let isOpen = false;

  const attempt = async (
    task: ReactionTask,
    system: System,
    how: "run" | "giveUp" = "run",
  ): Promise<Omit<JobResult, "id">> => {
    try {
      const reaction = byName.get(task.reaction);
      const work = async () => reaction?.[how]?.(task.entry, system);
      await (reaction?.takesLong ? givingBack(work) : work());
      return { status: "completed" };
    } catch (error) {
      log.error({ err: error, reaction: task.reaction, entry: task.entry.id }, "reaction failed");
      return { status: "failed", output: { message: String(error) } };
    }
  };

  return {
    async afterWrite(db, written) {
      const tasks = written.flatMap(({ townId, id, entry, subject }) =>
        (reactions[entry] ?? []).map(({ name, takesLong = false }) => {
          const data: ReactionTask = { reaction: name, entry: { townId, id, entry, subject } };
          return { data, takesLong };
        }),
      );
      for (const [takesLong, some] of Map.groupBy(tasks, (task) => task.takesLong)) {
        const jobsToInsert = some.map(({ data }) => ({
          data,
          ...(takesLong ? { ...longTries, group: { id: data.entry.townId } } : tries),
        }));
        await boss.insert(takesLong ? longQueue : reactionQueue, jobsToInsert, {
          db: inTransaction(db),
        });
      }
    },
    async open() {
      await boss.start();
      isOpen = true;
      await boss.createQueue(reactionQueue, { notify: true });
      await boss.createQueue(givenUpQueue, { notify: true, ...tries });
      await boss.createQueue(longQueue, {
        notify: true,
        heartbeatSeconds: signOfLifeSeconds,
        expireInSeconds: longestSeconds,
      });
    },
    async start(system) {
      await boss.work<ReactionTask>(
        reactionQueue,
        {
          batchSize: 20,
          pollingIntervalSeconds: 2,
          // New tasks are told at once; this finds those to be tried again.
          notifyPollingIntervalSeconds: 5,
          burstWhenBatchFull: true,
          // One that fails is tried again alone; those fetched with it are done.
          perJobResults: true,
        },
        async (tasks) => {
          const results: JobResult[] = [];
          for (const { id, data } of tasks) results.push({ id, ...(await attempt(data, system)) });
          return results;
        },
      );
      const onceInAWhile = {
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: 5,
        perJobResults: true,
      } as const;
      await boss.work<ReactionTask>(
        longQueue,
        { ...onceInAWhile, ...longAtOnce },
        async ([task]) => (task ? [{ id: task.id, ...(await attempt(task.data, system)) }] : []),
      );
      await boss.work<ReactionTask>(givenUpQueue, onceInAWhile, async ([task]) =>
        task ? [{ id: task.id, ...(await attempt(task.data, system, "giveUp")) }] : [],
      );
      for (const job of jobs) await scheduleJob(boss, job, system);
    },
    async run(name, system) {
      const job = jobs.find((candidate) => candidate.name === name);
      if (!job) throw new Error(`there is no job ${name}`);
      await job.run(system);
    },
    async runLong(system) {
      const runAll = async (queue: string, how: "run" | "giveUp") => {
        for (;;) {
          const [task] = await boss.fetch<ReactionTask>(queue, { ignoreStartAfter: true });
          if (!task) return;
          const { status } = await attempt(task.data, system, how);
          if (status === "completed") await boss.complete(queue, task.id);
          else await boss.fail(queue, task.id);
        }
      };
      await runAll(longQueue, "run");
      await runAll(givenUpQueue, "giveUp");
    },
    async stop() {
      if (isOpen) await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

async function scheduleJob(boss: PgBoss, job: Job, system: System): Promise<void> {
  await boss.createQueue(job.name, { policy: "singleton" });
  await boss.schedule(job.name, job.cron, null, { tz: "Asia/Shanghai" });
  await boss.work(job.name, { pollingIntervalSeconds: 5 }, () => job.run(system));
}

/** Makes the sender's statements part of the write's own transaction. */
function inTransaction(db: Tx) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const { rows } = await db.executeQuery(CompiledQuery.raw(text, values));
      return { rows: [...rows] };
    },
  };
}

function bossConnection({
  host,
  port,
  user,
  password,
  database,
  connectionString,
  ssl,
}: PoolConfig) {
  const given = { host, port, user, password, database, connectionString, ssl };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
