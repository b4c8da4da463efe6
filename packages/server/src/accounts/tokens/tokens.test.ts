import { addMinutes } from "@lianfang/core/kernel/time.ts";
import type { TokenGroup } from "@lianfang/core/kernel/token-group.ts";
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { newToken } from "./text.ts";

const application = await testApplication({ at: "2020-02-05T04:00:00.000Z" });
const town = await foundTestTown(application);
const { app, clock, visitor } = application;
const { areas, director } = town;

const refused = (code: string) => expect.objectContaining({ code });
const plan = (change: object = {}) => ({
  ...write(),
  name: "县平台",
  purpose: "每日同步登记",
  holder: "县疾控中心",
  groups: ["registers.read", "registers.write"] as TokenGroup[],
  endsOn: "2020-03-05",
  ...change,
});

async function tokenOf(who: Visitor, change: object = {}): Promise<string> {
  const { token } = await who.call.accounts.makeToken(plan(change));
  return token ?? "";
}

function bearing(bearer: string, address = "203.0.113.7") {
  const session = { token: undefined, set: () => {}, clear: () => {} };
  return app.caller({ locale: "en", address, session, bearer });
}

describe("a token", () => {
  test("is made by nobody who is not signed in, and not by a token", async () => {
    await expect(visitor().call.accounts.makeToken(plan())).rejects.toEqual(
      refused("kernel.unauthenticated"),
    );
    const bearer = await tokenOf(director);
    await expect(bearing(bearer).accounts.makeToken(plan())).rejects.toEqual(
      refused("kernel.tokenNotGranted"),
    );
  });

  test("ends within a year, and not before today", async () => {
    await expect(tokenOf(director, { endsOn: "2020-02-04" })).rejects.toEqual(
      refused("accounts.tokenTermOver"),
    );
    await expect(tokenOf(director, { endsOn: "2021-02-05" })).rejects.toMatchObject({
      code: "accounts.tokenTermTooLong",
      data: { details: { latest: "2021-02-04" } },
    });
    await tokenOf(director, { endsOn: "2021-02-04" });
  });

  test("is never wider than the roles of who makes it", async () => {
    const patrol = await town.patrol();
    await expect(tokenOf(patrol)).rejects.toMatchObject({
      code: "accounts.tokenGroupNotHeld",
      data: { details: { groups: ["registers.read", "registers.write"] } },
    });
    const worker = await town.gridWorkerOfA();
    await expect(tokenOf(worker, { areaIds: [areas.villageB] })).rejects.toEqual(
      refused("accounts.tokenAreaNotHeld"),
    );
    await expect(tokenOf(director, { areaIds: [uuidv7()] })).rejects.toEqual(
      refused("accounts.tokenAreaNotHeld"),
    );
    await expect(
      tokenOf(director, { groups: ["registers.import"], areaIds: [areas.villageA] }),
    ).rejects.toEqual(refused("accounts.tokenGroupNotHeld"));
    await tokenOf(worker, { areaIds: [areas.gridA1] });
  });

  test("is shown once, and kept as a digest alone", async () => {
    const input = plan();
    const first = await director.call.accounts.makeToken(input);
    expect(first.token).toMatch(/^lft_/);
    expect(await director.call.accounts.makeToken(input)).toEqual({ ...first, token: null });
    const { db } = app.kernel;
    const kept = [
      await db.selectFrom("api_token").selectAll().execute(),
      await db.selectFrom("journal").selectAll().execute(),
    ];
    expect(JSON.stringify(kept)).not.toContain(first.token);
  });

  test("reads and writes what it was given, in its areas, and its writes say so", async () => {
    const bearer = await tokenOf(director, { areaIds: [areas.villageA] });
    const call = bearing(bearer);
    const household = (areaId: string) =>
      call.registry.createHousehold({ ...write(), areaId, number: `T${uuidv7().slice(-6)}` });
    await expect(household(areas.villageB)).rejects.toEqual(refused("registry.areaNotFound"));
    const { householdId } = await household(areas.gridA1);
    const { rows } = await call.registry.households({});
    expect(rows.map((row) => row.householdId)).toEqual([householdId]);
    const journal = await director.call.journal.list({ subjectId: householdId });
    expect(journal.rows).toMatchObject([
      { entry: "registry.household.created", actorName: "何镇长", token: { name: "县平台" } },
    ]);
    await app.runJob("journal.seal");
    expect(await director.call.journal.verify({})).toMatchObject({ isIntact: true });
  });

  test("is refused for what it was not given, and for what only people do", async () => {
    const call = bearing(await tokenOf(director, { groups: ["registers.read"] }));
    const notGranted = refused("kernel.tokenNotGranted");
    await expect(
      call.registry.createHousehold({ ...write(), areaId: areas.villageA, number: "T9" }),
    ).rejects.toEqual(notGranted);
    await expect(
      call.registry.reveal({ ...write(), residentId: uuidv7(), reason: "试试" }),
    ).rejects.toEqual(notGranted);
    await expect(call.accounts.me({})).rejects.toEqual(notGranted);
    await expect(call.organization.welcome({})).rejects.toEqual(notGranted);
  });

  test("is refused beside a session: it must be clear who calls", async () => {
    const bearer = await tokenOf(director);
    const both = app.caller({
      locale: "en",
      address: "203.0.113.7",
      session: director.cookie,
      bearer,
    });
    await expect(both.registry.households({})).rejects.toEqual(
      refused("kernel.tokenBesideSession"),
    );
  });

  test("comes only from where it may", async () => {
    const bearer = await tokenOf(director, { addresses: ["10.1.0.0/16"] });
    await expect(bearing(bearer).registry.households({})).rejects.toEqual(
      refused("kernel.tokenElsewhere"),
    );
    await bearing(bearer, "10.1.2.3").registry.households({});
  });

  test("is listed with when and from where it was used last", async () => {
    const office = await town.office();
    await expect(office.call.accounts.tokens({})).rejects.toEqual(refused("kernel.forbidden"));
    const { tokenId, token } = await office.call.accounts.makeToken(plan({ name: "文书用" }));
    const listed = async () => {
      const { rows } = await director.call.accounts.tokens({ limit: 200 });
      return rows.find((row) => row.tokenId === tokenId);
    };
    expect(await listed()).toMatchObject({ state: "active", holder: "县疾控中心" });
    expect((await listed())?.lastUsed).toBeUndefined();
    const at = clock.now();
    await bearing(token ?? "", "198.51.100.4").registry.households({});
    expect(await listed()).toMatchObject({ lastUsed: { at, from: "198.51.100.4" } });
    const own = await office.call.accounts.ownTokens({});
    expect(own.rows.map((row) => row.name)).toEqual(["文书用"]);
  });
});

