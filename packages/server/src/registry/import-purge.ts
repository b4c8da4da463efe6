/** Imports nobody confirmed, and rejected rows nobody needs any more, are forgotten after a week. */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { idFor, type System } from "../kernel/jobs/system.ts";
import { allTowns } from "../kernel/session/town.ts";
import { importStore } from "./import-store.ts";

const keptMinutes = 7 * 24 * 60;

export async function purgeImports(system: System): Promise<void> {
  const { kernel } = system;
  const why = "imports are kept for a week";
  for (const { townId } of await allTowns(kernel.db)) {
    const reader = await system.reader(townId, why);
    const before = addMinutes(reader.now, -keptMinutes);
    for (const importId of await importStore(reader).staleBefore(before)) {
      const write = { entry: "registry.import.purged", id: idFor("purge", importId), why };
      await system.write(townId, write, async (context) => {
        const store = importStore(context);
        const held = await store.hold(importId);
        if (held?.state === "ready") await store.close(held, "discarded", context.now);
        await store.dropRows(importId);
        context.about({ kind: "import", ids: [importId] });
      });
    }
  }
}
