import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckpointDemands } from "../policy/rules-data.ts";
import {
  type CheckpointRules,
  type CrossingFacts,
  decide,
  isOpen,
  type KnownFacts,
  lackingReasons,
  referReasons,
  refuseReasons,
  testAgeMinutes,
  unshownReasons,
  worstOf,
} from "./decision.ts";
import { type Evidence, healthCodes } from "./evidence.ts";
import { passRefusals } from "./pass-verdict.ts";

const now = "2022-03-19T04:00:00.000Z";
const minutesAgo = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString();

const nothingAsked: CheckpointDemands = {
  temperature: false,
  registration: false,
  mask: false,
  pass: false,
  healthCode: false,
  venueCode: false,
  purposes: [],
};
const feverCelsius = 37.3;
const rulesOf = (demands: Partial<CheckpointDemands>): CheckpointRules => ({
  demands: { ...nothingAsked, ...demands },
  feverCelsius,
});
const facts = (
  shown: Evidence,
  direction: "in" | "out" = "in",
  known: KnownFacts = {},
): CrossingFacts => ({ direction, shown, known });
const codes = (decision: ReturnType<typeof decide>) => decision.reasons.map(({ code }) => code);

const buyingFood = { zh: "购买食品", en: "buying food" };
const dongguan = rulesOf({
  temperature: true,
  registration: true,
  mask: true,
  outsiders: "refuse",
  purposes: [buyingFood],
});
const pushi = rulesOf({
  temperature: true,
  registration: true,
  healthCode: true,
  venueCode: true,
  testWithinHours: 24,
  outsiders: "register",
});
const nandulehe = rulesOf({
  temperature: true,
  registration: true,
  mask: true,
  pass: true,
  passWithIdentityCard: true,
  outsiders: "register",
});

const ready = { celsius: 36.5, hasMask: true, isRegistered: true, isResident: true };
const card = { is: "valid", serial: 7, kind: "person" } as const;

describe("东观: outsiders, fevers, no mask, other purposes are not let in", () => {
  test("a villager out to buy food passes", () => {
    const shown = { ...ready, purpose: "购买食品" };
    expect(decide(facts(shown, "out"), dongguan, now)).toEqual({
      outcome: "admit",
      reasons: [],
      next: "let-pass",
    });
  });
  test("an outsider is turned back", () => {
    const decision = decide(facts({ ...ready, isResident: false }), dongguan, now);
    expect(decision).toMatchObject({ outcome: "refuse", next: "turn-back" });
    expect(codes(decision)).toContain("outsider");
  });
  test("a mask forgotten can be put right on the spot", () => {
    const shown = { ...ready, hasMask: false, purpose: "buying food" };
    const decision = decide(facts(shown), dongguan, now);
    expect(decision.next).toBe("do-first");
    expect(codes(decision)).toEqual(["mask-missing"]);
  });
  test("a feverish outsider is handed over, not sent away", () => {
    const shown = { ...ready, celsius: 38.1, isResident: false };
    expect(decide(facts(shown), dongguan, now)).toEqual({
      outcome: "refer",
      reasons: [{ code: "fever", params: { celsius: "38.1", line: "37.3" } }],
      next: "report-to-medic",
    });
  });
});

describe("浦市: code and a test of 24 hours", () => {
  const shown: Evidence = { ...ready, healthCode: "green", hasScannedVenueCode: true };
  const tested = (minutes: number) =>
    decide(
      facts({ ...shown, test: { sampledAt: minutesAgo(minutes), result: "negative" } }),
      pushi,
      now,
    );
  test("the test is counted to the minute", () => {
    expect(tested(24 * 60).outcome).toBe("admit");
    expect(tested(24 * 60 + 1)).toMatchObject({
      outcome: "refuse",
      reasons: [{ code: "test-old", params: { hours: 24, ageHours: 24, ageMinutes: 1 } }],
    });
  });
  test("one dated after now is asked about, a clock a little ahead is not", () => {
    expect(codes(tested(-30))).toEqual(["test-time-wrong"]);
    expect(tested(-3).outcome).toBe("admit");
    expect(testAgeMinutes(minutesAgo(90.9), now)).toBe(90);
  });
  test("before anything was shown it is asked for, and nobody is turned back yet", () => {
    const nothing = decide(facts({}), pushi, now);
    expect(nothing).toMatchObject({ outcome: "refuse", next: "ask-first" });
    expect(codes(nothing).slice(0, 2)).toEqual(["code-missing", "test-missing"]);
    const old = decide(
      facts({ test: { sampledAt: minutesAgo(25 * 60), result: "negative" } }),
      pushi,
      now,
    );
    expect(old.next).toBe("turn-back");
    expect(codes(old)[0]).toBe("test-old");
  });
  test("a red code goes to the medic", () => {
    const decision = decide(facts({ ...shown, healthCode: "red" }), pushi, now);
    expect(decision).toMatchObject({ outcome: "refer", next: "report-to-medic" });
  });
});

