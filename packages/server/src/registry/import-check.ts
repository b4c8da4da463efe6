/** Checking every row of an import anew, as somebody has matched its columns, places or rows by now. */
import type { Reaction } from "../kernel/jobs/jobs.ts";
import { checkedAnew, heldPieces, lookedAt } from "./import-held.ts";
import { endWork, givenUp, ourFault, turn, type Work, workOn } from "./import-job.ts";
import { preview } from "./import-preview.ts";
import type { HeldImport, HeldReading } from "./import-record-store.ts";
import { importRowStore } from "./import-row-store.ts";
import { importStore } from "./import-store.ts";

export const checkImport: Reaction = {
  name: "registry.checkImport",
  takesLong: true,
  async run(entry, system) {
    const work = await workOn(entry, system, "an import's rows are checked anew");
    const held = await importStore(work.reader).find(work.importId);
    if (held?.state !== "checking" || held.checkId !== entry.id || !held.reading) return;
    try {
      await check(work, held.reading);
    } catch (error) {
      await keepUnchecked(work, ourFault(work));
      throw error;
    }
  },
  async giveUp(entry, system) {
    const work = await workOn(entry, system, "checking an import anew is given up");
    await keepUnchecked(work, givenUp(work));
  },
};

/** Nobody has asked for another checking meanwhile. */
function stillChecking({ entry }: Work) {
  const isStill = ({ checkId }: HeldImport) => checkId === entry.id;
  return { from: "checking", isStill } as const;
}

/** What is asked for meanwhile makes this checking void: the next is already on its way. */
async function check(work: Work, reading: HeldReading): Promise<void> {
  const { importId, reader, report } = work;
  const rows = heldPieces(importRowStore(reader, importId).pieces());
  const looked = lookedAt(
    await preview(reader, reading, rows, {
      isHeld: false,
      onRows: (done) => report("checking", done, reading.counts.read),
    }),
  );
  const details = { ...looked.understood.counts };
  await turn(work, { ...stillChecking(work), name: "checked", details }, async (context) => {
    await importStore(context).keepReading(importId, {
      ...reading,
      ...looked.understood,
    });
    const store = importRowStore(context, importId);
    for await (const some of store.pieces()) await store.rewrite(checkedAnew(some, looked));
    await endWork(context, importId);
  });
}

/** It can be checked again, and must be before it is written. */
async function keepUnchecked(work: Work, problem: { code: string }): Promise<void> {
  const { importId } = work;
  const details = { code: problem.code };
  await turn(work, { ...stillChecking(work), name: "returned", details }, async (context) => {
    await importStore(context).returnToReady(importId, problem);
    await endWork(context, importId);
  });
}
