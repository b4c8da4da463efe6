/** Checking every row of an import anew, as somebody has matched its columns, places or rows by now. */
import type { Reaction } from "../kernel/jobs/jobs.ts";
import { checkedAnew, heldPieces, understood } from "./import-held.ts";
import { endWork, holdStill, ourFault, type Work, workOn, writeOnce } from "./import-job.ts";
import { preview } from "./import-preview.ts";
import { importRowStore } from "./import-row-store.ts";
import { type HeldReading, importStore } from "./import-store.ts";

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
      await keepUnchecked(work);
      throw error;
    }
  },
};

/** What is asked for meanwhile makes this checking void: the next is already on its way. */
async function check(work: Work, reading: HeldReading): Promise<void> {
  const { importId, entry, reader, report } = work;
  const rows = heldPieces(importRowStore(reader, importId).pieces());
  const previewed = await preview(reader, reading, rows, {
    isHeld: false,
    onRows: (done) => report("checking", done, reading.counts.read),
  });
  await writeOnce(work, "checked", async (context) => {
    const held = await holdStill(context, importId, "checking");
    if (held?.checkId !== entry.id) return;
    await importStore(context).keepReading(importId, {
      ...reading,
      ...understood(previewed),
    });
    const store = importRowStore(context, importId);
    for await (const some of store.pieces()) await store.rewrite(checkedAnew(some, previewed));
    await endWork(context, importId);
    context.about({ kind: "import", ids: [importId], details: { ...previewed.plan.counts } });
  });
}

/** It can be checked again, and must be before it is written. */
async function keepUnchecked(work: Work): Promise<void> {
  const { importId, entry } = work;
  await writeOnce(work, "returned", async (context) => {
    const held = await holdStill(context, importId, "checking");
    if (held?.checkId !== entry.id) return;
    const problem = ourFault(work);
    await importStore(context).returnToReady(importId, problem);
    await endWork(context, importId);
    context.about({ kind: "import", ids: [importId], details: { code: problem.code } });
  });
}
