import { roundsContract } from "@lianfang/core/rounds/contract.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";
import { probes as observation } from "./observation.ts";
import { probes as registry } from "./registry.ts";

interface Records {
  /** Under observation, and visited. */
  householdId: string;
  visitId: string;
  premisesId: string;
  /** Whose name stands on the paper. */
  makerId: string;
}

const visit = "service-visit-observed-household";
const disinfection = "disinfection-public-place";
const doneAt = "2020-02-05T03:30:00.000Z";

export const probes = probesFor(roundsContract)<Records>({
  async prepare(_place, director, before) {
    const { residentId } = before.of(observation);
    const { householdId } = await director.registry.resident({ residentId });
    const target = { targetKind: "household" as const, targetId: householdId };
    const { recordId } = await director.rounds.recordVisit({
      ...write(),
      ...{ ruleId: visit, ...target, doneAt },
    });
    const { premisesId } = before.of(registry);
    const { rows } = await director.organization.staff({ limit: 1 });
    const makerId = rows[0]?.staffId ?? "";
    return { householdId, visitId: recordId, premisesId, makerId };
  },
  probes: {
    coverage: {
      kind: "list",
      input: {},
      narrowed: ({ areaId }) => ({ areaId }),
      // Grids count in their village: whoever sees all of A sees two households there.
      shows: ({ rules }, { villageId, name }) =>
        rules.some(
          ({ ruleId, areas }) =>
            ruleId === visit &&
            areas.some(
              ({ areaId, targets }) => areaId === villageId && targets >= (name === "A" ? 2 : 1),
            ),
        ),
    },
    owed: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId, limit: 200 }),
      shows: ({ rows }, { records }) =>
        rows.some(({ targetId }) => targetId === records.householdId),
    },
    recordVisit: {
      kind: "aimed",
      input: ({ records: { householdId } }) => ({
        ...{ ruleId: visit, targetKind: "household", targetId: householdId, doneAt },
      }),
    },
    recordPatrol: {
      kind: "aimed",
      input: ({ records: { premisesId } }) => ({
        ...{ ruleId: disinfection, targetKind: "premises", targetId: premisesId, doneAt },
      }),
    },
    correctRecord: {
      kind: "aimed",
      input: ({ records: { visitId } }) => ({
        ...{ recordId: visitId, doneAt, outcome: "not-met", reason: "敲错了门" },
      }),
    },
    records: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) => rows.some(({ recordId }) => recordId === records.visitId),
    },
    recordsOf: {
      kind: "aimed",
      input: ({ records: { householdId } }) => ({ targetKind: "household", targetId: householdId }),
    },
    record: { kind: "aimed", input: ({ records: { visitId } }) => ({ recordId: visitId }) },
    enterPaper: {
      kind: "aimed",
      input: ({ records: { premisesId, makerId } }) => ({
        ...{ day: "2020-02-05", ruleId: disinfection, staffId: makerId },
        lines: [{ targetId: premisesId, outcome: "done", time: "11:00" }],
      }),
    },
    changedRounds: {
      kind: "list",
      input: { limit: 1_000 },
      shows: ({ changes }, { records }) =>
        changes.some(({ is, recordId }) => is === "present" && recordId === records.visitId),
    },
    printSheet: {
      kind: "plain",
      input: () => ({ day: "2020-02-05", ruleId: visit, receiver: "柳林村" }),
    },
    exportRecords: {
      kind: "plain",
      input: () => ({
        ...{ form: "print", purpose: "report", receiverKind: "county", receiver: "县指挥部" },
      }),
    },
  },
});
