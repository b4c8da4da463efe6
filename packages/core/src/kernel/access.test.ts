import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Access,
  anybody,
  covers,
  Grant,
  onArea,
  onTown,
  type Reach,
  reachOf,
  roles,
  scopeKinds,
  scopesOfRole,
  signedIn,
} from "./access.ts";

const villages = ["v1", "v2", "v3", "v4", "v5", "v6"];
const anyAreas = fc.uniqueArray(fc.constantFrom(...villages), { maxLength: 4 });
const anyRole = fc.constantFrom(...roles);
const anyScopeKind = fc.constantFrom(...scopeKinds);

/** A grant and the areas its scope covers. */
const anyHeld = fc.record({ role: anyRole, scopeKind: anyScopeKind, areas: anyAreas }).map(held);

interface Held {
  grant: Grant;
  areas: readonly string[];
}

function held(given: {
  role: Grant["role"];
  scopeKind: Grant["scopeKind"];
  areas: string[];
}): Held {
  const { role, scopeKind, areas } = given;
  const grant: Grant =
    scopeKind === "town"
      ? { role, scopeKind }
      : { role, scopeKind, scopeId: "018f0000-0000-7000-8000-000000000001" };
  return { grant, areas: scopeKind === "town" ? villages : areas };
}

const anyDeclared: fc.Arbitrary<Extract<Access, { who: "held" }>> = fc.record({
  who: fc.constant("held" as const),
  roles: fc.uniqueArray(anyRole, { maxLength: 5 }),
  on: fc.constantFrom("town" as const, "area" as const),
});

function reachWith(access: Access, all: readonly Held[]): Reach | undefined {
  const grants = all.map(({ grant }) => grant);
  return reachOf(access, grants, (grant) => all[grants.indexOf(grant)]?.areas ?? []);
}

const lead: Held = held({ role: "unit-lead", scopeKind: "unit", areas: ["v1", "v2"] });
const gridWorker: Held = held({ role: "grid-worker", scopeKind: "area", areas: ["v2", "v3"] });
const director: Held = held({ role: "director", scopeKind: "town", areas: [] });

describe("the reach of grants", () => {
  test("is refused without a declared role", () => {
    expect(reachWith(onArea("medic"), [lead, gridWorker])).toBeUndefined();
    expect(reachWith(onTown("director"), [])).toBeUndefined();
  });

  test("is everything for a role held on the town", () => {
    expect(reachWith(onTown("director"), [director])).toEqual({ all: true });
    expect(reachWith(onArea("director", "unit-lead"), [lead, director])).toEqual({ all: true });
  });

  test("is the areas of all counting grants together, each once", () => {
    expect(reachWith(onArea("unit-lead", "grid-worker"), [lead, gridWorker])).toEqual({
      all: false,
      areaIds: ["v1", "v2", "v3"],
    });
  });

  test("of a part of the town is not enough where the whole town is asked for", () => {
    expect(reachWith(onTown("unit-lead"), [lead])).toBeUndefined();
  });

  test("is nothing where no role is asked for", () => {
    for (const access of [anybody, signedIn]) {
      expect(reachWith(access, [director])).toEqual({ all: false, areaIds: [] });
    }
  });

  test("holds no area that no counting grant covers, whatever the grants", () => {
    fc.assert(
      fc.property(anyDeclared, fc.array(anyHeld, { maxLength: 6 }), (access, all) => {
        const reach = reachWith(access, all);
        const counting = all.filter(({ grant }) => access.roles.includes(grant.role));
        if (!reach) return;
        expect(counting.length).toBeGreaterThan(0);
        for (const village of villages) {
          if (!covers(reach, village)) continue;
          expect(counting.some(({ areas }) => areas.includes(village))).toBe(true);
        }
        if (!reach.all) expect(new Set(reach.areaIds).size).toBe(reach.areaIds.length);
      }),
    );
  });

  test("holds every area that a counting grant covers, whatever the grants", () => {
    fc.assert(
      fc.property(anyDeclared, fc.array(anyHeld, { maxLength: 6 }), (access, all) => {
        const counting = all.filter(({ grant }) => access.roles.includes(grant.role));
        const onWholeTown = counting.some(({ grant }) => grant.scopeKind === "town");
        const reach = reachWith(access, all);
        expect(reach !== undefined).toBe(
          onWholeTown || (access.on === "area" && counting.length > 0),
        );
        if (!reach) return;
        for (const { areas } of counting) {
          expect(areas.every((area) => covers(reach, area))).toBe(true);
        }
      }),
    );
  });

  test("never shrinks with one grant more, and never changes with the order", () => {
    fc.assert(
      fc.property(anyDeclared, fc.array(anyHeld, { maxLength: 5 }), anyHeld, (access, all, one) => {
        const before = reachWith(access, all);
        const after = reachWith(access, [one, ...all]);
        const mirrored = reachWith(access, [...all, one]);
        for (const village of villages) {
          const isCovered = after !== undefined && covers(after, village);
          if (before && covers(before, village)) expect(isCovered).toBe(true);
          expect(mirrored !== undefined && covers(mirrored, village)).toBe(isCovered);
        }
      }),
    );
  });
});

describe("covering", () => {
  test("a record without an area belongs to the whole town", () => {
    expect(covers({ all: true }, undefined)).toBe(true);
    expect(covers({ all: false, areaIds: villages }, undefined)).toBe(false);
  });
});

describe("a grant", () => {
  test("on the town names no scope, and on anything else names one", () => {
    const scopeId = "018f0000-0000-7000-8000-000000000001";
    expect(Grant.safeParse({ role: "director", scopeKind: "town" }).success).toBe(true);
    expect(Grant.safeParse({ role: "medic", scopeKind: "area", scopeId }).success).toBe(true);
    expect(Grant.safeParse({ role: "medic", scopeKind: "area" }).success).toBe(false);
    expect(Grant.safeParse({ role: "mayor", scopeKind: "town" }).success).toBe(false);
  });

  test("can be held somewhere in every role", () => {
    expect(roles.filter((role) => scopesOfRole[role].length === 0)).toEqual([]);
  });
});
