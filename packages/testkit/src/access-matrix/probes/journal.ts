import { journalContract } from "@lianfang/core/journal/contract.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

interface Records {
  /** A write about the place. */
  entryId: string;
}

export const probes = probesFor(journalContract)<Records>({
  async prepare({ villageId, name }, director) {
    const area = { parentId: villageId, kind: "grid" as const, name: `日志网格${name}` };
    const { areaId: entryId } = await director.organization.addArea({ ...write(), ...area });
    return { entryId };
  },
  probes: {
    list: {
      kind: "list",
      input: { limit: 200, entry: "organization.area.added" },
      narrowed: ({ records }) => ({ subjectId: records.entryId }),
      shows: ({ rows }, { records }) => rows.some(({ id }) => id === records.entryId),
    },
    verify: { kind: "plain", input: () => ({}) },
    live: { kind: "plain", input: () => ({}) },
  },
});
