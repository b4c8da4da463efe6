/**
 * The phone's storage in a real browser's IndexedDB, held against the model the simulation runs on, and
 * the vault before it.
 */
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { build } from "vite";
import type { Bench } from "./support/field-bench.ts";

declare const bench: Bench;

let program: string;

test.beforeAll(async () => {
  const result = await build({
    root: path.resolve(import.meta.dirname, ".."),
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: "e2e/support/field-bench.ts", formats: ["iife"], name: "fieldBench" },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error("nothing was built");
  const [chunk] = output.output;
  program = chunk.code;
});

/** A page of a secure origin that nobody serves. */
test.beforeEach(async ({ page }) => {
  await page.route("http://localhost:9/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>storage</title>" }),
  );
  await page.goto("http://localhost:9/");
  await page.addScriptTag({ content: program });
});

test("whatever is written, it holds what the model holds, across a new start", async ({ page }) => {
  for (const seed of [1, 2, 3, 4, 5, 6])
    expect((await compared(page, seed)).slice(0, 3)).toEqual([]);
});

/** Draws changes from a seed, makes them on both, and says where they differ. */
function compared(page: Page, seed: number): Promise<string[]> {
  return page.evaluate(async (start) => {
    let state = start * 2_654_435_761;
    const below = (limit: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const pick = <Value>(values: readonly Value[]) => values[below(values.length)] as Value;
    const id = (at: number) => `0190c42e-0000-7000-8000-${String(at).padStart(12, "0")}`;
    const database = await bench.openFieldDatabase(`seed-${start}`);
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]);
    const open = () => bench.openStore(database, bench.sealerWith(key), () => {});
    let store = open();
    let model = bench.emptyContents();
    let made = 0;
    type Change = Parameters<typeof store.write>[0][number];

    const drawn = (): Change => {
      const known = id(below(made + 1));
      switch (below(8)) {
        case 0:
        case 1: {
          made += 1;
          const input = { celsius: 36 + below(30) / 10, note: "备注" };
          const record = {
            id: id(made),
            procedure: "observation.recordReading",
            happenedAt: "2020-02-05T01:00:00.000Z",
            input,
            state: "waiting" as const,
          };
          return { do: "add", record };
        }
        case 2:
          return { do: "settle", id: known, state: "acknowledged", answer: { at: below(9) } };
        case 3: {
          const problem = { code: "kernel.invalid", message: "不对", mend: "请改" };
          return { do: "settle", id: known, state: "refused", problem };
        }
        case 4:
          return pick<Change>([
            { do: "drop", id: known },
            { do: "settle", id: known, state: "waiting" },
            { do: "forget", set: "b" },
            { do: "forget" },
          ]);
        case 5:
          return pick<Change>([
            { do: "note", meta: { device: { id: id(900), key: `key ${below(3)}` } } },
            { do: "note", meta: { owner: id(901), skewMs: below(1000) } },
            { do: "note", meta: { lastContactAt: "2020-02-05T01:00:00.000Z" } },
          ]);
        default: {
          const bounds = [below(12), below(12)].sort((a, b) => a - b);
          const text = (at: number) => String(at).padStart(3, "0");
          const [low = 0, high = 0] = bounds;
          const after = pick([text(low), ""]);
          const upTo = pick([text(high + 1), null]);
          const keys = Array.from({ length: below(6) }, () => below(14))
            .map(text)
            .filter((each) => each > after && (upTo === null || each <= upTo));
          const records = [...new Set(keys)].sort().map((each) => ({
            key: each,
            content: { name: `人${below(9)}` },
          }));
          const set = { name: pick(["a", "b"]), keepHours: 72, isCapped: below(2) === 1 };
          return { do: "take", set, change: { after, upTo, digest: `d${below(99)}`, records } };
        }
      }
    };
    /** Fields that hold nothing are nothing. */
    const plain = (value: unknown) => JSON.stringify(value);
    const wrong: string[] = [];
    const sorted = <Row extends { name: string }>(rows: readonly Row[]) =>
      [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));
    const outboxOf = (records: typeof model.outbox) =>
      records.map(({ id: key, state: at, procedure, happenedAt, input, problem, answer }) => [
        key,
        at,
        procedure,
        happenedAt,
        input,
        problem,
        answer,
      ]);
    const same = (what: string, real: unknown, expected: unknown) => {
      if (plain(real) !== plain(expected))
        wrong.push(`${what}: ${plain(real)} ≠ ${plain(expected)}`);
    };
    const compare = async () => {
      same("outbox", outboxOf(await store.outbox()), outboxOf(model.outbox));
      const { device, ...meta } = await store.meta();
      const { device: modelDevice, ...modelMeta } = model.meta;
      same("device", [device?.id, device?.key], [modelDevice?.id, modelDevice?.key]);
      const entries = (notes: object) => Object.entries(notes).sort();
      same("meta", entries(meta), entries(modelMeta));
      const setOf = ({ name, ranges, keepHours, isCapped }: (typeof model.sets)[number]) => [
        name,
        ranges,
        keepHours,
        isCapped,
      ];
      const sets = sorted((await store.sets()) as typeof model.sets);
      same("sets", sets.map(setOf), sorted(model.sets).map(setOf));
      for (const { name, records } of model.sets) same(name, await store.held(name), records);
    };
    for (let step = 0; step < 40; step += 1) {
      const changes = Array.from({ length: 1 + below(4) }, drawn);
      const onlyFor = pick([undefined, undefined, id(900), id(999)]);
      await store.write(changes, onlyFor);
      if (onlyFor === undefined || model.meta.device?.id === onlyFor)
        model = bench.changed(model, changes);
      if (below(5) === 0) store = open();
      await compare();
    }
    if (model.outbox.length + model.sets.length === 0) wrong.push("nothing was drawn");
    database.close();
    return wrong;
  }, seed);
}

