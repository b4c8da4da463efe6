/** Whoever keeps a copy by the feeds misses nothing, whatever commits when. */
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { answerFor, enterArrival, observe } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import fc from "fast-check";
import { sql, type Transaction } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import type { Caller } from "../app.ts";
import type { Tables } from "../kernel/database/tables.ts";

const application = await testApplication();
const town = await foundTestTown(application);
const { app, clock } = application;
const { areas, director } = town;
const { db } = app.kernel;
const { townId } = town;

async function tokenCaller(who: Visitor, areaIds?: string[]): Promise<Caller> {
  const { token } = await who.call.accounts.makeToken({
    ...write(),
    name: "副本",
    purpose: "保存一份副本",
    holder: "县平台",
    groups: ["registers.read", "premises.read", "arrivals.read", "observation.read"],
    areaIds,
    endsOn: "2020-03-01",
  });
  const session = { token: undefined, set: () => {}, clear: () => {} };
  return app.caller({ locale: "en", address: "::1", session, bearer: token ?? "" });
}

/** A copy of the households as a client keeps it: by id, the address. */
function copying(call: Caller, limit: number) {
  const held = new Map<string, string | undefined>();
  let cursor: string | undefined;
  const page = async (): Promise<boolean> => {
    const { changes, next, isMore } = await call.registry.changedHouseholds({
      after: cursor,
      limit,
    });
    for (const change of changes) {
      if (change.is === "present") held.set(change.householdId, change.address);
      else held.delete(change.householdId);
    }
    cursor = next;
    return isMore;
  };
  return {
    held,
    page,
    async toTheEnd() {
      while (await page());
      return inOrder(held);
    },
  };
}

const inOrder = (held: ReadonlyMap<string, string | undefined>) =>
  Object.fromEntries([...held].sort(([a], [b]) => (a < b ? -1 : 1)));

/** What there is, in the whole town or in some areas. */
async function truth(areaIds?: readonly string[]) {
  const rows = await db
    .selectFrom("household")
    .select(["household_id", "address", "area_id"])
    .where("town_id", "=", townId)
    .where("removed_at", "is", null)
    .execute();
  const seen = rows.filter((row) => !areaIds || areaIds.includes(row.area_id));
  return inOrder(new Map(seen.map((row) => [row.household_id, row.address ?? undefined])));
}

type Tx = Transaction<Tables>;

/** A transaction that stays open until it is told to end. */
async function hold(work: (tx: Tx) => Promise<void>) {
  let end: (how: "commit" | "roll back") => void = () => {};
  const told = new Promise<"commit" | "roll back">((resolve) => {
    end = resolve;
  });
  let begun: () => void = () => {};
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const done = db
    .transaction()
    .execute(async (tx) => {
      await work(tx);
      begun();
      if ((await told) === "roll back") throw new Error("rolled back");
    })
    .catch((error: Error) => {
      if (error.message !== "rolled back") throw error;
    });
  await Promise.race([isBegun, done]);
  return async (how: "commit" | "roll back") => {
    end(how);
    await done;
  };
}

async function enter(tx: Tx, householdId: string, areaId: string): Promise<void> {
  const now = clock.now();
  await tx
    .insertInto("household")
    .values({
      town_id: townId,
      household_id: householdId,
      area_id: areaId,
      number: householdId,
      number_key: householdId,
      villagers_group: null,
      address: "0",
      phone: null,
      phone_blind: null,
      phone_tail: null,
      created_at: now,
      changed_at: now,
      removed_at: null,
    })
    .execute();
}

async function alter(tx: Tx, householdId: string, change: object): Promise<void> {
  await tx
    .updateTable("household")
    .set({ address: sql<string>`address || '+'`, ...change })
    .where("town_id", "=", townId)
    .where("household_id", "=", householdId)
    .execute();
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("enter" as const), area: fc.nat(2) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("alter", "move", "remove", "delete"),
      which: fc.nat(),
      area: fc.nat(2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("end" as const),
      which: fc.nat(),
      how: fc.constantFrom("commit" as const, "roll back" as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("read" as const) }) },
);

