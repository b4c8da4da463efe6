/** Somebody entered twice and merged: orders and arrivals of either stay where everybody sees them. */
import { testApplication } from "@lianfang/testkit/application.ts";
import {
  answerFor,
  enterArrival,
  issueDrafted,
  observe,
  takeReading,
} from "@lianfang/testkit/observed.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { vaultOf } from "../registry/sealed.ts";
import { registered } from "./crossing-facts-store.ts";

const application = await testApplication({ at: "2020-02-05T04:00:00.000Z" });
const { clock } = application;
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const { registry, screening, observation, command } = director.call;
const medicLi = await town.medicLi();
const gridWorkerOfB = await town.gridWorkerOfB();
await answerFor(town, areas.villageA);
await answerFor(town, areas.villageB);

const revisionOf = async (residentId: string) => (await registry.resident({ residentId })).revision;
async function merge(residentId: string, otherId: string): Promise<void> {
  const revision = await revisionOf(residentId);
  const otherRevision = await revisionOf(otherId);
  await registry.mergeResidents({ ...write(), residentId, revision, otherId, otherRevision });
}

const figure = async (figureId: string, at?: string) => {
  const { figures } = await command.figures({ at });
  return figures.find((one) => one.figureId === figureId)?.value;
};

describe("two orders of somebody entered twice", () => {
  let one: Awaited<ReturnType<typeof observe>>;
  let other: Awaited<ReturnType<typeof observe>>;
  let before: string;

  beforeAll(async () => {
    const person = { name: "钱二", phone: "17900000801" };
    other = await observe(medicLi, areas.villageB, {}, { ...person, name: "钱贰" });
    one = await observe(medicLi, areas.villageA, { arrivedOn: "2020-02-04" }, person);
    before = "2020-02-05T04:30:00.000Z";
    clock.set("2020-02-05T05:00:00.000Z");
    await merge(one.residentId, other.residentId);
  });

  test("are announced before they are merged", async () => {
    const a = await observe(medicLi, areas.villageA, {}, { name: "孙三" });
    const b = await observe(medicLi, areas.villageA, {}, { name: "孙叁" });
    await takeReading(medicLi, a.orderId, "2020-02-05T04:50:00.000Z");
    const { ties } = await registry.mergePreview({ oneId: a.residentId, otherId: b.residentId });
    expect(ties).toEqual([
      { name: "screening.arrivals", one: 1, other: 1 },
      { name: "observation.orders", one: 1, other: 1 },
      { name: "observation.ordersInForce", one: 1, other: 1 },
      { name: "observation.readings", one: 1, other: 0 },
    ]);
  });

  test("both stay in force and on the list, each naming the other", async () => {
    const { rows } = await observation.orders({ search: "钱二" });
    expect(rows).toMatchObject([
      {
        orderId: other.orderId,
        residentId: one.residentId,
        name: "钱二",
        otherOrders: [{ orderId: one.orderId, orderNumber: one.orderNumber }],
      },
      {
        orderId: one.orderId,
        residentId: one.residentId,
        otherOrders: [{ orderId: other.orderId }],
      },
    ]);
    expect(await observation.order({ orderId: other.orderId })).toMatchObject({
      name: "钱二",
      areaId: areas.villageA,
      otherOrders: [{ orderId: one.orderId }],
    });
  });

  test("are found under the name the record had", async () => {
    expect((await observation.orders({ search: "钱贰" })).rows).toHaveLength(2);
  });

  test("are those of the survivor's village now", async () => {
    const { rows } = await gridWorkerOfB.call.observation.orders({});
    expect(rows.map(({ orderId }) => orderId)).not.toContain(other.orderId);
  });

  test("still ask for readings and take them", async () => {
    const { rows } = await observation.readingsDue({ areaId: areas.villageA });
    const orders = rows.filter(({ name }) => name === "钱二").map(({ orderId }) => orderId);
    expect(new Set(orders)).toEqual(new Set([one.orderId, other.orderId]));
    await takeReading(medicLi, other.orderId, "2020-02-05T04:50:00.000Z");
    expect((await observation.order({ orderId: other.orderId })).lastReading).toMatchObject({
      celsius: 36.5,
    });
  });

  test("their readings are one person's, the latest first", async () => {
    await expect(
      gridWorkerOfB.call.observation.readingsOf({ residentId: one.residentId }),
    ).rejects.toMatchObject({ code: "registry.residentNotFound" });
    await takeReading(medicLi, one.orderId, "2020-02-05T04:55:00.000Z", { celsius: 36.9 });
    const first = await observation.readingsOf({ residentId: one.residentId, limit: 1 });
    const second = await observation.readingsOf({ residentId: one.residentId, after: first.next });
    expect([...first.rows, ...second.rows]).toMatchObject([
      { celsius: 36.9, orderId: one.orderId },
      { celsius: 36.5, orderId: other.orderId },
    ]);
    expect(first.feverCelsius).toBe(37.3);
  });

  test("count as one person, and as two at a time when they were two", async () => {
    const id = "observation.current.people";
    expect([await figure(id, before), await figure(id)]).toEqual([2, 3]);
  });

  test("stand in the way of a third", async () => {
    const { arrivalId } = await screening.recordArrival({
      ...write(),
      originCode: "420100",
      arrivedOn: "2020-02-05",
      person: { is: "resident", residentId: other.residentId },
    });
    await expect(observation.draft({ arrivalId })).rejects.toMatchObject({
      code: "observation.orderExists",
    });
  });

  test("stand in the survivor's history", async () => {
    const { rows } = await registry.history({ kind: "resident", subjectId: one.residentId });
    const orders = rows.filter(({ entry }) => entry === "observation.order.issued");
    expect(orders.map(({ about }) => about)).toEqual([
      { kind: "order", id: one.orderId },
      { kind: "order", id: other.orderId },
    ]);
  });

  test("one of them revoked, the other is the only one", async () => {
    await observation.revoke({ ...write(), orderId: other.orderId, reason: "同一人，重复下达" });
    expect(await observation.order({ orderId: one.orderId })).toMatchObject({ otherOrders: [] });
  });

  test("go back to their own when the merge is taken back", async () => {
    const kind = "resident" as const;
    const subjectId = other.residentId;
    await registry.undoChange({ ...write(), kind, subjectId, revision: 2 });
    expect(await observation.order({ orderId: other.orderId })).toMatchObject({
      name: "钱贰",
      residentId: other.residentId,
      areaId: areas.villageB,
    });
    expect(await observation.order({ orderId: one.orderId })).toMatchObject({ name: "钱二" });
  });
});

