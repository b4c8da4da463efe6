import { describe, expect, test } from "vitest";
import { scopesOfRole } from "../kernel/access.ts";
import { addMinutes } from "../kernel/time.ts";
import { checkGrants, checkPassword, holdsDirector, waitSeconds } from "./rules.ts";

const isCommon = (password: string) => password === "football";

describe("a password", () => {
  test("is refused when it is among the most common, however it is written", () => {
    const refused = { code: "accounts.passwordTooCommon" };
    for (const password of ["football", "FootBall", "ｆｏｏｔｂａｌｌ"]) {
      expect(() => checkPassword(password, "li", isCommon)).toThrow(
        expect.objectContaining(refused),
      );
    }
  });

  test("is refused when the user name is in it, in whatever letters", () => {
    const refused = { code: "accounts.passwordHasUserName" };
    for (const password of ["xx-medicli-9", "MedicLi-at-9", "李雷李雷的密码"]) {
      const userName = password.startsWith("李") ? "李雷" : "medicli";
      expect(() => checkPassword(password, userName, isCommon)).toThrow(
        expect.objectContaining(refused),
      );
    }
  });

  test("is accepted otherwise", () => {
    expect(() => checkPassword("河边 three willows", "medicli", isCommon)).not.toThrow();
  });
});

describe("a grant", () => {
  const scopeId = "018f0000-0000-7000-8000-000000000000";

  test("is refused on a kind of scope its role is not held on", () => {
    const misplaced = [{ role: "director", scopeKind: "area", scopeId }] as const;
    expect(() => checkGrants(misplaced)).toThrow(
      expect.objectContaining({ code: "accounts.roleNotOnScope" }),
    );
  });

  test("is accepted on each kind its role is held on", () => {
    for (const scopeKind of scopesOfRole.medic) {
      const grant =
        scopeKind === "town"
          ? ({ role: "medic", scopeKind } as const)
          : ({ role: "medic", scopeKind, scopeId } as const);
      expect(() => checkGrants([grant])).not.toThrow();
    }
  });

  test("makes a director of who holds that role among others", () => {
    expect(holdsDirector([{ role: "auditor", scopeKind: "town" }])).toBe(false);
    expect(
      holdsDirector([
        { role: "auditor", scopeKind: "town" },
        { role: "director", scopeKind: "town" },
      ]),
    ).toBe(true);
  });
});

describe("tries that failed", () => {
  const now = "2020-02-05T04:00:00.000Z";
  const limit = { free: 3, longestSeconds: 60 };
  const wait = (failures: number, lastAt = now) => waitSeconds({ failures, lastAt }, limit, now);

  test("cost nothing at first, then a delay that doubles up to a limit", () => {
    expect([0, 2, 3, 4, 5, 8, 9, 40, 5_000].map((failures) => wait(failures))).toEqual([
      0, 0, 1, 2, 4, 32, 60, 60, 60,
    ]);
  });

  test("are waited for only as long as is left", () => {
    expect(wait(8, addMinutes(now, -0.5))).toBe(2);
    expect(wait(8, addMinutes(now, -1))).toBe(0);
  });

  test("are forgotten after an hour", () => {
    const patient = { free: 3, longestSeconds: 100_000 };
    expect(
      waitSeconds({ failures: 30, lastAt: addMinutes(now, -59) }, patient, now),
    ).toBeGreaterThan(0);
    expect(waitSeconds({ failures: 30, lastAt: addMinutes(now, -60) }, patient, now)).toBe(0);
  });

  test("never lock for longer than the limit, even when the clock was set back", () => {
    expect(wait(9, addMinutes(now, 1_000))).toBe(60);
  });
});