test("a write that fails in the middle leaves nothing of it", async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const database = await bench.openFieldDatabase("fails");
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]);
    const store = bench.openStore(database, bench.sealerWith(key), () => {});
    const record = {
      id: "one",
      procedure: "p",
      happenedAt: "2020-02-05T01:00:00.000Z",
      input: {},
      state: "waiting" as const,
    };
    await store.write([{ do: "add", record }]);
    const failed = await store
      .write([
        { do: "note", meta: { owner: "somebody" } },
        { do: "add", record: { ...record, id: "two" } },
        { do: "add", record },
      ])
      .then(
        () => false,
        () => true,
      );
    const outbox = await store.outbox();
    return { failed, ids: outbox.map(({ id }) => id), owner: (await store.meta()).owner };
  });
  expect(outcome).toEqual({ failed: true, ids: ["one"], owner: undefined });
});

test("what is sealed opens neither elsewhere nor changed nor under another PIN", async ({
  page,
}) => {
  const outcome = await page.evaluate(async () => {
    const { makeVault, openByPin, openByServer, withNewPin } = bench.vault;
    const owner = { accountId: "a", displayName: "吴", userName: "wu", townId: "t" };
    const { lock, key } = await makeVault("739164", "device key", owner);
    const sealer = bench.sealerWith(key);
    const sealed = await sealer.seal({ name: "陈秀英" }, "held:a:1");
    const opens = (work: Promise<unknown>) =>
      work.then(
        () => true,
        () => false,
      );
    const bent = sealed.slice();
    bent[20] = (bent[20] ?? 0) ^ 1;
    const rightPin = await openByPin(lock, "739164");
    const reads = await bench.sealerWith(rightPin).open(sealed, "held:a:1");
    const renewed = await openByServer(lock, "device key", "852046");
    const other = await withNewPin(renewed.lock, "852046", "640258");
    return {
      reads,
      elsewhere: await opens(sealer.open(sealed, "held:a:2")),
      bent: await opens(sealer.open(bent, "held:a:1")),
      wrongPin: await opens(openByPin(lock, "739165")),
      otherDevice: await opens(openByServer(lock, "another key", "852046")),
      afterRenewal: [
        await opens(openByPin(renewed.lock, "739164")),
        await opens(openByPin(renewed.lock, "852046")),
        await opens(openByPin(other, "640258")),
      ],
      canBeRead: await opens(crypto.subtle.exportKey("raw", key)),
      phoneKeyCanBeRead: await opens(crypto.subtle.exportKey("raw", lock.phoneKey)),
      readsAfterRenewal: await bench
        .sealerWith(await openByPin(other, "640258"))
        .open(sealed, "held:a:1"),
    };
  });
  expect(outcome).toEqual({
    reads: { name: "陈秀英" },
    elsewhere: false,
    bent: false,
    wrongPin: false,
    otherDevice: false,
    afterRenewal: [false, true, true],
    canBeRead: false,
    phoneKeyCanBeRead: false,
    readsAfterRenewal: { name: "陈秀英" },
  });
});