describe("at a checkpoint", () => {
  test("the order of either record binds whoever shows the number", async () => {
    const identityNumber = issueNumbers().identityNumber("1980-05-06", "male");
    const one = await observe(medicLi, areas.villageA, {}, { name: "赵七" });
    const born = { birthday: "1980-05-06", sex: "male" as const };
    const other = await observe(
      medicLi,
      areas.villageA,
      {},
      { name: "赵柒", ...born, identityNumber },
    );
    const [revision, otherRevision] = [
      await revisionOf(one.residentId),
      await revisionOf(other.residentId),
    ];
    await registry.mergeResidents({
      ...write(),
      residentId: one.residentId,
      revision,
      otherId: other.residentId,
      otherRevision,
      fields: { identity: "other", sex: "other" },
    });
    const context = await application.app.system.reader(town.townId, "a test");
    const digest = (await vaultOf(context)).blind("identity-number", identityNumber);
    const [person] = (await registered(context, [digest])).values();
    expect(person).toMatchObject({ name: "赵七" });
    expect(person?.orders).toHaveLength(2);
  });
});

describe("the arrivals of somebody entered twice", () => {
  test("are the survivor's; the same journey can't be entered a third time", async () => {
    const one = await enterArrival(medicLi, areas.villageA, {}, { name: "李四" });
    const other = await enterArrival(medicLi, areas.villageA, {}, { name: "李肆" });
    const people = await figure("screening.screened");
    await merge(one.residentId, other.residentId);
    expect((await screening.arrivals({ search: "李四" })).rows).toMatchObject([
      { residentId: one.residentId, name: "李四" },
      { residentId: one.residentId, name: "李四" },
    ]);
    expect(await screening.arrival({ arrivalId: other.arrivalId })).toMatchObject({ name: "李四" });
    expect(await figure("screening.screened")).toBe(Number(people) - 1);
    const again = { is: "resident" as const, residentId: one.residentId };
    await expect(
      screening.recordArrival({
        ...write(),
        originCode: "420100",
        arrivedOn: "2020-02-03",
        person: again,
      }),
    ).rejects.toMatchObject({ code: "screening.arrivalTwice" });
  });

  test("get their order under the name that stayed", async () => {
    const one = await enterArrival(medicLi, areas.villageA, {}, { name: "周五" });
    const other = await enterArrival(medicLi, areas.villageA, {}, { name: "周伍" });
    await merge(one.residentId, other.residentId);
    const { orderId } = await issueDrafted(medicLi, other.arrivalId);
    expect(await observation.order({ orderId })).toMatchObject({
      name: "周五",
      residentId: one.residentId,
    });
  });
});

describe("an entry by mistake", () => {
  test("can't be taken back once the person has come or is under an order", async () => {
    const { residentId } = await observe(medicLi, areas.villageA, {}, { name: "吴六" });
    const made = { kind: "resident" as const, subjectId: residentId, revision: 1 };
    await expect(registry.undoChange({ ...write(), ...made })).rejects.toMatchObject({
      code: "registry.builtOn",
      data: { details: { subjects: [{ name: "吴六", why: "tied" }] } },
    });
  });
});
