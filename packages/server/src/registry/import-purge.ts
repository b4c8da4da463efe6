/** Imports nobody confirmed, and rejected rows nobody needs any more, are forgotten after a week. */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import type { CommandContext } from "../kernel/context.ts";
import { idFor, type System } from "../kernel/jobs/system.ts";
import { allTowns } from "../kernel/session/town.ts";
import { importRowStore } from "./import-row-store.ts";
import { importStore } from "./import-store.ts";
import { importFileStore, importProgressStore } from "./import-work-store.ts";

const keptMinutes = 7 * 24 * 60;

export async function purgeImports(system: System): Promise<void> {
  const { kernel } = system;
  const why = "imports are kept for a week";
  for (const { townId } of await allTowns(kernel.db)) {
    const reader = await system.reader(townId, why);
    const before = addMinutes(reader.now, -keptMinutes);
    for (const importId of await importStore(reader).staleBefore(before)) {
      const write = { entry: "registry.import.purged", id: idFor("purge", importId), why };
      await system.write(townId, write, (context) => purge(context, importId));
    }
  }
}

async function purge(context: CommandContext, importId: string): Promise<void> {
  const store = importStore(context);
  const held = await store.hold(importId);
  const open: readonly string[] = ["ready", "reading", "checking", "writing"];
  if (held && open.includes(held.state)) await store.close(held, "discarded");
  await importRowStore(context, importId).drop();
  await importFileStore(context, importId).drop();
  await importProgressStore(context, importId).drop();
  context.about({ kind: "import", ids: [importId] });
}
