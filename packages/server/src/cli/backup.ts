import { m } from "@lianfang/messages/messages.js";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../app.ts";
import { allTowns } from "../kernel/session/town.ts";
import { type Action, action, type Group } from "./skeleton/command.ts";

/** A backup is of the whole instance: whatever is said of it is said of every town. */
function ofEveryTown(
  name: string,
  summary: Action["summary"],
  tell: (town: string, sync: Caller["sync"]) => Promise<(locale: "zh-CN" | "en") => string>,
): Action {
  return action({
    name,
    summary,
    options: {},
    async run({ locale, say, operate }) {
      const operation = await operate();
      for (const { townId, name: town } of await allTowns(operation.application.kernel.db)) {
        const { sync } = operation.asSystem(townId, `lianfang backup ${name}`);
        say((await tell(town, sync))(locale));
      }
    },
  });
}

const begin = ofEveryTown(
  "begin",
  (locale) => m["sync.cli.backup.begin"]({}, { locale }),
  async (town, sync) => {
    await sync.beginBackup({ id: uuidv7() });
    return (locale) => m["sync.cli.backup.begun"]({ town }, { locale });
  },
);

const done = ofEveryTown(
  "done",
  (locale) => m["sync.cli.backup.done"]({}, { locale }),
  async (town, sync) => {
    const { number, begunAt } = await sync.finishBackup({ id: uuidv7() });
    return (locale) => m["sync.cli.backup.finished"]({ town, number, begunAt }, { locale });
  },
);

const restored = ofEveryTown(
  "restored",
  (locale) => m["sync.cli.backup.restored"]({}, { locale }),
  async (town, sync) => {
    await sync.declareRestored({ id: uuidv7() });
    return (locale) => m["sync.cli.backup.restoredDone"]({ town }, { locale });
  },
);

export const command: Group = {
  name: "backup",
  summary: (locale) => m["sync.cli.backup.summary"]({}, { locale }),
  details: (locale) => m["sync.cli.backup.details"]({}, { locale }),
  commands: [begin, done, restored],
};
