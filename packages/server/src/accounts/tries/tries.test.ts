import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { foundTestTown, testPassword, write } from "@lianfang/testkit/town.ts";
import { beforeEach, describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { app, clock } = application;

const wrong = expect.objectContaining({ code: "accounts.wrongNameOrPassword" });
const tooMany = expect.objectContaining({ code: "kernel.tooMany", status: 429 });

function from(address: string): Visitor {
  const cookie: Visitor["cookie"] = {
    token: undefined,
    set: (token) => {
      cookie.token = token;
    },
    clear: () => {
      cookie.token = undefined;
    },
  };
  return { cookie, call: app.caller({ locale: "en", address, session: cookie }) };
}

const signIn = (who: Visitor, password: string, userName = "director") =>
  who.call.accounts.signIn({ ...write(), userName, password });

async function fail(who: Visitor, times: number, userName = "director"): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    await expect(signIn(who, `wrong-${round}`, userName)).rejects.toEqual(wrong);
  }
}

const hourLater = () => clock.set(addMinutes(clock.now(), 61));
beforeEach(hourLater);

describe("guessing", () => {
  test("is slowed after five failures, whether the name exists or not", async () => {
    for (const userName of ["director", "no-such-name"]) {
      const guesser = from(`203.0.113.${userName.length}`);
      await fail(guesser, 5, userName);
      const refusal = signIn(guesser, testPassword, userName);
      await expect(refusal).rejects.toMatchObject({
        code: "kernel.tooMany",
        data: { details: { retryAfterSeconds: 1 } },
      });
    }
  });

  test("takes longer each time, and the right password is let in after the wait", async () => {
    const guesser = from("203.0.113.50");
    await fail(guesser, 5);
    for (const seconds of [1, 2, 4, 8]) {
      await expect(signIn(guesser, "wrong")).rejects.toMatchObject({
        data: { details: { retryAfterSeconds: seconds } },
      });
      clock.set(addMinutes(clock.now(), seconds / 60));
      await expect(signIn(guesser, "wrong")).rejects.toEqual(wrong);
    }
    clock.set(addMinutes(clock.now(), 16 / 60));
    await signIn(guesser, testPassword);
    await fail(guesser, 5);
  });

  test("at once gains nothing: what is under way counts", async () => {
    const guesser = from("203.0.113.51");
    const guesses = Array.from({ length: 20 }, (_, round) => signIn(guesser, `wrong-${round}`));
    const outcomes = await Promise.allSettled(guesses);
    const slowed = outcomes.filter(
      (outcome) => outcome.status === "rejected" && outcome.reason.code === "kernel.tooMany",
    );
    expect(slowed.length).toBeGreaterThanOrEqual(15);
  });

  test("from many places at one account is slowed as well", async () => {
    for (let place = 0; place < 20; place += 1) await fail(from(`198.51.100.${place}`), 1);
    await expect(signIn(from("198.51.100.99"), testPassword)).rejects.toEqual(tooMany);
  });

  test("from one place at many accounts is slowed as well", async () => {
    const guesser = from("203.0.113.52");
    for (let name = 0; name < 60; name += 1) await fail(guesser, 1, `name${name}`);
    await expect(signIn(guesser, "wrong", "name61")).rejects.toEqual(tooMany);
  });

  test("at codes and at the founding code is slowed too", async () => {
    const guesser = from("203.0.113.53");
    const activate = () =>
      guesser.call.accounts.activate({
        ...write(),
        userName: "director",
        code: "2222-2222-2222",
        password: "three-willows-1",
      });
    for (let round = 0; round < 5; round += 1) {
      await expect(activate()).rejects.toMatchObject({ code: "accounts.wrongCode" });
    }
    await expect(activate()).rejects.toEqual(tooMany);
    const found = () =>
      guesser.call.organization.found({
        ...write(),
        code: "2222-2222-2222",
        source: { from: "blank", name: "别人的镇" },
        responseName: "响应",
        director: { userName: "thief", displayName: "别人", password: "three-willows-1" },
      });
    for (let round = 0; round < 5; round += 1) {
      await expect(found()).rejects.toMatchObject({ code: "organization.alreadyFounded" });
    }
    await expect(found()).rejects.toEqual(tooMany);
  });
});

describe("the owner of an account", () => {
  test("is not locked out by others' failures where the account is known", async () => {
    const own = from("192.0.2.77");
    await signIn(own, testPassword);
    hourLater();
    for (let place = 0; place < 30; place += 1) {
      await signIn(from(`198.51.100.${place}`), "wrong").catch(() => {});
    }
    await expect(signIn(from("198.51.100.200"), testPassword)).rejects.toEqual(tooMany);
    await signIn(from("192.0.2.77"), testPassword);
  });

  test("may change the password from a live session, whatever others at the same address do", async () => {
    const patrol = await town.as("patrol");
    const { userName } = await patrol.call.accounts.me({});
    const own = from("192.0.2.78");
    await signIn(own, testPassword, userName);
    await fail(from("192.0.2.78"), 5, userName);
    await expect(signIn(from("192.0.2.78"), testPassword, userName)).rejects.toEqual(tooMany);
    const passwords = { oldPassword: testPassword, newPassword: "three-willows-1" };
    await own.call.accounts.changePassword({ ...write(), ...passwords });
  });

  test("is slowed, too, when guessing at the old password from a session", async () => {
    const patrol = await town.as("patrol");
    const change = () =>
      patrol.call.accounts.changePassword({
        ...write(),
        oldPassword: "wrong",
        newPassword: "three-willows-1",
      });
    for (let round = 0; round < 5; round += 1) {
      await expect(change()).rejects.toMatchObject({ code: "accounts.wrongPassword" });
    }
    await expect(change()).rejects.toEqual(tooMany);
  });
});

test("neither names nor addresses are kept in clear, and old counts are forgotten", async () => {
  await fail(from("203.0.113.54"), 1, "somebody-typed-this");
  const kept = await app.kernel.db.selectFrom("throttle").selectAll().execute();
  expect(kept.length).toBeGreaterThan(0);
  const texts = kept.map(({ key }) => key.toString("latin1")).join();
  expect(texts).not.toContain("203.0.113.54");
  expect(kept.every(({ key }) => key.length === 32)).toBe(true);
  clock.set(addMinutes(clock.now(), 31 * 24 * 60));
  await app.runJob("accounts.forgetTries");
  expect(await app.kernel.db.selectFrom("throttle").selectAll().execute()).toEqual([]);
});
