import { directivesContract } from "@lianfang/core/directives/contract.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

interface Records {
  directiveId: string;
  /** A unit none of those who call is of: to them its directive does not exist. */
  unitId: string;
  /** Entered by the office for the unit. */
  actId: string;
}

const entry = { saidBy: "小王", way: "telephone" as const, saidAt: "2020-02-05T04:00:00.000Z" };
const confirmBy = "2020-02-05T08:00:00.000Z";
/** Whoever is let in is still none of the unit. */
const notOurs = "not found";

export const probes = probesFor(directivesContract)<Records>({
  async prepare({ name }, { organization, directives }) {
    const unit = { ...write(), kind: "vanguard" as const, name: `突击队${name}` };
    const { unitId } = await organization.addUnit(unit);
    const { directiveId } = await directives.issue({
      ...write(),
      title: `排查${name}`,
      text: "今天排查一遍。",
      recipients: { to: "units", unitIds: [unitId] },
      confirmBy,
    });
    const { actId } = await directives.enter({
      ...{ ...write(), ...entry, directiveId, unitId },
      kind: "acknowledgement",
    });
    return { directiveId, unitId, actId };
  },
  probes: {
    recipients: { kind: "plain", input: () => ({}) },
    issue: {
      kind: "plain",
      input: () => ({
        title: "再排查",
        text: "明天再排查一遍。",
        recipients: { to: "all" },
        confirmBy,
      }),
    },
    withdraw: {
      kind: "aimed",
      input: ({ records: { directiveId } }) => ({ directiveId, reason: "发错了" }),
    },
    directives: {
      kind: "list",
      input: { limit: 200 },
      shows: ({ rows }, { records }) =>
        rows.some(({ directiveId }) => directiveId === records.directiveId),
    },
    exportDirectives: {
      kind: "plain",
      input: () => ({
        form: "print",
        purpose: "report",
        receiverKind: "county",
        receiver: "县指挥部",
      }),
    },
    directive: { kind: "aimed", input: ({ records: { directiveId } }) => ({ directiveId }) },
    acts: { kind: "aimed", input: ({ records: { directiveId } }) => ({ directiveId }) },
    enter: {
      kind: "aimed",
      input: ({ records: { directiveId, unitId } }) => ({
        ...{ ...entry, directiveId, unitId },
        kind: "feedback",
        text: "已排查",
      }),
    },
    withdrawEntry: {
      kind: "aimed",
      input: ({ records: { directiveId, actId } }) => ({ directiveId, actId, reason: "记错了" }),
    },
    file: {
      kind: "aimed",
      input: ({ records: { directiveId } }) => ({ directiveId, format: "xlsx" }),
    },
    waitedFor: { kind: "aimed", input: ({ records: { directiveId } }) => ({ directiveId }) },
    received: { kind: "plain", input: () => ({}) },
    receivedDirective: {
      kind: "plain",
      input: ({ records: { directiveId } }) => ({ directiveId }),
      ends: notOurs,
    },
    acknowledge: {
      kind: "plain",
      input: ({ records: { directiveId, unitId } }) => ({ directiveId, unitId }),
      ends: notOurs,
    },
    feedBack: {
      kind: "plain",
      input: ({ records: { directiveId, unitId } }) => ({ directiveId, unitId, text: "已排查" }),
      ends: notOurs,
    },
    finish: {
      kind: "plain",
      input: ({ records: { directiveId, unitId } }) => ({ directiveId, unitId }),
      ends: notOurs,
    },
    takeBack: {
      kind: "plain",
      input: ({ records: { directiveId, unitId, actId } }) => ({
        ...{ directiveId, unitId, actId },
        reason: "点错了",
      }),
      ends: notOurs,
    },
    correct: {
      kind: "plain",
      input: ({ records: { directiveId, unitId, actId } }) => ({
        ...{ directiveId, unitId, actId },
        text: "已排查 20 户",
        reason: "写错了",
      }),
      ends: notOurs,
    },
  },
});
