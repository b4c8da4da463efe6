import { describe, expect, test } from "vitest";
import type { OutboxEntry } from "../kernel/field/phone.ts";
import {
  cardUses,
  countsWith,
  followUp,
  ownCrossings,
  recordCrossing,
  sumOf,
  voidCrossing,
} from "./field-records.ts";

const timeZone = "Asia/Shanghai";
const day = "2020-02-10";
const post = "post-1";
let made = 0;

function entry(
  procedure: string,
  input: Record<string, unknown>,
  change: Partial<OutboxEntry> = {},
): OutboxEntry {
  made += 1;
  const happenedAt = "2020-02-10T02:00:00.000Z";
  return { id: `entry-${made}`, procedure, happenedAt, input, state: "waiting", ...change };
}
const crossing = (outcome: string, given: object = {}, change: Partial<OutboxEntry> = {}) =>
  entry(
    recordCrossing,
    {
      checkpointId: post,
      direction: "in",
      crossedAt: "2020-02-10T02:30:00.000Z",
      people: [{ name: "甲", outcome }],
      ...given,
    },
    change,
  );
const counted = (outbox: OutboxEntry[], known: Parameters<typeof countsWith>[0] = []) =>
  countsWith(known, ownCrossings(outbox), { checkpointId: post, day, timeZone });

describe("a day's counts on the phone", () => {
  const none = { people: 0, vehicles: 0, boats: 0, refused: 0, referred: 0 };

  test("are the server's, and what is unsent on top, by the town's hour", () => {
    const boat = { vehicle: { kind: "boat", plate: "渡3" }, people: [], others: 9 };
    const hours = counted(
      [crossing("admit"), crossing("refuse"), crossing("admit", boat)],
      [{ ...none, hour: 9, people: 4 }],
    );
    expect(hours).toEqual([
      { ...none, hour: 9, people: 4 },
      { ...none, hour: 10, people: 11, boats: 1, refused: 1 },
    ]);
    expect(sumOf(hours)).toMatchObject({ people: 15, boats: 1 });
  });

  test("leave out what the server has, what was taken back, and other days and posts", () => {
    const mistake = crossing("admit");
    const outbox = [
      crossing("admit", {}, { state: "acknowledged" }),
      mistake,
      entry(voidCrossing, { crossingId: mistake.id, reason: "按错了" }),
      crossing("admit", { crossedAt: "2020-02-09T15:59:00.000Z" }),
      crossing("admit", { checkpointId: "post-2" }),
    ];
    expect(counted(outbox)).toEqual([]);
  });
});

test("cards used on this phone, but for what was refused or taken back", () => {
  const withCard = (outcome: string) =>
    crossing(outcome, { direction: "out", people: [{ passText: "LF1:A", outcome }] });
  const mistake = withCard("admit");
  const undone = entry(voidCrossing, { crossingId: mistake.id, reason: "按错了" });
  const outbox = [withCard("admit"), withCard("refuse"), mistake, undone, crossing("admit")];
  expect(cardUses(ownCrossings(outbox))).toEqual([
    { passText: "LF1:A", direction: "out", at: "2020-02-10T02:30:00.000Z" },
  ]);
});

describe("somebody waits to be seen to", () => {
  const waitingIn = (outbox: OutboxEntry[]) =>
    ownCrossings(outbox).flatMap(({ waiting }) => waiting.map(({ line }) => line));

  test("who was handed over, until somebody says what was done", () => {
    const fever = crossing("refer");
    expect(waitingIn([crossing("admit"), fever])).toEqual([0]);
    const done = entry(followUp, { crossingId: fever.id, line: 0, action: "已报告" });
    expect(waitingIn([fever, done])).toEqual([]);
    expect(waitingIn([fever, { ...done, state: "refused" }])).toEqual([0]);
  });

  test("whom the server knows to be under an order, though the guard let them pass", () => {
    const answer = { crossingId: "x", lines: [{ line: 2, ruled: "refer", reasons: [] }] };
    const car = {
      vehicle: { kind: "vehicle", plate: "川R12345" },
      people: [{ outcome: "admit" }, { name: "乙", outcome: "admit" }],
    };
    expect(waitingIn([crossing("admit", car, { state: "acknowledged", answer })])).toEqual([2]);
  });
});