describe("南独乐河: pass and identity card together", () => {
  test("the pass alone is not enough", () => {
    const decision = decide(facts({ ...ready, pass: card }), nandulehe, now);
    expect(codes(decision)).toEqual(["identity-card-missing"]);
    const both = { ...ready, pass: card, isIdentityCardShown: true };
    expect(decide(facts(both), nandulehe, now).outcome).toBe("admit");
  });
  test.each(passRefusals)("a pass that is %s is refused with that reason", (why) => {
    const shown: Evidence = { ...ready, pass: { is: "refused", why } };
    expect(codes(decide(facts(shown), nandulehe, now))).toEqual([`pass-${why}`]);
  });
  test("a visitor is written down and the arrival entered", () => {
    const shown = { ...ready, isResident: false };
    expect(decide(facts(shown), nandulehe, now)).toMatchObject({
      outcome: "refer",
      next: "enter-arrival",
    });
  });
});

describe("one person of a household every two days", () => {
  const household = { ...card, kind: "household", everyDays: 2 } as const;
  const out = (hoursAgo: number) =>
    decide(
      facts({ ...ready, pass: household }, "out", {
        householdLastOutAt: minutesAgo(hoursAgo * 60),
      }),
      rulesOf({ pass: true }),
      now,
    );
  test("not before two days are over", () => {
    expect(out(40)).toMatchObject({
      outcome: "refuse",
      reasons: [{ code: "household-out", params: { days: 2, hoursLeft: 8 } }],
    });
    expect(out(48).outcome).toBe("admit");
  });
  test("coming home is never refused for it", () => {
    const back = facts({ ...ready, pass: household }, "in", { householdLastOutAt: minutesAgo(30) });
    expect(decide(back, rulesOf({ pass: true }), now).outcome).toBe("admit");
  });
});

const verdicts = fc.oneof(
  fc.constant(card),
  fc.constantFrom(...passRefusals).map((why) => ({ is: "refused" as const, why })),
);
const tests = fc.record({
  sampledAt: fc.integer({ min: -600, max: 6_000 }).map(minutesAgo),
  result: fc.constantFrom("negative" as const, "positive" as const, "pending" as const),
});
const fullEvidence = {
  celsius: fc.integer({ min: 340, max: 430 }).map((tenths) => tenths / 10),
  hasSymptoms: fc.boolean(),
  hasMask: fc.boolean(),
  healthCode: fc.constantFrom(...healthCodes),
  test: tests,
  pass: verdicts,
  isIdentityCardShown: fc.boolean(),
  hasScannedVenueCode: fc.boolean(),
  purpose: fc.constantFrom("购买食品", "探亲"),
  isResident: fc.boolean(),
  isRegistered: fc.boolean(),
};
const evidence = fc.record(fullEvidence, { requiredKeys: [] });
const known: fc.Arbitrary<KnownFacts> = fc.record(
  {
    isUnderOrder: fc.boolean(),
    isFromRiskRegion: fc.boolean(),
    householdLastOutAt: fc.integer({ min: 0, max: 10_000 }).map(minutesAgo),
  },
  { requiredKeys: [] },
);
const demands: fc.Arbitrary<CheckpointDemands> = fc.record(
  {
    temperature: fc.boolean(),
    registration: fc.boolean(),
    mask: fc.boolean(),
    pass: fc.boolean(),
    passWithIdentityCard: fc.boolean(),
    healthCode: fc.boolean(),
    venueCode: fc.boolean(),
    testWithinHours: fc.constantFrom(24, 48),
    purposes: fc.constantFrom([], [buyingFood]),
    outsiders: fc.constantFrom("admit" as const, "register" as const, "refuse" as const),
    householdEveryDays: fc.integer({ min: 1, max: 5 }),
  },
  {
    requiredKeys: [
      "temperature",
      "registration",
      "mask",
      "pass",
      "healthCode",
      "venueCode",
      "purposes",
    ],
  },
);
/** People who have what is asked for, mostly. */
const inOrder: fc.Arbitrary<Evidence> = fc
  .tuple(
    fc.constant({
      celsius: 36.5,
      hasMask: true,
      healthCode: "green" as const,
      test: { sampledAt: minutesAgo(600), result: "negative" as const },
      pass: card,
      isIdentityCardShown: true,
      hasScannedVenueCode: true,
      purpose: "购买食品",
      isResident: true,
      isRegistered: true,
    }),
    fc.subarray(Object.keys(fullEvidence), { maxLength: 4 }),
  )
  .map(([whole, left]) =>
    Object.fromEntries(Object.entries(whole).filter(([field]) => !left.includes(field))),
  );
