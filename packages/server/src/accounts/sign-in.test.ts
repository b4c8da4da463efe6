import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, testPassword, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { openSession } from "../kernel/session/session.ts";

const application = await testApplication();
const town = await foundTestTown(application);
const { visitor, app, clock } = application;
const { townId, director } = town;

const refused = (code: string) => expect.objectContaining({ code });
const names = { userName: "director", password: testPassword };
const unauthenticated = refused("kernel.unauthenticated");

describe("signing in", () => {
  test("is refused alike for a wrong password and for a name that doesn't exist", async () => {
    const wrong = visitor().call.accounts.signIn({ ...write(), ...names, password: "wrong-one" });
    await expect(wrong).rejects.toEqual(refused("accounts.wrongNameOrPassword"));
    const unknown = visitor().call.accounts.signIn({ ...write(), ...names, userName: "nobody" });
    await expect(unknown).rejects.toEqual(refused("accounts.wrongNameOrPassword"));
  });

  test("opens a session whose token the database doesn't hold", async () => {
    const somebody = visitor();
    await somebody.call.accounts.signIn({ ...write(), ...names });
    const { token = "" } = somebody.cookie;
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const sessions = await app.kernel.db.selectFrom("session").select("token_hash").execute();
    expect(sessions.map((row) => row.token_hash.toString("base64url"))).not.toContain(token);
    const me = await somebody.call.accounts.me({});
    expect(me).toMatchObject({
      userName: "director",
      grants: [{ role: "director", scopeKind: "town" }],
      town: { townId, name: "青石镇", nameEn: "Qingshi", isDrill: false },
    });
  });

  test("takes user names in capitals and the password in whatever width it was typed", async () => {
    await visitor().call.accounts.signIn({ ...write(), ...names, userName: " Director " });
  });

  test("ends the browser's earlier session, and a repeat after a lost answer opens one again", async () => {
    const somebody = visitor();
    const same = { ...write(), ...names };
    await somebody.call.accounts.signIn(same);
    const first = somebody.cookie.token;
    await somebody.call.accounts.signIn(same);
    expect(somebody.cookie.token).not.toBe(first);
    await somebody.call.accounts.me({});
    const old = visitor();
    old.cookie.token = first;
    await expect(old.call.accounts.me({})).rejects.toEqual(unauthenticated);
  });

  test("is told apart from a suspension only by who knows the password", async () => {
    const { accountId } = await (await town.as("patrol")).call.accounts.me({});
    const { userName } = await accountOf(accountId);
    await director.call.accounts.suspend({ ...write(), accountId });
    const signIn = (password: string) =>
      visitor().call.accounts.signIn({ ...write(), userName, password });
    await expect(signIn("not-the-word")).rejects.toEqual(refused("accounts.wrongNameOrPassword"));
    await expect(signIn(testPassword)).rejects.toEqual(refused("accounts.suspended"));
  });

  test("leaves its time on the account and a row in the journal", async () => {
    await visitor().call.accounts.signIn({ ...write(), ...names });
    const { accountId } = await director.call.accounts.me({});
    expect((await accountOf(accountId)).lastSignInAt).toBeDefined();
    const { rows } = await director.call.journal.list({ entry: "accounts.session.opened" });
    expect(rows[0]).toMatchObject({ actorId: accountId, subjectIds: [accountId] });
  });
});

