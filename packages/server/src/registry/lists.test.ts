import { severalIn } from "@lianfang/core/kernel/list-filters.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { householdList } from "@lianfang/core/registry/household-list.ts";
import type { ResidentListRow } from "@lianfang/core/registry/people.ts";
import { residentList } from "@lianfang/core/registry/resident-list.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

// It is 5 February 2020.
const application = await testApplication();
const { clock, visitor } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const gridWorkerOfB = await town.gridWorkerOfB();
const { registry } = office.call;

async function household(areaId: string, number: string, given: object = {}): Promise<string> {
  const added = await registry.createHousehold({ ...write(), areaId, number, ...given });
  return added.householdId;
}

async function resident(householdId: string, name: string, given: object = {}): Promise<string> {
  const fields = { householdId, name, sex: "male", ...given } as const;
  return (await registry.createResident({ ...write(), ...fields })).residentId;
}

const homeOfA = await household(areas.villageA, "9", { group: "3组", phone: "17900000009" });
const homeOfA1 = await household(areas.gridA1, "10", { group: "4组", address: "渠边1号" });
const homeOfB = await household(areas.villageB, "20", { group: "3组" });

const head = await resident(homeOfA, "周大成", {
  relation: "head",
  birthday: "1955-06-01",
  identityNumber: undefined,
  occupation: "务农",
  vulnerabilities: ["disabled", "low-income"],
});
const daughter = await resident(homeOfA, "周小梅", {
  sex: "female",
  relation: "child",
  birthday: "2012-02-05",
  note: "住校",
});
const driver = await resident(homeOfA1, "单师傅", {
  relation: "head",
  birthday: "1980-01-01",
  phone: "17900000010",
  occupation: "货车司机",
  listedTrade: "freight",
  registeredDivision: "420102",
  registeredAddress: "解放大道1号",
  tenancy: "returned",
});
const nobodyKnown = await resident(homeOfB, "陌生人", { residence: "lives-here" });
const gone = await resident(homeOfB, "已迁走");
await registry.removeResident({ ...write(), residentId: gone, reason: "moved-away" });

async function ids(input: object, who = office): Promise<string[]> {
  const { rows } = await who.call.registry.residents({ limit: 50, ...input });
  return rows.map((row) => row.residentId);
}

