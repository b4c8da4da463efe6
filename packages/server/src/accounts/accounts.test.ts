import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, testPassword, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { visitor, app, clock } = application;
const { areas, director } = town;

const refused = (code: string) => expect.objectContaining({ code });
const onVillage = { role: "grid-worker", scopeKind: "area", scopeId: areas.villageA } as const;
let made = 0;
const newcomer = () => ({
  ...write(),
  userName: `newcomer${++made}`,
  displayName: "新来的",
  grants: [onVillage],
});
const activation = (userName: string, code: string | null) => ({
  ...write(),
  userName,
  code: code ?? "",
  password: testPassword,
});

describe("an account", () => {
  test("is made by the director alone", async () => {
    const office = await town.office();
    await expect(office.call.accounts.create(newcomer())).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    await expect(visitor().call.accounts.create(newcomer())).rejects.toEqual(
      refused("kernel.unauthenticated"),
    );
  });

  test("is refused for a name that is taken, in whatever letters", async () => {
    const first = newcomer();
    await director.call.accounts.create(first);
    const again = { ...newcomer(), userName: first.userName.toUpperCase() };
    await expect(director.call.accounts.create(again)).rejects.toEqual(
      refused("accounts.userNameTaken"),
    );
  });

  test("is refused for a role off its kind of scope, or a scope that isn't there", async () => {
    const with_ = (grant: object) =>
      director.call.accounts.create({
        ...newcomer(),
        grants: [{ ...onVillage, ...grant }],
      });
    await expect(with_({ role: "auditor" })).rejects.toEqual(refused("accounts.roleNotOnScope"));
    await expect(with_({ scopeId: uuidv7() })).rejects.toEqual(refused("accounts.scopeUnknown"));
    await expect(with_({ role: "unit-lead", scopeKind: "unit" })).rejects.toEqual(
      refused("accounts.scopeUnknown"),
    );
    await expect(with_({ role: "storekeeper", scopeKind: "store" })).rejects.toEqual(
      refused("accounts.scopeUnknown"),
    );
  });

  test("may belong to a member of staff, and one only", async () => {
    const staffId = await town.addStaff("李干部", areas.villageA);
    await director.call.accounts.create({ ...newcomer(), staffId });
    const { rows } = await director.call.organization.staff({ search: "李干部" });
    expect(rows[0]?.accountId).toBeDefined();
    const wrong = { code: "kernel.invalid", data: { details: { fields: [{ path: "staffId" }] } } };
    await expect(director.call.accounts.create({ ...newcomer(), staffId })).rejects.toMatchObject(
      wrong,
    );
    await expect(
      director.call.accounts.create({ ...newcomer(), staffId: uuidv7() }),
    ).rejects.toMatchObject(wrong);
  });

  test("is found by name, by state, and page by page", async () => {
    const { accounts } = director.call;
    const suspended = newcomer();
    const { accountId } = await accounts.create({ ...suspended, displayName: "查找_百分%" });
    await accounts.suspend({ ...write(), accountId });
    expect((await accounts.list({ state: "suspended" })).rows.map((row) => row.accountId)).toEqual([
      accountId,
    ]);
    expect((await accounts.list({ search: "找_百" })).rows).toHaveLength(1);
    expect((await accounts.list({ search: "找%百" })).rows).toHaveLength(0);
    const all = await accounts.list({ limit: 200 });
    const paged: string[] = [];
    let after: string | undefined;
    do {
      const page = await accounts.list({ limit: 2, after });
      paged.push(...page.rows.map((row) => row.userName));
      after = page.next;
    } while (after);
    expect(paged).toEqual(all.rows.map((row) => row.userName));
  });

  test("shows what it holds, and follows when that changes", async () => {
    const worker = await town.as("grid-worker");
    const { accountId } = await worker.call.accounts.me({});
    const grants = [
      { role: "medic", scopeKind: "area", scopeId: areas.villageB },
      { role: "auditor", scopeKind: "town" },
    ] as const;
    await director.call.accounts.setGrants({
      ...write(),
      accountId,
      grants: [...grants, grants[1]],
    });
    const me = await worker.call.accounts.me({});
    expect(me.grants).toHaveLength(2);
    expect(me.grants).toEqual(expect.arrayContaining([...grants]));
    await worker.call.journal.list({});
  });
});

