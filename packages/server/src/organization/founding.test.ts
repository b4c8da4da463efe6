import { readdirSync, readFileSync } from "node:fs";
import { townDay } from "@lianfang/core/kernel/time.ts";
import { startApplication, testApplication } from "@lianfang/testkit/application.ts";
import { testPassword, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { foundingCode, nextFoundingCode } from "./founding.ts";

const application = await testApplication();
const { app, visitor } = application;
const { keys, db } = app.kernel;

const director = { userName: "director", displayName: "何镇长", password: testPassword };
const blank = { from: "blank", name: "青石镇", nameEn: "Qingshi", villages: 6 } as const;
const founding = (code = foundingCode(keys)) => ({
  ...write(),
  code,
  source: blank,
  responseName: "疫情防控",
  director,
});
const refused = (code: string) => expect.objectContaining({ code });

describe("a town is not founded", () => {
  test("without the code the operator was shown", async () => {
    const guess = founding("2222-2222-2222");
    await expect(visitor().call.organization.found(guess)).rejects.toEqual(
      refused("organization.wrongFoundingCode"),
    );
    const welcome = await visitor().call.organization.welcome({});
    expect(welcome).toEqual({ isFounded: false, towns: [], demoCards: [] });
  });

  test("with a password that is easily guessed", async () => {
    const common = { ...founding(), director: { ...director, password: "password1" } };
    await expect(visitor().call.organization.found(common)).rejects.toEqual(
      refused("accounts.passwordTooCommon"),
    );
  });

  test("from a file with mistakes, each of which is named, in the caller's language", async () => {
    const file = { ...presetFile("shanwang"), era: "2021", organisation: [] };
    const found = visitor("en").call.organization.found({
      ...founding(),
      source: { from: "file", file },
    });
    await expect(found).rejects.toMatchObject({
      code: "organization.townFileInvalid",
      data: {
        details: {
          fields: expect.arrayContaining([
            expect.objectContaining({ path: "era", text: expect.stringMatching(/[a-z]/) }),
            expect.objectContaining({ path: "organisation" }),
          ]),
        },
      },
    });
  });

  test("from a small file that would unfold into very many units", async () => {
    const patrol = { kind: "patrol", zh: "巡查队", count: 500 };
    const file = { ...presetFile("shanwang"), organization: Array(20_000).fill(patrol) };
    const source = { from: "file", file } as const;
    await expect(visitor("en").call.organization.previewFounding({ source })).rejects.toMatchObject(
      {
        code: "organization.townFileInvalid",
        data: { details: { fields: [{ path: "organization", text: expect.any(String) }] } },
      },
    );
  });

  test("from a model town that doesn't exist", async () => {
    const source = { from: "preset", presetId: "atlantis" } as const;
    await expect(
      visitor().call.organization.found({ ...founding(), source }),
    ).rejects.toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "source.presetId" }] } },
    });
  });

  test("twice at once", async () => {
    const together = await startApplication();
    const code = foundingCode(together.app.kernel.keys);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        together.visitor().call.organization.found({ ...founding(), code }),
      ),
    );
    const welcome = await together.visitor().call.organization.welcome({});
    await together.close();
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(welcome.towns).toHaveLength(1);
  });
});