describe("a token ends", () => {
  const ended = refused("kernel.tokenEnded");

  test("at once when it is revoked, by its maker or the director, and by nobody else", async () => {
    const worker = await town.gridWorkerOfA();
    const make = async () => {
      const { tokenId, token } = await worker.call.accounts.makeToken(plan());
      return { tokenId, call: bearing(token ?? "") };
    };
    const office = await town.office();
    const [own, others] = [await make(), await make()];
    for (const { tokenId } of [own, others]) {
      await expect(office.call.accounts.revokeOwnToken({ ...write(), tokenId })).rejects.toEqual(
        refused("kernel.notFound"),
      );
      await expect(office.call.accounts.revokeToken({ ...write(), tokenId })).rejects.toEqual(
        refused("kernel.forbidden"),
      );
    }
    await worker.call.accounts.revokeOwnToken({ ...write(), tokenId: own.tokenId });
    await director.call.accounts.revokeToken({ ...write(), tokenId: others.tokenId });
    for (const { call } of [own, others]) {
      await expect(call.registry.households({})).rejects.toEqual(ended);
    }
  });

  test("at the end of its last day in the town", async () => {
    const before = clock.now();
    const call = bearing(await tokenOf(director, { endsOn: "2020-02-06" }));
    clock.set("2020-02-06T15:59:59.000Z");
    await call.registry.households({});
    clock.set("2020-02-06T16:00:00.000Z");
    await expect(call.registry.households({})).rejects.toEqual(ended);
    clock.set(before);
  });

  test("with its account's suspension, and does not come back with it", async () => {
    const worker = await town.as("grid-worker");
    const { accountId } = await worker.call.accounts.me({});
    const call = bearing(await tokenOf(worker));
    await call.registry.households({});
    await director.call.accounts.suspend({ ...write(), accountId });
    await expect(call.registry.households({})).rejects.toEqual(ended);
    await director.call.accounts.resume({ ...write(), accountId });
    await expect(call.registry.households({})).rejects.toEqual(ended);
  });

  test("with what it may do, when the account's roles do", async () => {
    const worker = await town.as("grid-worker");
    const { accountId } = await worker.call.accounts.me({});
    const call = bearing(await tokenOf(worker));
    await call.registry.households({});
    await director.call.accounts.setGrants({
      ...write(),
      accountId,
      grants: [{ role: "storekeeper", scopeKind: "town" }],
    });
    await expect(call.registry.households({})).rejects.toEqual(refused("kernel.forbidden"));
  });
});