describe("a copy kept by a feed", () => {
  test("is the register, in whatever order transactions end", async () => {
    const places = [areas.gridA1, areas.gridA2, areas.villageB];
    const inA = [areas.villageA, areas.gridA1, areas.gridA2];
    const [all, ofA] = [await tokenCaller(director), await tokenCaller(director, [areas.villageA])];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const copies = [copying(all, 3), copying(ofA, 2)];
        // What earlier runs left lies behind, so that a page may reach what is open now.
        for (const copy of copies) await copy.toTheEnd();
        const known: string[] = [];
        const open: { ids: string[]; end: (how: "commit" | "roll back") => Promise<void> }[] = [];
        for (const one of steps) {
          // Each pool has ten connections; the readers need some.
          if (one.do === "enter" && open.length < 4) {
            const id = uuidv7();
            open.push({
              ids: [id],
              end: await hold((tx) => enter(tx, id, places[one.area] ?? "")),
            });
          } else if (one.do === "read") {
            for (const copy of copies) await copy.page();
          } else if (one.do === "end" && open.length > 0) {
            const [ended] = open.splice(one.which % open.length, 1);
            await ended?.end(one.how);
            if (one.how === "commit") known.push(...(ended?.ids ?? []));
          } else if ("area" in one && one.do !== "enter" && known.length > 0 && open.length < 4) {
            const id = known.splice(one.which % known.length, 1)[0] ?? "";
            const doing = await hold(async (tx) => {
              if (one.do === "delete") {
                await tx.deleteFrom("household").where("household_id", "=", id).execute();
                return;
              }
              const change =
                one.do === "move"
                  ? { area_id: places[one.area] ?? "" }
                  : one.do === "remove"
                    ? { removed_at: clock.now() }
                    : {};
              await alter(tx, id, change);
            });
            open.push({ ids: [id], end: doing });
          }
        }
        for (const { end } of open) await end("commit");
        const [whole, part] = [await truth(), await truth(inA)];
        // Others' open transactions on the same server hold a feed up for a moment.
        await expect.poll(() => copies[0]?.toTheEnd(), { timeout: 10_000 }).toEqual(whole);
        await expect.poll(() => copies[1]?.toTheEnd(), { timeout: 10_000 }).toEqual(part);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test("is told each record once while nothing changes, and again what changed", async () => {
    const call = await tokenCaller(director);
    // In one transaction, with counts of one, two and three digits.
    await db.transaction().execute(async (tx) => {
      for (let made = 0; made < 120; made += 1) await enter(tx, uuidv7(), areas.villageB);
    });
    const whole = Object.keys(await truth());
    const seen: string[] = [];
    let after: string | undefined;
    const readOn = async () => {
      for (let isMore = true; isMore; ) {
        const page = await call.registry.changedHouseholds({ after, limit: 5 });
        for (const change of page.changes) seen.push(change.householdId);
        ({ next: after, isMore } = page);
      }
      return seen;
    };
    // Others' open transactions on the same server hold a feed up for a moment.
    await expect.poll(readOn, { timeout: 10_000 }).toEqual(expect.arrayContaining(whole));
    expect(seen.length).toBe(new Set(seen).size);
    const { householdId } = await director.call.registry.createHousehold({
      ...write(),
      areaId: areas.villageB,
      number: "F1",
    });
    const sinceThen = async () => (await call.registry.changedHouseholds({ after })).changes;
    await expect.poll(sinceThen).toMatchObject([{ is: "present", householdId, number: "F1" }]);
  });
});

describe("a feed", () => {
  test("is refused a cursor that is none of its own", async () => {
    for (const after of ["x", Buffer.from('["a","b"]').toString("base64url")]) {
      await expect(director.call.registry.changedResidents({ after })).rejects.toMatchObject({
        code: "kernel.invalid",
        data: { details: { fields: [{ path: "after" }] } },
      });
    }
  });

  test("begins where everything was settled by an instant", async () => {
    const household = (number: string) =>
      director.call.registry.createHousehold({ ...write(), areaId: areas.villageA, number });
    const later = (minutes: number) =>
      clock.set(new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString());
    const early = await household("S1");
    await expect
      .poll(async () => {
        await app.runJob("journal.seal");
        return (await director.call.journal.verify({})).unsealedRows;
      })
      .toBe(0);
    later(5);
    const since = clock.now();
    later(1);
    const late = await household("S2");
    const idsSince = async (updatedSince?: string) => {
      const { changes } = await director.call.registry.changedHouseholds({
        updatedSince,
        limit: 1_000,
      });
      return changes.map((change) => change.householdId);
    };
    await expect.poll(() => idsSince(since)).toEqual([late.householdId]);
    expect(await idsSince()).toContain(early.householdId);
    expect(await idsSince("2020-01-01T00:00:00Z")).toContain(early.householdId);
  });

  test("tells who was removed, and who came back", async () => {
    const { householdId } = await director.call.registry.createHousehold({
      ...write(),
      areaId: areas.villageA,
      number: "R1",
    });
    const { residentId } = await director.call.registry.createResident({
      ...write(),
      householdId,
      name: "赵小满",
      sex: "female",
      phone: "13000000001",
    });
    let after: string | undefined;
    const changes = async () => {
      const page = await director.call.registry.changedResidents({ after, limit: 1_000 });
      return { of: page.changes.filter((change) => change.residentId === residentId), page };
    };
    const read = async () => (await changes()).of;
    await expect.poll(read).toMatchObject([{ is: "present", name: "赵小满", householdId }]);
    expect(JSON.stringify(await read())).not.toContain("13000000001");
    after = (await changes()).page.next;
    await director.call.registry.removeResident({ ...write(), residentId, reason: "moved-away" });
    await expect.poll(read).toMatchObject([{ is: "removed", reason: "moved-away" }]);
    after = (await changes()).page.next;
    await director.call.registry.restoreResident({ ...write(), residentId });
    await expect.poll(read).toMatchObject([{ is: "present", residentId }]);
  });

  test("tells of premises: entered, moved out of reach, removed and back", async () => {
    const { registry } = director.call;
    const ofA = await tokenCaller(director, [areas.villageA]);
    const { premisesId } = await registry.createPremises({
      ...write(),
      kind: "rented-dwelling",
      name: "河边出租屋",
      areaId: areas.villageA,
      inChargePhone: "13000000002",
      capacity: 6,
    });
    const toldTo = async (call: Caller) => {
      const { changes } = await call.registry.changedPremises({ limit: 1_000 });
      return changes.filter((change) => change.premisesId === premisesId);
    };
    const entered = { is: "present", name: "河边出租屋", kind: "rented-dwelling", capacity: 6 };
    await expect.poll(() => toldTo(ofA)).toMatchObject([{ ...entered, areaId: areas.villageA }]);
    expect(JSON.stringify(await toldTo(ofA))).not.toContain("13000000002");
    await registry.editPremises({ ...write(), premisesId, revision: 1, areaId: areas.villageB });
    await expect.poll(() => toldTo(ofA)).toEqual([{ is: "gone", premisesId }]);
    await registry.removePremises({ ...write(), premisesId, reason: "closed-down" });
    const all = await tokenCaller(director);
    const removed = { is: "removed", premisesId, reason: "closed-down" };
    await expect.poll(() => toldTo(all)).toMatchObject([removed]);
    await registry.restorePremises({ ...write(), premisesId });
    await expect.poll(() => toldTo(all)).toMatchObject([{ ...entered, areaId: areas.villageB }]);
  });

  test("takes arrivals and orders along where the person moves", async () => {
    await answerFor(town, areas.villageA);
    const { arrivalId, residentId, orderId } = await observe(director, areas.villageA);
    const resident = await director.call.registry.resident({ residentId });
    const [ofA, ofB] = [
      await tokenCaller(director, [areas.villageA]),
      await tokenCaller(director, [areas.villageB]),
    ];
    const told = async (call: Caller) => {
      const [arrivals, orders, residents] = await Promise.all([
        call.screening.changedArrivals({ limit: 1_000 }),
        call.observation.changedOrders({ limit: 1_000 }),
        call.registry.changedResidents({ limit: 1_000 }),
      ]);
      return [
        arrivals.changes.find((change) => change.arrivalId === arrivalId)?.is,
        orders.changes.find((change) => change.orderId === orderId)?.is,
        residents.changes.find((change) => change.residentId === residentId)?.is,
      ];
    };
    await expect.poll(() => told(ofA)).toEqual(["present", "present", "present"]);
    expect(await told(ofB)).toEqual([undefined, undefined, undefined]);
    await director.call.registry.editHousehold({
      ...write(),
      householdId: resident.householdId,
      revision: 1,
      areaId: areas.villageB,
    });
    await expect.poll(() => told(ofB)).toEqual(["present", "present", "present"]);
    expect(await told(ofA)).toEqual(["gone", "gone", "gone"]);
  });

  test("takes them along when two records become one, and back when they are two again", async () => {
    const kept = await enterArrival(director, areas.villageA);
    const other = await enterArrival(director, areas.villageB);
    const ofB = await tokenCaller(director, [areas.villageB]);
    const ofA = await tokenCaller(director, [areas.villageA]);
    const told = async (call: Caller) => {
      const [arrivals, residents] = await Promise.all([
        call.screening.changedArrivals({ limit: 1_000 }),
        call.registry.changedResidents({ limit: 1_000 }),
      ]);
      const person = residents.changes.find(({ residentId }) => residentId === other.residentId);
      return {
        arrival: arrivals.changes.find(({ arrivalId }) => arrivalId === other.arrivalId)?.is,
        person: person?.is,
        mergedInto: person?.is === "removed" ? person.mergedInto : undefined,
      };
    };
    await expect.poll(() => told(ofB)).toMatchObject({ arrival: "present", person: "present" });
    expect((await told(ofA)).arrival).toBeUndefined();
    const merged = { residentId: kept.residentId, revision: 1 };
    const { revision } = await director.call.registry.mergeResidents({
      ...write(),
      ...merged,
      otherId: other.residentId,
      otherRevision: 1,
    });
    await expect
      .poll(() => told(ofB))
      .toEqual({ arrival: "gone", person: "removed", mergedInto: kept.residentId });
    expect((await told(ofA)).arrival).toBe("present");
    const change = { kind: "resident" as const, subjectId: kept.residentId, revision };
    await director.call.registry.undoChange({ ...write(), ...change });
    await expect.poll(() => told(ofB)).toMatchObject({ arrival: "present", person: "present" });
    expect((await told(ofA)).arrival).toBe("gone");
  });

  test("tells that an arrival was voided, and how an order stands", async () => {
    const { arrivalId } = await enterArrival(director, areas.villageA);
    await director.call.screening.voidArrival({ ...write(), arrivalId, reason: "重复登记" });
    const { orderId } = await observe(director, areas.villageA);
    await director.call.observation.revoke({ ...write(), orderId, reason: "核实后撤销" });
    const arrival = async () =>
      (await director.call.screening.changedArrivals({ limit: 1_000 })).changes.find(
        (change) => change.arrivalId === arrivalId,
      );
    const order = async () =>
      (await director.call.observation.changedOrders({ limit: 1_000 })).changes.find(
        (change) => change.orderId === orderId,
      );
    await expect.poll(arrival).toMatchObject({ is: "removed", reason: "重复登记" });
    await expect.poll(order).toMatchObject({ is: "present", state: "revoked" });
  });
});
