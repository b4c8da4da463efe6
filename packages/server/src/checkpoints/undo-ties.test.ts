/** An import is not taken back under what the modules above have built on its people and households. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { confirmImport, startImport, undoImport } from "@lianfang/testkit/imports.ts";
import {
  answerFor,
  enterArrival,
  issueDrafted,
  takeReading,
  wuhan,
} from "@lianfang/testkit/observed.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const application = await testApplication({ at: "2020-02-05T04:00:00.000Z" });
const { app } = application;
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const { registry, organization, screening, checkpoints } = director.call;
const medic = await town.medicLi();
const staffId = await answerFor(town, areas.villageA);
const numbers = issueNumbers();

interface Imported {
  importId: string;
  residentId: string;
  householdId: string;
  name: string;
  identityNumber: string;
}

let families = 0;
/** A household of one, come with an import of its own. */
async function imported(): Promise<Imported> {
  families += 1;
  const name = `谢${"一二三四五六七八九"[families % 9]}${families}`;
  const identityNumber = numbers.identityNumber("1975-08-09", "female");
  const line = `T${families},柳林村,${name},女,${identityNumber}`;
  const file = new File([`户号,村,姓名,性别,身份证号\n${line}`], "名册.csv");
  const { importId } = await startImport(app, registry, file);
  await confirmImport(app, registry, importId);
  const { rows } = await registry.residents({ search: identityNumber });
  const [row] = rows;
  if (!row) throw new Error("the import wrote nobody");
  return { ...row, importId, name, identityNumber };
}

const arrive = ({ residentId }: Imported) =>
  screening.recordArrival({
    ...write(),
    originCode: wuhan,
    arrivedOn: "2020-02-03",
    person: { is: "resident", residentId },
  });

const aPass = (given: object) => ({
  ...write(),
  areaId: areas.villageA,
  holderName: "王芳",
  validFrom: "2020-02-10",
  validUntil: "2020-02-24",
  ...given,
});

/** What somebody does with the people of an import, and by what it is named when it stands in the way. */
const built: Record<string, { words: string; build(of: Imported): Promise<unknown> }> = {
  "an arrival": { words: "来（返）镇人员 1", build: arrive },
  "an order": {
    words: "隔离观察 1",
    async build(of) {
      await issueDrafted(medic, (await arrive(of)).arrivalId);
    },
  },
  "a reading": {
    words: "测温 1",
    async build(of) {
      const { orderId } = await issueDrafted(medic, (await arrive(of)).arrivalId);
      await takeReading(medic, orderId, "2020-02-05T03:50:00.000Z");
    },
  },
  "somebody who answers for the person": {
    words: "包保责任 1",
    build: ({ residentId }) =>
      organization.assign({
        ...write(),
        targetKind: "person",
        targetIds: [residentId],
        level: 1,
        staffId,
      }),
  },
  "somebody who answers for the household": {
    words: "包保责任 1",
    build: ({ householdId }) =>
      organization.assign({
        ...write(),
        targetKind: "household",
        targetIds: [householdId],
        level: 1,
        staffId,
      }),
  },
  "a person's pass": {
    words: "出入证 1",
    build: ({ residentId, identityNumber }) =>
      checkpoints.applyForPass({ ...aPass({}), kind: "person", residentId, identityNumber }),
  },
  "a household's pass": {
    words: "出入证 1",
    build: ({ householdId }) =>
      checkpoints.applyForPass({ ...aPass({}), kind: "household", householdId }),
  },
  "a place where the person works": {
    words: "场所人员登记 1",
    async build({ residentId }) {
      const { premisesId } = await registry.createPremises({
        ...write(),
        kind: "shop",
        name: `百货店${families}`,
        areaId: areas.villageA,
      });
      await registry.addPremisesPeople({
        ...write(),
        premisesId,
        residentIds: [residentId],
        role: "employee",
      });
    },
  },
};

describe("an import is not taken back once somebody built on it", () => {
  test.each(Object.entries(built))("%s", async (_, { words, build }) => {
    const of = await imported();
    await build(of);
    const held = await undoImport(app, registry, of.importId);
    expect(held).toMatchObject({ state: "confirmed", problem: { code: "registry.builtOn" } });
    expect(held.problem?.message).toContain(words);
    expect((await registry.residents({ search: of.identityNumber })).rows).toHaveLength(1);
  });

  test("a tenant, and somebody for whom the person speaks", async () => {
    const other = await imported();
    for (const lean of [
      (of: Imported) => ({ tenancy: "stayed" as const, landlordHouseholdId: of.householdId }),
      (of: Imported) => ({ proxyResidentId: of.residentId, proxyRelation: "relative" as const }),
    ]) {
      const of = await imported();
      const { revision } = await registry.resident({ residentId: other.residentId });
      await registry.editResident({
        ...write(),
        residentId: other.residentId,
        revision,
        ...lean(of),
      });
      const held = await undoImport(app, registry, of.importId);
      expect(held).toMatchObject({ state: "confirmed", problem: { code: "registry.builtOn" } });
      expect(held.problem?.message).toContain(other.name);
    }
  });

  test("somebody new in the household", async () => {
    const of = await imported();
    await enterArrival(medic, areas.villageA);
    await registry.createResident({
      ...write(),
      householdId: of.householdId,
      name: "谢新来",
      sex: "male",
    });
    const held = await undoImport(app, registry, of.importId);
    expect(held.problem?.message).toContain("谢新来");
  });

  test("and is, once what was built is away again", async () => {
    const of = await imported();
    const pass = await checkpoints.applyForPass({
      ...aPass({}),
      kind: "household",
      householdId: of.householdId,
    });
    expect((await undoImport(app, registry, of.importId)).state).toBe("confirmed");
    await checkpoints.refusePass({ ...write(), passId: pass.passId, reason: "不需要了" });
    expect(await undoImport(app, registry, of.importId)).toMatchObject({ state: "undone" });
    expect((await registry.residents({ search: of.identityNumber })).rows).toEqual([]);
  });
});
