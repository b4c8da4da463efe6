/**
 * The reading of people, counted an hour at a time: how many different ones each account has read
 * about through its sessions, and through each of its tokens. Whom somebody has read about already
 * costs nothing more, so that a list that refreshes itself, or a search typed letter by letter, is
 * not taken for carrying the register away; whoever is over the budget may go on with those.
 *
 * Who they were stays in memory, as long as the hour; how many, is written down about once a
 * minute, so that neither a restart nor a second process begins anew.
 */
import { budgetOf, hourOf, peopleIn, secondsToNextHour } from "@lianfang/core/accounts/reading.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import type { Logger } from "pino";
import type { QueryContext } from "../../kernel/context.ts";
import type { ReadingMeter } from "../../kernel/endpoint/reading-meter.ts";
import { idFor, type System } from "../../kernel/jobs/system.ts";
import { type ReaderOf, readingStore } from "./store.ts";

/** One reader's hour. */
interface Hour {
  townId: string;
  reader: ReaderOf;
  hour: Instant;
  budget: number;
  people: Set<string>;
  /** Counted before this process did, or by others. */
  before: number;
  written: number;
  writtenAt: Instant;
  isAlarmed: boolean;
}

const writeEveryMinutes = 1;

export function readingMeter(system: System, log: Logger): ReadingMeter {
  const hours = new Map<string, Promise<Hour>>();

  const hourFor = (context: QueryContext, reader: ReaderOf): Promise<Hour> => {
    const hour = hourOf(context.now);
    const key = `${reader.readerId} ${hour}`;
    const known = hours.get(key);
    if (known) return known;
    forgetEarlier(hour);
    const opened = openHour(context, reader, hour);
    hours.set(key, opened);
    // Whoever asks next tries again.
    opened.catch(() => hours.delete(key));
    return opened;
  };

  const forgetEarlier = (hour: Instant): void => {
    for (const key of hours.keys()) if (!key.endsWith(hour)) void letGo(key);
  };

  const letGo = async (key: string): Promise<void> => {
    const past = await hours.get(key)?.catch(() => undefined);
    hours.delete(key);
    if (past) await writeDown(past);
  };

  const writeDown = async (of: Hour): Promise<void> => {
    const fresh = of.people.size - of.written;
    if (fresh <= 0) return;
    of.written += fresh;
    try {
      const { db } = system.kernel;
      const total = await readingStore(db, of.townId).add(of.reader, of.hour, fresh);
      of.before = total - of.written;
    } catch (error) {
      of.written -= fresh;
      log.warn({ err: error }, "reading not written down");
    }
  };

  const alarm = (of: Hour): void => {
    if (of.isAlarmed) return;
    of.isAlarmed = true;
    // Not waited for: the refused call may hold a connection while this needs another.
    void raiseAlarm(system, of).catch((error) => {
      of.isAlarmed = false;
      log.error({ err: error }, "reading alarm not raised");
    });
  };

  return {
    async count(context, shown, told) {
      const reader = readerOf(context);
      if (!reader) return;
      const people = peopleIn(shown, new Set(told));
      if (people.size === 0) return;
      const of = await hourFor(context, reader);
      const fresh = [...people].filter((id) => !of.people.has(id));
      if (of.before + of.people.size + fresh.length > of.budget) {
        alarm(of);
        const retryAfterSeconds = secondsToNextHour(context.now);
        throw kernelProblems.tooManyPeople({ retryAfterSeconds, budget: of.budget });
      }
      for (const id of fresh) of.people.add(id);
      if (of.writtenAt > addMinutes(context.now, -writeEveryMinutes)) return;
      of.writtenAt = context.now;
      void writeDown(of);
    },
    async close() {
      for (const key of [...hours.keys()]) await letGo(key);
    },
  };
}

function readerOf({ actor }: QueryContext): ReaderOf | undefined {
  if (actor.is !== "account") return undefined;
  const { accountId, token } = actor;
  return { readerId: token?.tokenId ?? accountId, accountId, tokenId: token?.tokenId };
}

async function openHour(context: QueryContext, reader: ReaderOf, hour: Instant): Promise<Hour> {
  const { db, town, actor, now } = context;
  const store = readingStore(db, town.townId);
  const [before, set] = await Promise.all([
    store.readIn(reader.readerId, hour),
    store.budgetsSet(),
  ]);
  return {
    townId: town.townId,
    reader,
    hour,
    budget: budgetOf(actor.is === "account" ? actor.grants : [], reader.tokenId !== undefined, set),
    people: new Set(),
    before,
    written: 0,
    writtenAt: now,
    isAlarmed: false,
  };
}

async function raiseAlarm(system: System, of: Hour): Promise<void> {
  const { townId, reader, hour, budget } = of;
  const id = idFor("reading-alarm", reader.readerId, hour);
  const write = { entry: "accounts.reading.exceeded", id, why: "a budget of reading was exceeded" };
  await system.write(townId, write, async ({ db, now, about }) => {
    about({
      kind: "readingAlarm",
      ids: [id],
      details: { accountId: reader.accountId, tokenId: reader.tokenId, hour, budget },
    });
    await readingStore(db, townId).raise(id, reader, { hour, budget, at: now });
  });
}