describe("a town", () => {
  const first = founding();

  test("is founded with the code as people type it, and its director signed in", async () => {
    const founder = visitor();
    const code = first.code.toLowerCase().replaceAll("-", " ");
    const { townId, accountId } = await founder.call.organization.found({ ...first, code });
    expect(townId).toBe(first.id);
    const me = await founder.call.accounts.me({});
    expect(me).toMatchObject({
      accountId,
      grants: [{ role: "director", scopeKind: "town" }],
      town: {
        name: "青石镇",
        responseNameEn: "疫情防控",
        isDrill: false,
        timeZone: "Asia/Shanghai",
        activatedOn: townDay(application.clock.now(), "Asia/Shanghai"),
      },
    });
    const { areas } = await founder.call.organization.areas({});
    expect(areas.map(({ kind }) => kind)).toEqual(["town", ...Array(6).fill("village")]);
    expect((await founder.call.organization.chain({})).levels.length).toBeGreaterThan(0);
    expect(await app.foundingCode()).toBeUndefined();
  });

  test("has the key its personal fields are sealed with, and rules from its first day", async () => {
    const vault = await app.kernel.vaults.of(db, first.id);
    expect(vault.open("phone", vault.seal("phone", "110"))).toBe("110");
    const versions = await db
      .selectFrom("policy_version")
      .select(["effective_from", "rules"])
      .where("town_id", "=", first.id)
      .orderBy("effective_from")
      .execute();
    expect(versions[0]?.effective_from).toBe("2020-02-05");
  });

  test("is answered for again when its founding comes again, and refused with other content", async () => {
    const code = first.code.toLowerCase().replaceAll("-", " ");
    const again = { ...first, code };
    expect((await visitor().call.organization.found(again)).townId).toBe(first.id);
    await expect(
      visitor().call.organization.found({ ...again, responseName: "别的" }),
    ).rejects.toEqual(refused("kernel.idReused"));
  });

  test("uses its code up", async () => {
    await expect(visitor().call.organization.found(founding())).rejects.toEqual(
      refused("organization.alreadyFounded"),
    );
    await expect(visitor().call.organization.found(founding("2222-2222-2222"))).rejects.toEqual(
      refused("organization.alreadyFounded"),
    );
  });

  test("is followed by a second with the operator's next code, apart from the first", async () => {
    const founder = visitor();
    const second = {
      ...founding(await nextFoundingCode(db, keys)),
      source: { ...blank, name: "临江镇" },
    };
    await founder.call.organization.found(second);
    const { areas } = await founder.call.organization.areas({});
    expect(areas[0]?.name).toBe("临江镇");
    const welcome = await visitor().call.organization.welcome({});
    expect(welcome.towns.map(({ name }) => name).sort()).toEqual(["临江镇", "青石镇"]);
    const signIn = { ...write(), userName: "director", password: testPassword };
    await expect(visitor().call.accounts.signIn(signIn)).rejects.toEqual(
      refused("accounts.townUnknown"),
    );
    const chosen = visitor();
    await chosen.call.accounts.signIn({ ...signIn, townId: second.id });
    expect((await chosen.call.accounts.me({})).town.townId).toBe(second.id);
    await expect(visitor().call.accounts.signIn({ ...signIn, townId: write().id })).rejects.toEqual(
      refused("accounts.townUnknown"),
    );
  });
});

