import type { journalContract } from "@lianfang/core/journal/contract.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { sealJournal, verifyJournal } from "../kernel/journal/seal.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { allTowns } from "../kernel/session/town.ts";
import { journalStore } from "./store.ts";

export const journalRoutes: Handlers<typeof journalContract> = {
  list: async (input, context) => journalStore(context).list(input),
  verify: async (_input, { db, town, kernel }) => verifyJournal(db, town.townId, kernel.keys),
  live: async (_input, { kernel, town, signal }) =>
    liveChanges(kernel.live.follow(town.townId, signal), kernel),
};

export const journalParts: ModuleParts = {
  jobs: [
    {
      name: "journal.seal",
      cron: "* * * * *",
      async run({ kernel }) {
        for (const town of await allTowns(kernel.db)) {
          await sealJournal(kernel.db, town.townId, kernel.keys, kernel.clock.now());
        }
      },
    },
  ],
};

async function* liveChanges(
  changes: AsyncGenerator<{ modules: string[] }>,
  kernel: { clock: { now(): string } },
) {
  for await (const { modules } of changes) yield { modules, at: kernel.clock.now() };
}
