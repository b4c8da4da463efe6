/** Imports that say how people live. */
import {
  CommuteFrequency,
  ListedTrade,
  ProxyRelation,
  Tenancy,
} from "@lianfang/core/registry/circumstances.ts";
import {
  frequencyOf,
  proxyRelationOf,
  tenancyOf,
  tradeOf,
} from "@lianfang/core/registry/import-circumstances-words.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { confirmImport, startImport } from "@lianfang/testkit/imports.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { valueText } from "./import-texts.ts";

const application = await testApplication();
const { app } = application;
const town = await foundTestTown(application);
const { registry } = (await town.office()).call;

async function imported(lines: readonly string[]) {
  const file = new File([lines.join("\n")], "花名册.csv");
  const { importId } = await startImport(app, registry, file);
  const { rows } = await registry.importRows({ importId, limit: 50 });
  await confirmImport(app, registry, importId);
  return rows;
}

async function personCalled(search: string) {
  const { rows } = await registry.residents({ search, limit: 1 });
  return registry.resident({ residentId: rows[0]?.residentId ?? "" });
}

test.each(["zh-CN", "en"] as const)("what is shown in %s is understood in a file", (locale) => {
  for (const value of Tenancy.options) expect(tenancyOf(valueText(value, locale))).toBe(value);
  for (const value of CommuteFrequency.options)
    expect(frequencyOf(valueText(value, locale))).toBe(value);
  for (const value of ListedTrade.options) expect(tradeOf(valueText(value, locale))).toBe(value);
  for (const value of ProxyRelation.options)
    expect(proxyRelationOf(valueText(value, locale))).toBe(value);
});

const header =
  "户号,村,姓名,性别,户籍地,实际居住地,租户,重点行业,往返频次,通勤地点,监护人,监护人电话,与监护人关系";

describe("a file that says how people live", () => {
  test("is taken whole, shown in words, and the same when it comes again", async () => {
    const lines = [
      header,
      "L1,柳林村,租客甲,男,四川省南充市顺庆区舞凤街道,,未离开,快递,每天,四川省南充市,甲的姑姑,179 0000 6001,亲属",
      "L1,柳林村,租客乙,女,,外地亲戚家,已返回,农业,,,,,",
    ];
    const rows = await imported(lines);
    expect(rows.map(({ fate }) => fate)).toEqual(["new", "new"]);
    expect(rows[0]?.values.proxyPhone).toBe("179****6001");
    expect(rows[1]?.reasons).toMatchObject([{ column: "listedTrade" }]);
    expect(await personCalled("租客甲")).toMatchObject({
      registeredDivision: "511302",
      registeredAddress: "舞凤街道",
      tenancy: "stayed",
      listedTrade: "courier",
      commuteFrequency: "daily",
      commuteDivision: "511300",
      proxy: { name: "甲的姑姑", phoneMasked: "179****6001", relation: "relative" },
    });
    const again = await imported(lines);
    expect(again.map(({ fate }) => fate)).toEqual(["same", "same"]);
  });

  test("changes field by field what it says, and nothing it does not", async () => {
    const [row] = await imported([
      "户号,村,姓名,租住情况,户籍地",
      "L1,柳林村,租客甲,未返回,广东省深圳市",
    ]);
    expect(row?.changes).toEqual([
      { column: "registeredPlace", from: "四川省南充市顺庆区舞凤街道", to: "广东省深圳市" },
      { column: "tenancy", from: "租户，未离开", to: "租户，未返回" },
    ]);
    expect(await personCalled("租客甲")).toMatchObject({
      registeredDivision: "440300",
      tenancy: "away",
      listedTrade: "courier",
      proxy: { name: "甲的姑姑" },
    });
  });

  test("does not take a proxy from the register away", async () => {
    const { residentId, revision } = await personCalled("租客乙");
    const proxy = await personCalled("租客甲");
    await registry.editResident({
      ...write(),
      residentId,
      revision,
      proxyResidentId: proxy.residentId,
    });
    const [row] = await imported(["户号,村,姓名,监护人", "L1,柳林村,租客乙,租客甲"]);
    expect(row?.fate).toBe("same");
    expect((await personCalled("租客乙")).proxy?.residentId).toBe(proxy.residentId);
  });
});
