/** What every write promises, shown on accounts: the same id twice, other content, at once. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, testPassword, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { visitor, app } = application;
const { director, areas } = town;
const { db } = app.kernel;

const account = (userName: string) => ({
  ...write(),
  userName,
  displayName: "新来的",
  grants: [{ role: "grid-worker", scopeKind: "area", scopeId: areas.villageA } as const],
});
const reused = expect.objectContaining({ code: "kernel.idReused", status: 409 });
const conflictsOf = (id: string) =>
  db.selectFrom("journal_conflict").selectAll().where("id", "=", id).execute();
const entriesOf = (id: string) =>
  db.selectFrom("journal").selectAll().where("id", "=", id).execute();

describe("the same id with other content", () => {
  test("is refused, changes nothing, and is kept", async () => {
    const first = account("first");
    await director.call.accounts.create(first);
    const other = { ...first, userName: "other" };
    await expect(director.call.accounts.create(other)).rejects.toEqual(reused);
    const names = await db.selectFrom("account").select("user_name").execute();
    expect(names.map((row) => row.user_name)).not.toContain("other");
    const [conflict] = await conflictsOf(first.id);
    expect(conflict).toMatchObject({ town_id: town.townId, entry: "accounts.account.created" });
    const [entry] = await entriesOf(first.id);
    expect(conflict?.digest.equals(entry?.digest ?? Buffer.alloc(0))).toBe(false);
  });

  test("is refused when another procedure, or another account, comes with it", async () => {
    const first = account("second");
    await director.call.accounts.create(first);
    const { id } = first;
    await expect(director.call.accounts.suspend({ id, accountId: first.id })).rejects.toEqual(
      reused,
    );
    const otherDirector = await town.as("director");
    await expect(otherDirector.call.accounts.create(first)).rejects.toEqual(reused);
    expect(await conflictsOf(id)).toHaveLength(2);
  });
});

describe("the same id with the same content", () => {
  test("is answered as the first time, but for the code, and changes nothing", async () => {
    const first = account("third");
    const made = await director.call.accounts.create(first);
    expect(made.code).not.toBeNull();
    const repeated = await director.call.accounts.create(first);
    expect(repeated).toEqual({ ...made, code: null });
    const somebody = visitor();
    const code = made.code ?? "";
    const activation = { ...write(), userName: "third", code, password: testPassword };
    await somebody.call.accounts.activate(activation);
    expect(await entriesOf(first.id)).toHaveLength(1);
    expect(await conflictsOf(first.id)).toEqual([]);
  });

  test("is the same whatever the order of its fields and of capitals in the id", async () => {
    const { id, userName, displayName, grants } = account("fourth");
    await director.call.accounts.create({ id, userName, displayName, grants });
    const again = { grants, displayName, userName, id: id.toUpperCase() };
    expect((await director.call.accounts.create(again)).code).toBeNull();
  });

  test("is answered for the first use of a code, which is used up by then", async () => {
    const made = await director.call.accounts.create(account("fifth"));
    const code = made.code ?? "";
    const activation = { ...write(), userName: "fifth", code, password: testPassword };
    const answer = await visitor().call.accounts.activate(activation);
    expect(await visitor().call.accounts.activate(activation)).toEqual(answer);
    const guessing = { ...activation, ...write() };
    await expect(visitor().call.accounts.activate(guessing)).rejects.toMatchObject({
      code: "accounts.wrongCode",
    });
  });

  test("is done once when it comes many times at once", async () => {
    const first = account("sixth");
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => director.call.accounts.create(first)),
    );
    expect(new Set(answers.map((answer) => answer.accountId))).toEqual(new Set([first.id]));
    expect(answers.filter((answer) => answer.code !== null)).toHaveLength(1);
    expect(await entriesOf(first.id)).toHaveLength(1);
  });

  test("at once with other content is done once and refused otherwise", async () => {
    const first = account("seventh");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        director.call.accounts.create({ ...first, displayName: `第${index}` }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toEqual(reused);
    }
    expect(await conflictsOf(first.id)).toHaveLength(5);
  });
});

test("a refused write leaves neither a row nor a trace of its id", async () => {
  const first = account("director");
  await expect(director.call.accounts.create(first)).rejects.toMatchObject({
    code: "accounts.userNameTaken",
  });
  expect(await entriesOf(first.id)).toEqual([]);
  await director.call.accounts.create({ ...first, userName: "eighth" });
});