const goodRecords: fc.Arbitrary<KnownFacts> = fc.record(
  { householdLastOutAt: fc.integer({ min: 0, max: 10_000 }).map(minutesAgo) },
  { requiredKeys: [] },
);
const directions = fc.constantFrom("in" as const, "out" as const);
const runs = { numRuns: 1_500 };

describe("whatever the rules", () => {
  test("a fever always leads to somebody who looks after the person", () => {
    const fevers = fc.integer({ min: 373, max: 430 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(
        evidence,
        known,
        demands,
        directions,
        fevers,
        (shown, records, asked, direction, celsius) => {
          const given = { direction, shown: { ...shown, celsius }, known: records };
          expect(decide(given, { demands: asked, feverCelsius }, now).outcome).toBe("refer");
        },
      ),
      runs,
    );
  });

  test("showing more never turns a yes into a no", () => {
    let admitted = 0;
    fc.assert(
      fc.property(
        inOrder,
        fc.record(fullEvidence),
        goodRecords,
        demands,
        directions,
        (shown, more, records, asked, direction) => {
          const rules = { demands: asked, feverCelsius };
          const before = decide({ direction, shown, known: records }, rules, now);
          if (before.outcome !== "admit") return;
          admitted += 1;
          const after = decide(
            { direction, shown: { ...more, ...shown }, known: records },
            rules,
            now,
          );
          expect(after.outcome).not.toBe("refuse");
        },
      ),
      runs,
    );
    expect(admitted).toBeGreaterThan(100);
  });

  test("asking for less never turns a yes into a no", () => {
    let admitted = 0;
    const loosened = fc.constantFrom(
      "temperature",
      "registration",
      "mask",
      "pass",
      "healthCode",
      "venueCode",
    );
    fc.assert(
      fc.property(
        inOrder,
        goodRecords,
        demands,
        directions,
        loosened,
        (shown, records, asked, direction, one) => {
          const given = { direction, shown, known: records };
          if (decide(given, { demands: asked, feverCelsius }, now).outcome !== "admit") return;
          admitted += 1;
          const less = { demands: { ...asked, [one]: false }, feverCelsius };
          expect(decide(given, less, now).outcome).toBe("admit");
        },
      ),
      runs,
    );
    expect(admitted).toBeGreaterThan(100);
  });

  test("whoever is not admitted hears why, and the next step fits the outcome", () => {
    fc.assert(
      fc.property(evidence, known, demands, directions, (shown, records, asked, direction) => {
        const decision = decide(
          { direction, shown, known: records },
          { demands: asked, feverCelsius },
          now,
        );
        const { outcome, reasons, next } = decision;
        expect(reasons.length === 0).toBe(outcome === "admit");
        expect(next === "let-pass").toBe(outcome === "admit");
        if (outcome === "refer") {
          expect(referReasons).toEqual(expect.arrayContaining(codes(decision)));
        } else if (next === "do-first") {
          expect(lackingReasons).toEqual(expect.arrayContaining(codes(decision)));
        } else if (next === "ask-first") {
          const asked = [...lackingReasons, ...unshownReasons];
          expect(asked).toEqual(expect.arrayContaining(codes(decision)));
          expect(isOpen(decision)).toBe(true);
        } else if (next === "turn-back") {
          expect(refuseReasons).toContain(codes(decision)[0]);
        }
      }),
      runs,
    );
  });
});

test("a car fares as the gravest case in it", () => {
  expect(worstOf([])).toBe("admit");
  expect(worstOf(["admit", "refuse", "admit"])).toBe("refuse");
  expect(worstOf(["refer", "refuse"])).toBe("refer");
});
