import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Circumstances,
  CommuteFrequency,
  circumstancesAfter,
  type GivenCircumstances,
  ListedTrade,
  noCircumstances,
  ProxyRelation,
  Tenancy,
} from "./circumstances.ts";

const after = (given: GivenCircumstances, held: Partial<Circumstances> = {}) =>
  circumstancesAfter({ ...noCircumstances, ...held }, given);

describe("what is said of somebody", () => {
  test("stays where nothing is said, and is emptied by null or an empty text", () => {
    const held = { registeredAddress: "柳林村3组", listedTrade: "taxi" } as const;
    expect(after({}, held)).toMatchObject(held);
    expect(after({ registeredAddress: "", listedTrade: null }, held)).toEqual(noCircumstances);
  });

  test("takes the landlord along when the tenancy ends", () => {
    const held = { tenancy: "stayed", landlordHouseholdId: "h1" } as const;
    expect(after({ tenancy: null }, held).landlordHouseholdId).toBeNull();
    expect(after({ tenancy: "away" }, held).landlordHouseholdId).toBe("h1");
    expect(after({ landlordHouseholdId: "h1" }).landlordHouseholdId).toBeNull();
  });

  test("takes the place of work along when the commuting ends", () => {
    const held = { commuteFrequency: "daily", commutePlace: "电子厂" } as const;
    expect(after({ commuteFrequency: null }, held).commutePlace).toBeNull();
    expect(after({ commutePlace: "电子厂" }).commutePlace).toBeNull();
  });
});

describe("a proxy", () => {
  test("from the register takes the place of one by name, and the other way round", () => {
    const byName = after({ proxyName: "张婶", proxyPhone: "17900000017" });
    expect(after({ proxyResidentId: "r1" }, byName)).toMatchObject({
      proxyResidentId: "r1",
      proxyName: null,
      proxyPhone: null,
    });
    expect(after({ proxyName: "张婶" }, { proxyResidentId: "r1" })).toMatchObject({
      proxyResidentId: null,
      proxyName: "张婶",
    });
  });

  test("who is nobody has no telephone and is nothing to anybody", () => {
    const given = { proxyPhone: "17900000017", proxyRelation: "parent" } as const;
    expect(after(given)).toEqual(noCircumstances);
  });
});

const text = fc.constantFrom("甲", "乙", "", null, undefined);
const said: fc.Arbitrary<GivenCircumstances> = fc.record({
  registeredDivision: text,
  registeredAddress: text,
  livingDivision: text,
  livingAddress: text,
  tenancy: fc.constantFrom(...Tenancy.options, null, undefined),
  landlordHouseholdId: text,
  commuteFrequency: fc.constantFrom(...CommuteFrequency.options, null, undefined),
  commuteDivision: text,
  commutePlace: text,
  listedTrade: fc.constantFrom(...ListedTrade.options, null, undefined),
  proxyResidentId: text,
  proxyName: text,
  proxyPhone: text,
  proxyRelation: fc.constantFrom(...ProxyRelation.options, null, undefined),
});

test("whatever is said, in whatever order, nothing hangs on nothing", () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 4 }), (sayings) => {
      const one = sayings.reduce(circumstancesAfter, noCircumstances);
      if (!one.tenancy) expect(one.landlordHouseholdId).toBeNull();
      if (!one.commuteFrequency)
        expect([one.commuteDivision, one.commutePlace]).toEqual([null, null]);
      if (one.proxyResidentId) expect([one.proxyName, one.proxyPhone]).toEqual([null, null]);
      if (!one.proxyName && !one.proxyResidentId) expect(one.proxyRelation).toBeNull();
      // Saying nothing, and saying the same again, change nothing.
      expect(circumstancesAfter(one, {})).toEqual(one);
      expect(circumstancesAfter(one, one)).toEqual(one);
    }),
  );
});
