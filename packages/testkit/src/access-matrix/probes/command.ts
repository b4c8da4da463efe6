import { commandContract } from "@lianfang/core/command/contract.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

interface Records {
  /** The town's one draft. */
  bulletinId: string;
}

export const probes = probesFor(commandContract)<Records>({
  async prepare(_place, { command }) {
    const { now } = await command.board({});
    const day = townDay(now, "Asia/Shanghai");
    const { rows } = await command.bulletins({});
    const there = rows.find((bulletin) => bulletin.day === day);
    const { bulletinId } = there ?? (await command.compose({ ...write(), day }));
    return { bulletinId };
  },
  probes: {
    board: {
      kind: "list",
      input: {},
      // A grid is shown by itself to whom its village is out of reach, else within it.
      shows: ({ areas }, { name, areaId, villageId }) =>
        areas.some(
          (area) => area.areaId === areaId || (name === "A1" && area.areaId === villageId),
        ),
    },
    figures: { kind: "plain", input: () => ({}) },
    figureRows: {
      kind: "list",
      input: { figureId: "registry.households", limit: 200 },
      narrowed: ({ areaId }) => ({ figureId: "registry.households", areaId, limit: 200 }),
      shows: ({ rows }, place) => rows.some(({ areaId }) => areaId === place.areaId),
    },
    unassigned: { kind: "plain", input: () => ({}) },
    bulletins: { kind: "plain", input: () => ({}) },
    bulletin: { kind: "aimed", input: ({ records: { bulletinId } }) => ({ bulletinId }) },
    compose: {
      kind: "plain",
      input: () => ({ day: "2019-12-31" }),
      ends: "command.dayBeforeResponse",
    },
    editRemarks: {
      kind: "aimed",
      input: ({ records: { bulletinId } }) => ({
        bulletinId,
        revision: 1,
        remarks: { zh: "无。", en: "None." },
      }),
    },
    issueBulletin: {
      kind: "aimed",
      input: ({ records: { bulletinId } }) => ({ bulletinId, revision: 1 }),
    },
    bulletinFile: { kind: "aimed", input: ({ records: { bulletinId } }) => ({ bulletinId }) },
  },
});