describe("the model towns", () => {
  test("are all offered", async () => {
    const { presets } = await visitor().call.organization.presets({});
    expect(presets.map(({ presetId }) => presetId)).toEqual([
      "dongguan",
      "nandulehe",
      "pushi",
      "puzhai",
      "shanwang",
    ]);
  });

  test.each(["dongguan", "nandulehe", "pushi", "puzhai", "shanwang"])(
    "%s is founded as it was previewed",
    async (presetId) => {
      const source = { from: "preset", presetId } as const;
      const preview = await visitor().call.organization.previewFounding({ source });
      const founder = visitor();
      const code = await nextFoundingCode(db, keys);
      await founder.call.organization.found({
        ...founding(code),
        source,
        activatedOn: "2020-01-28",
      });
      const { town } = await founder.call.accounts.me({});
      expect(town).toMatchObject({ name: preview.name, clock: preview.clock });
      expect(town.activatedOn).toBe("2020-01-28");
      const { areas } = await founder.call.organization.areas({});
      const villages = areas.filter(({ kind }) => kind === "village" || kind === "community");
      expect(
        villages.map(({ name, nameEn, isNumbered }) => ({ name, nameEn, isNumbered })),
      ).toEqual(preview.villages);
      const { units } = await founder.call.organization.units({});
      const top = units.filter(({ parentId }) => parentId === undefined);
      expect(top).toHaveLength(preview.units.reduce((sum, { count }) => sum + count, 0));
      expect((await founder.call.organization.chain({})).levels).toEqual(preview.chain);
      const posts = await founder.call.checkpoints.checkpoints({ limit: 200, state: "open" });
      expect(posts.rows.map(({ name }) => name).sort()).toEqual(
        preview.checkpoints.map(({ name }) => name).sort(),
      );
      const written = await founder.call.organization.townFile({});
      const again = await visitor().call.organization.previewFounding({
        source: { from: "file", file: JSON.parse(await written.text()) },
      });
      const { name, nameEn, chain, clock, readingsPerDay, policyPreset } = preview;
      expect(again).toMatchObject({ name, nameEn, chain, clock, readingsPerDay, policyPreset });
      const told = ({ checkpoints }: typeof preview) =>
        checkpoints.map((one) => `${one.kind} ${one.name}`).sort();
      expect(told(again)).toEqual(told(preview));
    },
  );

  test("checkpoints a file names stand where it says, from the first day on", async () => {
    const named = [
      { zh: "渡口", kind: "ferry pier", area: "柳河村", hours: { from: "06:00", to: "20:00" } },
      { zh: "桥头村", kind: "road", posts: 2, guards: 9 },
      { zh: "镇政府大门", kind: "government-gate", location: { lon: 106.1, lat: 30.8 } },
    ];
    const file = {
      ...presetFile("pushi"),
      areas: { named: ["柳河村", "桥头村"] },
      checkpoints: { named, numbered: [{ count: 3, guards: 10 }] },
    };
    const founder = visitor();
    await founder.call.organization.found({
      ...founding(await nextFoundingCode(db, keys)),
      source: { from: "file", file },
      activatedOn: "2020-01-28",
    });
    const { rows } = await founder.call.checkpoints.checkpoints({ limit: 50 });
    expect(rows.find(({ name }) => name === "渡口")).toMatchObject({
      kind: "ferry-pier",
      areaName: "柳河村",
      isAllDay: false,
      openedOn: "2020-01-28",
    });
    expect(rows.find(({ name }) => name === "桥头村")).toMatchObject({
      areaName: "桥头村",
      posts: 2,
      guardsNeeded: 9,
    });
    const numbered = rows.filter(({ name }) => name.startsWith("第"));
    expect(numbered.map(({ guardsNeeded }) => guardsNeeded).sort()).toEqual([3, 3, 4]);
    const text = await (await founder.call.organization.townFile({})).text();
    const { checkpoints } = JSON.parse(text);
    expect(checkpoints.named).toHaveLength(6);
    expect(checkpoints.named).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...named[0], kind: "ferry-pier", posts: 1 }),
        expect.objectContaining({ ...named[1], area: "桥头村" }),
        expect.objectContaining({ ...named[2], area: "浦市镇" }),
      ]),
    );
  });
});

test("what is founded in a demo is a drill", async () => {
  const demo = await startApplication({
    demo: {
      cards: [
        { role: "director", userName: "d", password: "p", displayName: "何", scopeName: "全镇" },
      ],
    },
  });
  const founder = demo.visitor();
  await founder.call.organization.found(founding(foundingCode(demo.app.kernel.keys)));
  const { town } = await founder.call.accounts.me({});
  const { demoCards } = await demo.visitor().call.organization.welcome({});
  await demo.close();
  expect(town.isDrill).toBe(true);
  expect(demoCards).toHaveLength(1);
});

function presetFile(id: string): object {
  const folder = new URL("../../../../towns/", import.meta.url);
  expect(readdirSync(folder)).toContain(`${id}.json`);
  return JSON.parse(readFileSync(new URL(`${id}.json`, folder), "utf8"));
}
