/** Taking a whole import back: one transaction, or the import stays as it is and says what is built on it. */
import type { Reaction } from "../kernel/jobs/jobs.ts";
import {
  endWork,
  givenUp,
  holdStill,
  isProblem,
  ourFault,
  turn,
  type Work,
  workOn,
  writeOnce,
} from "./import-job.ts";
import { importStore } from "./import-store.ts";
import { undoWrite } from "./undo.ts";

export const takeImportBack: Reaction = {
  name: "registry.takeImportBack",
  takesLong: true,
  async run(entry, system) {
    const work = await workOn(entry, system, "an import is taken back");
    const held = await importStore(work.reader).find(work.importId);
    if (held?.state !== "undoing") return;
    try {
      await takeBack(work, held.undoneBy);
    } catch (error) {
      await keepWritten(work, error);
    }
  },
  async giveUp(entry, system) {
    const work = await workOn(entry, system, "taking an import back is given up");
    await stay(work, givenUp(work));
  },
};

function takeBack(work: Work, actorId: string | undefined): Promise<void> {
  const { importId, report } = work;
  return writeOnce(
    work,
    "undone",
    async (context) => {
      const held = await holdStill(context, importId, "undoing");
      if (!held?.writeId) return;
      const records = await undoWrite(context, held.writeId, (done, total) =>
        report("undoing", done, total),
      );
      await importStore(context).noteUndone(importId);
      await endWork(context, importId);
      context.about({ kind: "import", ids: [importId], details: { records } });
    },
    actorId,
  );
}

async function keepWritten(work: Work, error: unknown): Promise<void> {
  const isBuiltOn = isProblem(error, "registry.builtOn");
  if (isBuiltOn) return stay(work, { code: "registry.builtOn" }, error.details);
  await stay(work, ourFault(work));
  throw error;
}

/** The import stays written, and says why. @param inTheWay what is built on it, by name */
function stay(work: Work, problem: { code: string }, inTheWay?: unknown): Promise<void> {
  const { importId } = work;
  const details = { code: problem.code };
  return turn(work, { name: "stayed", from: "undoing", details }, async (context) => {
    await importStore(context).stayWritten(importId, problem, inTheWay);
    await endWork(context, importId);
  });
}