describe("a wrong token", () => {
  test("is told from a mistyped one", async () => {
    const mistyped = newToken().replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    await expect(bearing(mistyped).registry.households({})).rejects.toEqual(
      refused("kernel.tokenMistyped"),
    );
    await expect(bearing("").registry.households({})).rejects.toEqual(
      refused("kernel.tokenMistyped"),
    );
    await expect(bearing(newToken()).registry.households({})).rejects.toEqual(
      refused("kernel.tokenUnknown"),
    );
  });

  test("is slowed after twenty from one place, and a right one never", async () => {
    clock.set(addMinutes(clock.now(), 61));
    const right = await tokenOf(director);
    const from = "203.0.113.77";
    for (let round = 0; round < 20; round += 1) {
      await expect(bearing(newToken(), from).registry.households({})).rejects.toEqual(
        refused("kernel.tokenUnknown"),
      );
    }
    await expect(bearing(newToken(), from).registry.households({})).rejects.toEqual(
      refused("kernel.tooMany"),
    );
    await bearing(right, from).registry.households({});
  });
});

describe("over HTTP", () => {
  const ask = (headers: Record<string, string>) =>
    app.http.inject({ url: "/api/registry/households", headers });

  test("a token goes into the Authorization header, and needs no cookie", async () => {
    const refusal = await ask({ authorization: "Bearer lft_nothing" });
    expect(refusal.statusCode).toBe(401);
    expect(refusal.headers["www-authenticate"]).toBe("Bearer");
    const bearer = await tokenOf(director);
    const answer = await ask({ authorization: `Bearer ${bearer}` });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toHaveProperty("rows");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("beside the session's cookie it is refused", async () => {
    const bearer = await tokenOf(director);
    const cookie = `lianfang=${director.cookie.token}`;
    const answer = await ask({ authorization: `Bearer ${bearer}`, cookie });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe("kernel.tokenBesideSession");
  });

  test("another scheme is no token", async () => {
    const answer = await ask({ authorization: "Basic cHJveHk6cHJveHk=" });
    expect(answer.json().code).toBe("kernel.unauthenticated");
  });

  test("who is slowed is told for how long", async () => {
    clock.set(addMinutes(clock.now(), 61));
    const wrong = () => ask({ authorization: `Bearer ${newToken()}` });
    for (let round = 0; round < 20; round += 1) await wrong();
    const answer = await wrong();
    expect(answer.statusCode).toBe(429);
    expect(answer.headers["retry-after"]).toBe("1");
  });
});