describe("a session", () => {
  test("ends with signing out", async () => {
    const somebody = visitor();
    await somebody.call.accounts.signIn({ ...write(), ...names });
    const { token } = somebody.cookie;
    await somebody.call.accounts.signOut(write());
    expect(somebody.cookie.token).toBeUndefined();
    somebody.cookie.token = token;
    await expect(somebody.call.accounts.me({})).rejects.toEqual(unauthenticated);
  });

  describe("of a phone", () => {
    const proof = "p".repeat(43);
    const signInOverHttp = async (headers: Record<string, string>) => {
      const { http } = app;
      const payload = { ...write(), ...names };
      const answer = await http.inject({
        method: "POST",
        url: "/api/accounts/sign-in",
        headers,
        payload,
      });
      const [cookie] = answer.cookies;
      if (!cookie) throw new Error("no cookie");
      return { [cookie.name]: cookie.value };
    };
    const statusWith = async (cookies: Record<string, string>, headers = {}) => {
      const answer = await app.http.inject({ url: "/api/accounts/me", cookies, headers });
      return answer.statusCode;
    };

    test("opens nothing by its cookie alone, under whatever name", async () => {
      const cookies = await signInOverHttp({ "x-lianfang-phone": proof });
      const [value = ""] = Object.values(cookies);
      expect(await statusWith(cookies, { "x-lianfang-phone": proof })).toBe(200);
      expect(await statusWith(cookies)).toBe(401);
      expect(await statusWith({ lianfang: value })).toBe(401);
      expect(await statusWith(cookies, { "x-lianfang-phone": "q".repeat(43) })).toBe(401);
    });

    test("stands beside a desk's in the same browser", async () => {
      const cookies = {
        ...(await signInOverHttp({})),
        ...(await signInOverHttp({ "x-lianfang-phone": proof })),
      };
      expect(await statusWith(cookies)).toBe(200);
      expect(await statusWith(cookies, { "x-lianfang-phone": proof })).toBe(200);
    });

    test("outlives days without contact, not three, and in all no more than a week", async () => {
      const headers = { "x-lianfang-phone": proof };
      const cookies = await signInOverHttp(headers);
      const opened = clock.now();
      const statusAfter = (hours: number) => {
        clock.set(addMinutes(opened, hours * 60));
        return statusWith(cookies, headers);
      };
      const statuses = [];
      for (const hours of [71, 140, 167, 169]) statuses.push(await statusAfter(hours));
      expect(statuses).toEqual([200, 200, 200, 401]);
      clock.set(opened);
      const other = await signInOverHttp(headers);
      clock.set(addMinutes(opened, 73 * 60));
      expect(await statusWith(other, headers)).toBe(401);
      clock.set(opened);
    });
  });

  test("ends at once when the account is suspended, and stays so when it is resumed", async () => {
    const patrol = await town.as("patrol");
    const { accountId } = await patrol.call.accounts.me({});
    await director.call.accounts.suspend({ ...write(), accountId });
    await expect(patrol.call.accounts.me({})).rejects.toEqual(unauthenticated);
    // Even one opened behind the suspension's back.
    const account = { townId, accountId };
    patrol.cookie.token = await openSession(app.kernel.db, account, clock.now());
    await expect(patrol.call.accounts.me({})).rejects.toEqual(unauthenticated);
    await director.call.accounts.resume({ ...write(), accountId });
    await patrol.call.accounts.me({});
  });
});

describe("the own password", () => {
  test("is not changed without the old one, nor to one that is easily guessed", async () => {
    const patrol = await town.as("patrol");
    const { userName } = await patrol.call.accounts.me({});
    const change = (oldPassword: string, newPassword: string) =>
      patrol.call.accounts.changePassword({ ...write(), oldPassword, newPassword });
    await expect(change("wrong", "three-willows-1")).rejects.toEqual(
      refused("accounts.wrongPassword"),
    );
    await expect(change(testPassword, "password123")).rejects.toEqual(
      refused("accounts.passwordTooCommon"),
    );
    await expect(change(testPassword, `my-${userName}-word`)).rejects.toEqual(
      refused("accounts.passwordHasUserName"),
    );
    await expect(change(testPassword, "short-1")).rejects.toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "newPassword", code: "kernel.field.tooShort" }] } },
    });
  });

  test("when changed, ends the other sessions and leaves this one", async () => {
    const patrol = await town.as("patrol");
    const { userName } = await patrol.call.accounts.me({});
    const elsewhere = visitor();
    await elsewhere.call.accounts.signIn({ ...write(), userName, password: testPassword });
    await patrol.call.accounts.changePassword({
      ...write(),
      oldPassword: testPassword,
      newPassword: "three-willows-1",
    });
    await patrol.call.accounts.me({});
    await expect(elsewhere.call.accounts.me({})).rejects.toEqual(unauthenticated);
    await elsewhere.call.accounts.signIn({ ...write(), userName, password: "three-willows-1" });
  });
});

async function accountOf(accountId: string) {
  const { rows } = await director.call.accounts.list({ limit: 200 });
  const account = rows.find((row) => row.accountId === accountId);
  if (!account) throw new Error("the list lacks an account");
  return account;
}
