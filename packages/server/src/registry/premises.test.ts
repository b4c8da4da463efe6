import { creditCodeCheck } from "@lianfang/core/registry/credit-code.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const { visitor, clock } = application;
clock.set("2020-02-05T01:00:00.000Z");
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const gridWorkerOfA = await town.gridWorkerOfA();
const gridWorkerOfB = await town.gridWorkerOfB();
const { registry } = office.call;

type Fields = Partial<Parameters<typeof registry.createPremises>[0]>;

async function premises(name: string, fields: Fields = {}): Promise<string> {
  const given = { ...write(), areaId: areas.villageA, kind: "shop" as const, name, ...fields };
  return (await registry.createPremises(given)).premisesId;
}

/** A code in an area that was never given out. */
function creditCode(sequence: number): string {
  const stem = `91770101MA0000${String(sequence).padStart(3, "0")}`;
  return stem + creditCodeCheck(stem);
}

const found = async (filter: object, who = office) =>
  (await who.call.registry.premisesList({ limit: 200, ...filter })).rows.map(({ name }) => name);

describe("entering premises", () => {
  test("is not for strangers, for those without the role, nor into a village out of reach", async () => {
    const input = { ...write(), areaId: areas.villageA, kind: "shop", name: "小卖部" } as const;
    await expect(visitor().call.registry.createPremises(input)).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
    const patrol = await town.patrol();
    await expect(patrol.call.registry.createPremises(input)).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(gridWorkerOfB.call.registry.createPremises(input)).rejects.toMatchObject({
      code: "registry.areaNotFound",
    });
    await expect(premises("镇上", { areaId: areas.town })).rejects.toMatchObject({
      code: "registry.areaNotFound",
    });
  });

  test("keeps everything, the telephone sealed and shown masked", async () => {
    const premisesId = await premises("柳林电子厂", {
      kind: "enterprise",
      address: "柳林路1号",
      creditCode: creditCode(1).toLowerCase(),
      inChargeName: "吴厂长",
      inChargePhone: "+86 179 0000 8001",
      floorAreaM2: 1200,
      capacity: 80,
      note: "两班倒",
    });
    expect(await registry.premises({ premisesId })).toMatchObject({
      kind: "enterprise",
      name: "柳林电子厂",
      areaId: areas.villageA,
      address: "柳林路1号",
      creditCode: creditCode(1),
      inChargeName: "吴厂长",
      phoneMasked: "179****8001",
      floorAreaM2: 1200,
      capacity: 80,
      state: "open",
      note: "两班倒",
      people: 0,
      alike: [],
      revision: 1,
    });
    const kept = await application.app.kernel.db
      .selectFrom("premises")
      .selectAll()
      .where("premises_id", "=", premisesId)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(kept)).not.toContain("17900008001");
    const patrol = await town.patrol();
    const reveal = { ...write(), premisesId, reason: "吴厂长要开门通知" };
    expect(await patrol.call.registry.revealPremises(reveal)).toEqual({ phone: "17900008001" });
    expect(await patrol.call.registry.revealPremises(reveal)).toEqual({ phone: null });
  });

  test("is refused for a wrong credit code, telephone or day, at its field", async () => {
    const code = creditCode(2);
    const slipped = code.slice(0, 17) + (code.endsWith("1") ? "2" : "1");
    await expect(premises("错码", { creditCode: slipped })).rejects.toMatchObject({
      code: "registry.creditCodeWrong",
      data: {
        details: { fields: [{ path: "creditCode", code: "registry.creditCode.checksum" }] },
      },
    });
    await expect(premises("错号", { inChargePhone: "12" })).rejects.toMatchObject({
      code: "registry.phoneWrong",
    });
    const ahead = { state: "closed", stateSince: "2999-01-01" } as const;
    await expect(premises("未来", ahead)).rejects.toMatchObject({
      code: "registry.stateInFuture",
    });
  });

  test("tells of others of the same code or name, and refuses nothing", async () => {
    const first = await premises("重名超市", { creditCode: creditCode(3) });
    await premises("分店", { creditCode: creditCode(3), areaId: areas.villageB });
    await premises("重名超市", { areaId: areas.villageB });
    const { alike } = await registry.premises({ premisesId: first });
    expect(alike.map(({ name, areaName }) => `${areaName} ${name}`).sort()).toEqual([
      "石桥村 分店",
      "石桥村 重名超市",
    ]);
    const seen = await gridWorkerOfA.call.registry.premises({ premisesId: first });
    expect(seen.alike).toEqual([]);
  });
});