describe("the filters of the list of residents", () => {
  test("are not for strangers, nor for those without the role", async () => {
    const strange = visitor().call.registry.residentCounts({ of: "sex" });
    await expect(strange).rejects.toMatchObject({ code: "kernel.unauthenticated" });
    const guard = await town.guardAtPier();
    await expect(guard.call.registry.residentCounts({ of: "sex" })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("each find whom they should", async () => {
    const cases: [object, string[]][] = [
      [{}, [head, daughter, driver, nobodyKnown]],
      [{ areaId: areas.villageA }, [head, daughter, driver]],
      [{ areaId: areas.gridA1 }, [driver]],
      [{ sex: "female" }, [daughter]],
      [{ sex: "male,female" }, [head, daughter, driver, nobodyKnown]],
      [{ age: "-8" }, [daughter]],
      [{ age: "40-64" }, [head, driver]],
      [{ birthday: "1955-06-01..1979-12-31" }, [head]],
      [{ birthday: "2000-01-01.." }, [daughter]],
      [{ relation: "head" }, [head, driver]],
      [{ residence: "lives-here" }, [nobodyKnown]],
      [{ group: "3组" }, [head, daughter, nobodyKnown]],
      [{ group: "3组,4组", sex: "male", age: "-50" }, [driver]],
      [{ occupation: "务农,货车司机" }, [head, driver]],
      [{ vulnerability: "low-income,orphan" }, [head]],
      [{ vulnerability: "any" }, [head]],
      [{ vulnerability: "none" }, [daughter, driver, nobodyKnown]],
      [{ listedTrade: "any" }, [driver]],
      [{ listedTrade: "none" }, [head, daughter, nobodyKnown]],
      [{ tenancy: "away,returned" }, [driver]],
      // The household's telephone is everybody's in it.
      [{ phone: "yes" }, [head, daughter, driver]],
      [{ phone: "no" }, [nobodyKnown]],
      [{ identityNumber: "no" }, [head, daughter, driver, nobodyKnown]],
      [{ identityNumber: "yes" }, []],
      [{ registered: "42" }, [driver]],
      [{ registered: "4202" }, []],
      [{ lacksGuardian: "yes" }, [daughter]],
      [{ proxy: "no", lacksGuardian: "no" }, [head, driver, nobodyKnown]],
      [{ note: "yes" }, [daughter]],
      [{ entered: "1d" }, [head, daughter, driver, nobodyKnown]],
      [{ entered: "..2020-02-04" }, []],
      [{ removed: "moved-away,died" }, [gone]],
      [{ removed: "moved-away" }, [gone]],
      [{ removed: "died" }, []],
      [{ removed: "moved-away", search: "yiqianzou" }, [gone]],
      [{ search: "周", sex: "female" }, [daughter]],
    ];
    for (const [input, found] of cases) {
      expect(await ids(input), JSON.stringify(input)).toEqual(found);
      const reached = found.filter((one) => one === nobodyKnown || one === gone);
      expect(await ids(input, gridWorkerOfB), JSON.stringify(input)).toEqual(reached);
    }
  });

  test("that are none are refused by name", async () => {
    for (const [name, text] of [
      ["sex", "unknown"],
      ["age", "old"],
      ["entered", "yesterday"],
      ["phone", "17900000009"],
    ] as const) {
      await expect(registry.residents({ [name]: text })).rejects.toMatchObject({
        code: "kernel.invalid",
        data: { details: { fields: [{ path: name }] } },
      });
    }
  });

  test("count what each value would find, beside the others", async () => {
    const counted = async (input: object, of: string, who = office) => {
      const { counts } = await who.call.registry.residentCounts({ of, ...input });
      const some = counts.filter(({ count }) => count > 0);
      return Object.fromEntries(
        some.map(({ filter, value, count }) => [`${filter}:${value}`, count]),
      );
    };
    expect(await counted({}, "sex,phone,group")).toEqual({
      "sex:male": 3,
      "sex:female": 1,
      "phone:yes": 3,
      "phone:no": 1,
      "group:3组": 3,
      "group:4组": 1,
    });
    // What is set narrows the others, not itself.
    expect(await counted({ sex: "female" }, "sex,age,vulnerability")).toEqual({
      "sex:male": 3,
      "sex:female": 1,
      "age:7-13": 1,
      "vulnerability:none": 1,
    });
    expect(await counted({ search: "周" }, "occupation,vulnerability")).toEqual({
      "occupation:务农": 1,
      "vulnerability:any": 1,
      "vulnerability:disabled": 1,
      "vulnerability:low-income": 1,
      "vulnerability:none": 1,
    });
    expect(await counted({}, "sex,group", gridWorkerOfB)).toEqual({
      "sex:male": 1,
      "group:3组": 1,
    });
  });

  test("count as many as they find, each of them", async () => {
    const of = residentList.filters.filter((name) => name !== "areaId");
    for (const name of of) {
      const { counts } = await registry.residentCounts({ of: name });
      for (const { value, count } of counts) {
        const { total } = await registry.residents({ [name]: value });
        expect(total, `${name} ${value}`).toBe(count);
      }
    }
  });
});

describe("the filters of the list of households", () => {
  const found = async (input: object, who = office) => {
    const { rows } = await who.call.registry.households({ limit: 50, ...input });
    return rows.map((row) => row.number);
  };

  test("each find what they should", async () => {
    const cases: [object, string[]][] = [
      [{}, ["9", "10", "20"]],
      [{ areaId: areas.villageA, group: "4组" }, ["10"]],
      [{ head: "no" }, ["20"]],
      [{ address: "yes" }, ["10"]],
      [{ phone: "yes" }, ["9"]],
      [{ members: "2-" }, ["9"]],
      [{ members: "1" }, ["10", "20"]],
      [{ vulnerable: "yes" }, ["9"]],
      [{ changed: "1d" }, ["9", "10", "20"]],
      [{ removed: "yes" }, []],
    ];
    for (const [input, numbers] of cases) {
      expect(await found(input), JSON.stringify(input)).toEqual(numbers);
      const reached = numbers.filter((one) => one === "20");
      expect(await found(input, gridWorkerOfB), JSON.stringify(input)).toEqual(reached);
    }
  });

  test("count as many as they find, each of them", async () => {
    const of = householdList.filters.filter((name) => name !== "areaId");
    const { counts } = await registry.householdCounts({ of: of.join(",") });
    expect(counts.length).toBeGreaterThan(12);
    for (const { filter, value, count } of counts) {
      const { total } = await registry.households({ [filter]: value });
      expect(total, `${filter} ${value}`).toBe(count);
    }
  });
});

describe("a list in any order", () => {
  const everybody = async (input: object): Promise<ResidentListRow[]> => {
    const rows: ResidentListRow[] = [];
    let after: string | undefined;
    do {
      const page = await registry.residents({ ...input, limit: 3, ...(after && { after }) });
      rows.push(...page.rows);
      after = page.next;
    } while (after);
    return rows;
  };

  test("comes whole, page by page, and from the end the other way round", async () => {
    const home = await household(areas.communityC, "C1");
    for (const [name, birthday] of [
      ["仇一", "1990-01-01"],
      ["裘一", undefined],
      ["仇一", "1990-01-01"],
      ["安一", "1930-05-05"],
      ["吕一", undefined],
      ["鲁一", "2019-12-31"],
    ] as const) {
      clock.set(addMinutes(clock.now(), 1));
      await resident(home, name, { birthday });
    }
    const inC = { areaId: areas.communityC };
    const names = async (sort: string) =>
      (await everybody({ ...inC, sort })).map(({ name }) => name);
    expect(await names("name")).toEqual(["安一", "鲁一", "吕一", "裘一", "仇一", "仇一"]);
    expect((await names("age")).slice(0, 4)).toEqual(["安一", "仇一", "仇一", "鲁一"]);
    expect(await names("-changed")).toEqual(["鲁一", "吕一", "安一", "仇一", "裘一", "仇一"]);
    for (const sort of residentList.sorts) {
      const forth = (await everybody({ sort })).map((row) => row.residentId);
      const back = (await everybody({ sort: `-${sort}` })).map((row) => row.residentId);
      expect(new Set(forth).size).toBe(forth.length);
      expect(back, sort).toEqual(forth.toReversed());
    }
  });

  test("begins where one asks, and tells how far down that is", async () => {
    const names = async (input: object) => {
      const { rows, before } = await registry.residents({ limit: 50, ...input });
      return { first: rows[0]?.name, before };
    };
    expect(await names({ from: "10" })).toEqual({ first: "单师傅", before: 2 });
    expect(await names({ sort: "name", from: "S" })).toEqual({ first: "单师傅", before: 7 });
    expect(await names({ sort: "-register", from: "9" })).toMatchObject({ first: "周小梅" });
    // Nobody knows a birthday by heart.
    expect(await names({ sort: "age", from: "x" })).toMatchObject({ before: undefined });
    const { rows, before } = await registry.households({ from: "15" });
    expect([rows[0]?.number, before]).toEqual(["20", 2]);
  });

  test("is refused when it knows no such order", async () => {
    const strange: object = { sort: "wealth" };
    await expect(registry.residents(strange)).rejects.toMatchObject({ code: "kernel.invalid" });
  });
});

describe("a row of the list", () => {
  test("has all that its columns show", async () => {
    const { rows } = await registry.residents({ listedTrade: "freight" });
    expect(rows).toMatchObject([
      {
        registered: expect.stringContaining("武汉市"),
        tenancy: "returned",
        phoneMasked: "179****0010",
        createdAt: expect.stringMatching(/^2020-02-05/),
      },
    ]);
    expect(severalIn("a,,a,b")).toEqual(["a", "b"]);
  });
});
