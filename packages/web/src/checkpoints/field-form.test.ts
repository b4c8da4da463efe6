import { CrossingPerson } from "@lianfang/core/checkpoints/crossing.ts";
import { describe, expect, test } from "vitest";
import {
  atFirst,
  crossingPerson,
  faultsOf,
  firstFaulty,
  nextCrossing,
  outcomeOf,
  recordOf,
  type TypedPerson,
  withCard,
  withOneMore,
  withoutPerson,
  withPerson,
} from "./field-form.ts";
import { typedFrom } from "./field-mend.ts";

const now = "2020-02-10T02:00:00.000Z";
const today = "2020-02-10";
const typed = (changes: Partial<TypedPerson>) => withPerson(atFirst, changes);
const person = (changes: Partial<TypedPerson>) => {
  const [one] = typed(changes).people;
  if (!one) throw new Error("nobody");
  return one;
};

describe("what is typed of a person", () => {
  test("is sent as the contract takes it, and what was not asked is left out", () => {
    const sent = JSON.parse(JSON.stringify(crossingPerson(person({ celsius: "365" }), now)));
    expect(sent).toEqual({
      celsius: 36.5,
      hasMask: true,
      steps: ["stop", "ask", "measure", "register", "pass"],
    });
    expect(CrossingPerson.parse({ ...sent, outcome: "admit" })).toMatchObject({ celsius: 36.5 });
  });

  test("the last six of an identity card are no identity number", () => {
    expect(crossingPerson(person({ identity: "09002x" }), now)).toMatchObject({
      identityNumber: undefined,
      identityEnding: "09002X",
    });
  });

  test("hours since a test become its time", () => {
    expect(crossingPerson(person({ testHours: "2.5" }), now).test).toEqual({
      sampledAt: "2020-02-09T23:30:00.000Z",
      result: "negative",
    });
  });

  test("is said to be wrong where it can't be right", () => {
    const wrong = { celsius: "50", identity: "123", phone: "call me", testHours: "-1" };
    expect(faultsOf(typed(wrong), today)).toEqual(["celsius", "identity", "phone", "testHours"]);
    expect(faultsOf({ ...atFirst, subject: "boat" }, today)).toEqual(["plate"]);
    expect(faultsOf({ ...atFirst, subject: "vehicle", plate: " ·-" }, today)).toEqual(["plate"]);
    expect(faultsOf({ ...atFirst, subject: "boat", plate: "渡3" }, today)).toEqual([]);
    expect(faultsOf(atFirst, today)).toEqual([]);
    const two = withPerson(withOneMore(atFirst), { celsius: "99" });
    expect(firstFaulty({ ...two, at: 0 }, today)).toBe(1);
  });
});

test("an override turns the rules' word round, and lets nobody pass who is handed over", () => {
  const override = { reason: "送急诊", allowedBy: "何镇长" };
  const overridden = person({ override });
  expect(outcomeOf(overridden, "refuse")).toBe("admit");
  expect(outcomeOf(overridden, "admit")).toBe("refuse");
  expect(outcomeOf(overridden, "refer")).toBe("refer");
  expect(outcomeOf(person({}), "refuse")).toBe("refuse");
});

test("the next one is asked anew but for residence and errand, and an outsider leaves no trace", () => {
  const before = typed({ residence: "resident", purpose: "购买食品", celsius: "36.5", name: "甲" });
  expect(nextCrossing(before).people).toEqual([
    person({ residence: "resident", purpose: "购买食品" }),
  ]);
  expect(nextCrossing(typed({ residence: "outsider" })).people).toEqual([person({})]);
});

test("people in a car come and go; the record has them and the plate", () => {
  const car = { ...atFirst, subject: "vehicle" as const, plate: " 川R12345 ", others: 2 };
  const two = withPerson(withOneMore(withPerson(car, { name: "司机" })), { name: "客" });
  expect(recordOf(two, ["admit", "refuse"], now)).toMatchObject({
    vehicle: { kind: "vehicle", plate: "川R12345" },
    others: 2,
    people: [
      { name: "司机", outcome: "admit" },
      { name: "客", outcome: "refuse" },
    ],
  });
  const one = withoutPerson({ ...two, at: 0 });
  expect(one.people.map(({ name }) => name)).toEqual(["客"]);
  expect(recordOf({ ...one, subject: "person" }, ["admit"], now)).not.toHaveProperty("vehicle");
});

test("a refused record is opened as it was typed, and comes out the same", () => {
  const car = {
    ...atFirst,
    checkpointId: "post-1",
    subject: "vehicle" as const,
    plate: "川R12345",
  };
  const driver = {
    name: "司机",
    identity: "090026",
    isIdentityCardShown: true,
    residence: "resident" as const,
    purpose: "购买食品",
    celsius: "36.5",
    testHours: "2.5",
    testResult: "pending" as const,
    healthCode: "green" as const,
    override: { reason: "送急诊", allowedBy: "何镇长" },
  };
  const record = recordOf(withPerson(car, driver), ["admit"], now);
  const opened = typedFrom(record);
  expect(opened).toEqual({ typed: withPerson(car, driver), crossedAt: now });
  expect(opened && recordOf(opened.typed, ["admit"], now)).toEqual(record);
  expect(typedFrom({ people: "nobody" })).toBeUndefined();
});

test("what a hand-held scanner typed into a field is taken out of it", () => {
  const taken = withCard(typed({ name: "王芳LF1:", celsius: "36.5" }), "LF1:ABC");
  expect(taken.people[0]).toMatchObject({ name: "王芳", celsius: "36.5", passText: "LF1:ABC" });
});