describe("the list of premises", () => {
  test("shows no one those outside the reach, whatever is searched", async () => {
    await premises("只在柳林的茶馆", { kind: "entertainment" });
    for (const search of ["只在柳林", "茶馆", "zzll", undefined]) {
      expect(await found({ search })).toContain("只在柳林的茶馆");
      expect(await found({ search }, gridWorkerOfA)).toContain("只在柳林的茶馆");
      expect(await found({ search }, gridWorkerOfB)).not.toContain("只在柳林的茶馆");
    }
  });

  test("finds by name, pinyin, initials, address, code, who is in charge, area and last digits", async () => {
    await premises("望江宾馆", {
      kind: "lodging",
      areaId: areas.villageB,
      address: "滨河路88号",
      creditCode: creditCode(7),
      inChargeName: "欧阳店长",
      inChargePhone: "17900008765",
    });
    const searches = ["望江", "wangjiang", "wjbg", "binguan", "滨河路 88", creditCode(7)];
    for (const search of [...searches, "欧阳", "石桥 宾馆", "8765", "17900008765"]) {
      expect(await found({ search }), search).toContain("望江宾馆");
    }
    for (const search of ["望河", "8766", "柳林 望江", "wangjiangx"]) {
      expect(await found({ search }), search).not.toContain("望江宾馆");
    }
  });

  test("filters by kind, area and state, and comes in pages, kind by kind", async () => {
    await premises("甲采石场", { kind: "quarry", areaId: areas.gridA1 });
    await premises("乙采石场", { kind: "quarry", state: "closed", stateSince: "2020-01-25" });
    expect(await found({ kind: "quarry" })).toEqual(["甲采石场", "乙采石场"]);
    expect(await found({ kind: "quarry", areaId: areas.gridA1 })).toEqual(["甲采石场"]);
    expect(await found({ kind: "quarry", state: "closed" })).toEqual(["乙采石场"]);
    const whole = await registry.premisesList({ limit: 200 });
    const paged: string[] = [];
    let after: string | undefined;
    do {
      const page = await registry.premisesList({ limit: 2, after });
      expect(page.total).toBe(whole.total);
      paged.push(...page.rows.map(({ premisesId }) => premisesId));
      after = page.next;
    } while (after);
    expect(paged).toEqual(whole.rows.map(({ premisesId }) => premisesId));
  });
});

describe("narrowing the list", () => {
  const { premisesCounts } = registry;

  test("by how many people are there, and what is known of it; each with its count", async () => {
    const crowded = await premises("人多的厂", { kind: "cold-store", capacity: 20 });
    await premises("没人的厂", { kind: "cold-store" });
    const home = { ...write(), areaId: areas.villageA, number: "N1" };
    const { householdId } = await registry.createHousehold(home);
    const resident = { ...write(), householdId, name: "唯一工人", sex: "male" } as const;
    const { residentId } = await registry.createResident(resident);
    const link = { premisesId: crowded, residentIds: [residentId], role: "employee" as const };
    await registry.addPremisesPeople({ ...write(), ...link });
    const kind = "cold-store";
    expect(await found({ kind, people: "1-9" })).toEqual(["人多的厂"]);
    expect(await found({ kind, people: "0" })).toEqual(["没人的厂"]);
    expect(await found({ kind, phone: "yes" })).toEqual([]);
    const { counts } = await premisesCounts({ kind, of: "people,kind,state" });
    const countOf = (filter: string, value: string) =>
      counts.find((one) => one.filter === filter && one.value === value)?.count;
    expect([countOf("people", "0"), countOf("people", "1-9")]).toEqual([1, 1]);
    expect(countOf("state", "open")).toBe(2);
    // What other kinds there are is told beside the kind chosen.
    expect(countOf("kind", "quarry")).toBeGreaterThan(0);
  });

  test("to those off the register, by the reason", async () => {
    const premisesId = await premises("已注销商店");
    await registry.removePremises({ ...write(), premisesId, reason: "closed-down" });
    expect(await found({ removed: "closed-down" })).toContain("已注销商店");
    expect(await found({ removed: "moved-away" })).toEqual([]);
    expect(await found({})).not.toContain("已注销商店");
  });

  test("in the order of names, beginning where somebody types", async () => {
    await premises("啊字店");
    await premises("做字店");
    const page = await registry.premisesList({ limit: 200, sort: "name", from: "zuo" });
    expect(page.rows.map(({ name }) => name)).toContain("做字店");
    expect(page.rows.map(({ name }) => name)).not.toContain("啊字店");
    expect(page.before).toBeGreaterThan(0);
  });
});

