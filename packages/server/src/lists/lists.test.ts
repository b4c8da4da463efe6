import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const { app, visitor } = application;
const town = await foundTestTown(application);
const { director } = town;
const office = await town.office();
const gridWorker = await town.gridWorkerOfA();
const list = "registry.residents";

type Visitor = typeof office;

const columns = ["name", "age"];
async function save(who: Visitor, name: string, filters: Record<string, string> = {}) {
  const view = { ...write(), list, name, filters, sort: "-age", columns };
  return (await who.call.lists.saveView(view)).viewId;
}
async function names(who: Visitor) {
  return (await who.call.lists.views({ list })).views.map(({ name }) => name);
}

describe("views of a list", () => {
  test("are not for strangers", async () => {
    await expect(visitor().call.lists.views({ list })).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
  });

  test("are one's own until the office shares them", async () => {
    const viewId = await save(office, "八十岁以上", { age: "80-" });
    await save(gridWorker, "我的网格");
    expect(await names(office)).toEqual(["八十岁以上"]);
    expect(await names(director)).toEqual([]);
    await office.call.lists.shareView({ ...write(), viewId, isShared: true });
    const { views } = await director.call.lists.views({ list });
    expect(views).toMatchObject([
      {
        name: "八十岁以上",
        filters: { age: "80-" },
        sort: "-age",
        columns,
        isShared: true,
        isMine: false,
      },
    ]);
    expect(await names(gridWorker)).toEqual(["我的网格"]);
    await director.call.lists.shareView({ ...write(), viewId, isShared: false });
    expect(await names(director)).toEqual([]);
    expect((await director.call.lists.views({ list: "registry.households" })).views).toEqual([]);
  });

  test("of others that are not shared are not there", async () => {
    const viewId = await save(office, "文书自己的");
    const strange = { code: "lists.viewNotFound" };
    const { lists } = director.call;
    const edit = lists.editView({ ...write(), viewId, revision: 1, name: "别人的" });
    await expect(edit).rejects.toMatchObject(strange);
    await expect(lists.removeView({ ...write(), viewId })).rejects.toMatchObject(strange);
    const share = lists.shareView({ ...write(), viewId, isShared: true });
    await expect(share).rejects.toMatchObject(strange);
    const open = lists.openWith({ ...write(), list, viewId });
    await expect(open).rejects.toMatchObject(strange);
    await expect(
      gridWorker.call.lists.shareView({ ...write(), viewId, isShared: true }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
  });

  test("are changed in what is given, by whoever saw them as they are", async () => {
    const { lists } = office.call;
    const viewId = await save(office, "返乡人员", { tenancy: "returned" });
    const view = { viewId, revision: 1 };
    await lists.editView({ ...write(), ...view, name: "已返回的租客", sort: null });
    const { views } = await lists.views({ list });
    expect(views.find((one) => one.viewId === viewId)).toMatchObject({
      name: "已返回的租客",
      filters: { tenancy: "returned" },
      sort: undefined,
      revision: 2,
    });
    await expect(lists.editView({ ...write(), ...view, name: "又改" })).rejects.toMatchObject({
      code: "kernel.changedMeanwhile",
    });
  });

  test("have each a name of their own", async () => {
    await save(office, "同名");
    await expect(save(office, "同名")).rejects.toMatchObject({
      code: "lists.viewNameTaken",
      message: expect.stringContaining("同名"),
    });
    const viewId = await save(office, "异名");
    await expect(
      office.call.lists.editView({ ...write(), viewId, revision: 1, name: "同名" }),
    ).rejects.toMatchObject({ code: "lists.viewNameTaken" });
    await expect(save(director, "同名")).resolves.toBeDefined();
  });

  test("keep no search, which would name people, and tell the journal no name", async () => {
    await expect(save(office, "找张三", { search: "张三" })).rejects.toMatchObject({
      code: "kernel.invalid",
    });
    const viewId = await save(office, "张三一家");
    const { details } = await app.kernel.db
      .selectFrom("journal")
      .select("details")
      .where("id", "=", viewId)
      .executeTakeFirstOrThrow();
    expect(details).toEqual({ list });
  });
});

describe("how somebody has a list", () => {
  test("is the columns they chose and the view it opens with, until it is removed", async () => {
    const { lists } = gridWorker.call;
    const viewId = await save(gridWorker, "默认");
    await lists.chooseColumns({ ...write(), list, columns: ["name", "phone"] });
    await lists.openWith({ ...write(), list, viewId });
    expect(await lists.views({ list })).toMatchObject({
      columns: ["name", "phone"],
      defaultViewId: viewId,
    });
    await lists.removeView({ ...write(), viewId });
    const after = await lists.views({ list });
    expect(after.defaultViewId).toBeUndefined();
    expect(after.columns).toEqual(["name", "phone"]);
    await lists.chooseColumns({ ...write(), list, columns: null });
    expect((await lists.views({ list })).columns).toBeUndefined();
    expect((await office.call.lists.views({ list })).columns).toBeUndefined();
  });
});