describe("an initial code", () => {
  test("is refused for another name, when mistyped, and as a password", async () => {
    const [one, other] = [newcomer(), newcomer()];
    const { code } = await director.call.accounts.create(one);
    await director.call.accounts.create(other);
    const tries = [
      activation(other.userName, code),
      activation(one.userName, `${code?.slice(0, -1)}?`),
      activation("nobody-at-all", code),
    ];
    for (const wrong of tries) {
      await expect(visitor().call.accounts.activate(wrong)).rejects.toEqual(
        refused("accounts.wrongCode"),
      );
    }
    const asPassword = { ...write(), userName: one.userName, password: code ?? "" };
    await expect(visitor().call.accounts.signIn(asPassword)).rejects.toEqual(
      refused("accounts.wrongNameOrPassword"),
    );
  });

  test("is typed as people type, sets the password, and works once", async () => {
    const account = newcomer();
    const { code } = await director.call.accounts.create(account);
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const typed = ` ${code?.toLowerCase().replaceAll("-", " ")} `;
    const somebody = visitor();
    await somebody.call.accounts.activate(activation(account.userName, typed));
    expect((await somebody.call.accounts.me({})).userName).toBe(account.userName);
    const again = { ...activation(account.userName, code), password: "another-word-12" };
    await expect(visitor().call.accounts.activate(again)).rejects.toEqual(
      refused("accounts.wrongCode"),
    );
  });

  test("is not kept in clear, neither with the account nor in the journal", async () => {
    const { code, accountId } = await director.call.accounts.create(newcomer());
    const { rows } = await app.kernel.db
      .selectFrom("journal")
      .select("answer")
      .where("id", "=", accountId)
      .execute()
      .then((answers) => ({ rows: JSON.stringify(answers) }));
    expect(rows).not.toContain(code);
    const account = await app.kernel.db
      .selectFrom("account")
      .select("code_hash")
      .where("account_id", "=", accountId)
      .executeTakeFirst();
    expect(account?.code_hash).not.toContain(code?.replaceAll("-", ""));
  });

  test("ends after 72 hours", async () => {
    const account = newcomer();
    const { code, codeExpiresAt } = await director.call.accounts.create(account);
    const before = clock.now();
    clock.set(codeExpiresAt);
    await expect(
      visitor().call.accounts.activate(activation(account.userName, code)),
    ).rejects.toEqual(refused("accounts.wrongCode"));
    clock.set(before);
    await visitor().call.accounts.activate(activation(account.userName, code));
  });

  test("renewed, ends the password, the sessions and the code before it", async () => {
    const account = newcomer();
    const { accountId, code } = await director.call.accounts.create(account);
    const somebody = visitor();
    await somebody.call.accounts.activate(activation(account.userName, code));
    const first = await director.call.accounts.renewCode({ ...write(), accountId });
    const second = await director.call.accounts.renewCode({ ...write(), accountId });
    await expect(somebody.call.accounts.me({})).rejects.toEqual(refused("kernel.unauthenticated"));
    await expect(
      somebody.call.accounts.signIn({
        ...write(),
        userName: account.userName,
        password: testPassword,
      }),
    ).rejects.toEqual(refused("accounts.wrongNameOrPassword"));
    await expect(
      somebody.call.accounts.activate(activation(account.userName, first.code)),
    ).rejects.toEqual(refused("accounts.wrongCode"));
    await somebody.call.accounts.activate(activation(account.userName, second.code));
  });

  test("is worth nothing while the account is suspended", async () => {
    const account = newcomer();
    const { accountId, code } = await director.call.accounts.create(account);
    await director.call.accounts.suspend({ ...write(), accountId });
    await expect(
      visitor().call.accounts.activate(activation(account.userName, code)),
    ).rejects.toEqual(refused("accounts.wrongCode"));
    const renewed = await director.call.accounts.renewCode({ ...write(), accountId });
    const { rows } = await director.call.accounts.list({ state: "suspended", limit: 200 });
    expect(rows.map((row) => row.accountId)).toContain(accountId);
    await director.call.accounts.resume({ ...write(), accountId });
    await visitor().call.accounts.activate(activation(account.userName, renewed.code));
  });
});

describe("the last director", () => {
  test("can neither be suspended nor lose the role", async () => {
    const { accountId } = await director.call.accounts.me({});
    const grants = [{ role: "office", scopeKind: "town" }] as const;
    const last = refused("accounts.lastDirector");
    await expect(director.call.accounts.suspend({ ...write(), accountId })).rejects.toEqual(last);
    await expect(
      director.call.accounts.setGrants({ ...write(), accountId, grants: [...grants] }),
    ).rejects.toEqual(last);
    // One who was only invited, or is suspended, directs nothing.
    const second = { ...newcomer(), grants: [{ role: "director", scopeKind: "town" } as const] };
    const { accountId: secondId, code } = await director.call.accounts.create(second);
    await expect(director.call.accounts.suspend({ ...write(), accountId })).rejects.toEqual(last);
    await visitor().call.accounts.activate(activation(second.userName, code));
    await director.call.accounts.suspend({ ...write(), accountId: secondId });
    await expect(director.call.accounts.suspend({ ...write(), accountId })).rejects.toEqual(last);
  });

  test("is decided one after the other when two suspend each other", async () => {
    const [one, other] = [await town.as("director"), await town.as("director")];
    const ids = [
      (await director.call.accounts.me({})).accountId,
      (await one.call.accounts.me({})).accountId,
      (await other.call.accounts.me({})).accountId,
    ] as const;
    const outcomes = await Promise.allSettled([
      director.call.accounts.suspend({ ...write(), accountId: ids[1] }),
      one.call.accounts.suspend({ ...write(), accountId: ids[2] }),
      other.call.accounts.suspend({ ...write(), accountId: ids[0] }),
    ]);
    expect(outcomes.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);
    const active = await app.kernel.db
      .selectFrom("account")
      .select("account_id")
      .where("account_id", "in", [...ids])
      .where("state", "=", "active")
      .execute();
    expect(active.length).toBeGreaterThan(0);
  });
});