describe("putting premises right", () => {
  test("is not possible from outside the area, nor on a revision that somebody changed meanwhile", async () => {
    const premisesId = await premises("待改商店");
    const edit = () => ({ ...write(), premisesId, revision: 1, note: "改" });
    await expect(gridWorkerOfB.call.registry.editPremises(edit())).rejects.toMatchObject({
      code: "registry.premisesNotFound",
    });
    await registry.editPremises(edit());
    await expect(registry.editPremises(edit())).rejects.toMatchObject({
      code: "kernel.changedMeanwhile",
    });
  });

  test("keeps what is absent, empties what is null, and is kept in the history to be put back", async () => {
    const premisesId = await premises("旧名饭店", {
      kind: "restaurant",
      inChargeName: "老板",
      inChargePhone: "17900008100",
      capacity: 40,
    });
    const edit = { ...write(), premisesId, revision: 1, name: "新名饭店", capacity: null };
    await registry.editPremises({ ...edit, inChargePhone: "17900008101" });
    const shown = await registry.premises({ premisesId });
    expect(shown).toMatchObject({ name: "新名饭店", inChargeName: "老板", revision: 2 });
    expect(shown.capacity).toBeUndefined();
    const subject = { kind: "premises", subjectId: premisesId } as const;
    const { rows } = await registry.history(subject);
    expect(rows[0]?.change).toMatchObject({ what: "edited", canUndo: true });
    expect(rows[0]?.change?.fields).toEqual(
      expect.arrayContaining([
        { field: "name", from: "旧名饭店", to: "新名饭店" },
        { field: "inChargePhone", from: "179****8100", to: "179****8101" },
        { field: "capacity", from: "40" },
      ]),
    );
    await registry.undoChange({ ...write(), ...subject, revision: 2 });
    expect(await registry.premises({ premisesId })).toMatchObject({
      name: "旧名饭店",
      capacity: 40,
      phoneMasked: "179****8100",
    });
  });

  test("taking it off the register needs a reason and can be taken back", async () => {
    const premisesId = await premises("要拆的小店");
    await registry.removePremises({ ...write(), premisesId, reason: "closed-down" });
    expect(await found({ search: "要拆的小店" })).toEqual([]);
    expect((await registry.premises({ premisesId })).removed?.reason).toBe("closed-down");
    await registry.restorePremises({ ...write(), premisesId });
    expect(await found({ search: "要拆的小店" })).toEqual(["要拆的小店"]);
    await expect(registry.restorePremises({ ...write(), premisesId })).rejects.toMatchObject({
      code: "registry.premisesNotFound",
    });
  });
});

describe("closing premises", () => {
  test("many at once is refused whole when one of them is out of reach", async () => {
    const here = await premises("柳林网吧", { kind: "entertainment" });
    const there = await premises("石桥网吧", { kind: "entertainment", areaId: areas.villageB });
    const close = { ...write(), premisesIds: [here, there], state: "closed" as const };
    await expect(gridWorkerOfA.call.registry.setPremisesState(close)).rejects.toMatchObject({
      code: "registry.premisesNotFound",
    });
    expect((await registry.premises({ premisesId: here })).state).toBe("open");
    expect(await registry.setPremisesState({ ...close, ...write() })).toEqual({ changed: 2 });
    expect(await registry.setPremisesState({ ...close, ...write() })).toEqual({ changed: 0 });
    clock.set("2020-02-06T01:00:00.000Z");
    await registry.setPremisesState({ ...write(), premisesIds: [there], state: "resumed" });
    expect(await registry.premises({ premisesId: here })).toMatchObject({
      state: "closed",
      stateSince: "2020-02-05",
    });
    expect(await registry.premises({ premisesId: there })).toMatchObject({
      state: "resumed",
      stateSince: "2020-02-06",
    });
  });
});
