/** Spreadsheets with everything real ones have: every row of any of them is accounted for. */

import { testApplication } from "@lianfang/testkit/application.ts";
import { confirmImport, startImport } from "@lianfang/testkit/imports.ts";
import { faults } from "@lianfang/testkit/messy/faults.ts";
import { messyFiles } from "@lianfang/testkit/messy/files.ts";
import type { Manifest } from "@lianfang/testkit/messy/manifest.ts";
import type { Mix } from "@lianfang/testkit/messy/register.ts";
import { variants } from "@lianfang/testkit/messy/variants.ts";
import { foundTestTown } from "@lianfang/testkit/town.ts";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { readSheet } from "../kernel/spreadsheet/read.ts";
import { readBytes } from "../kernel/spreadsheet/reading.ts";
import { SPREADSHEET_LIMITS } from "../kernel/spreadsheet/sheet.ts";
import { SheetGatherer } from "../kernel/spreadsheet/sheet-gatherer.ts";
import { writeSheet } from "../kernel/spreadsheet/write.ts";
import { type FileReading, readRegister } from "./import-reading.ts";

const application = await testApplication();
const { app } = application;
const town = await foundTestTown(application);
const { registry } = (await town.office()).call;
const villages = ["柳林村", "石桥村", "东街社区"];

async function messyFile(seed: number, isCsv: boolean, households = 25, mix?: Mix) {
  const wish = { households, seed, villages, town: "青石镇", asOf: "2020-02-01", mix };
  const { bytes, manifest } = await messyFiles(wish, isCsv ? "底册.csv" : "底册.xlsx");
  return { file: new File([new Uint8Array(bytes)], manifest.file), manifest };
}

afterEach(async () => {
  const { db } = app.kernel;
  await db.deleteFrom("resident").execute();
  await db.deleteFrom("household").execute();
});

async function allRows(importId: string) {
  const rows = [];
  let after: string | undefined;
  do {
    const page = await registry.importRows({ importId, limit: 200, ...(after && { after }) });
    rows.push(...page.rows);
    after = page.next;
  } while (after);
  return rows;
}

/** What became of each row, beside what should have. */
async function heldAgainst(importId: string, { rows, unreadSheets, hiddenRows }: Manifest) {
  const found = await allRows(importId);
  const sheets = new Set(rows.map(({ sheet }) => sheet));
  const told = found.map(({ sheet = "", line, fate, reasons }) => ({
    where: sheets.size > 1 ? `${sheet}!${line}` : String(line),
    fate,
    reason: fate === "rejected" ? reasons[0]?.code : undefined,
    notes: fate === "rejected" ? [] : reasons.map(({ code }) => code).sort(),
  }));
  const expected = rows.map(({ sheet, line, fate, reason, notes = [] }) => ({
    where: sheets.size > 1 ? `${sheet}!${line}` : String(line),
    fate,
    reason,
    notes: fate === "rejected" ? [] : [...notes].sort(),
  }));
  expect(told).toEqual(expected);
  const read = await registry.import({ importId });
  expect(read.unreadSheets.map(({ name }) => name)).toEqual(unreadSheets);
  expect(read.hiddenRows).toBe(hiddenRows);
}

/** What stands between the people, or is done to several lines at once. */
const ofLines = [
  "header again",
  "title again",
  "subtotal",
  "total",
  "empty line of the form",
  "signatures",
  "the same person twice",
];
/** How many mixes are tried. */
const mixes = Number(process.env.LIANFANG_MESS_RUNS ?? 12);
const allKinds = [...faults, ...variants].map(({ name }) => name);

describe("a messy file", () => {
  test("with every kind of fault there is: every row comes to what the manifest says", async () => {
    const mix = { faultyHouseholds: 0.9, variedRows: 1 };
    const { file, manifest } = await messyFile(1, false, 120, mix);
    const done = new Set(manifest.rows.flatMap((row) => row.faults));
    expect([...done].sort()).toEqual([...allKinds, ...ofLines].sort());
    const { importId, counts } = await startImport(app, registry, file);
    await heldAgainst(importId, manifest);
    expect(counts).toEqual(manifest.counts);
  });

  test(
    "with any mix of them, likewise",
    async () => {
      const mess = fc.record({
        seed: fc.nat(),
        isCsv: fc.boolean(),
        households: fc.integer({ min: 1, max: 12 }),
        kinds: fc.option(fc.subarray(allKinds), { nil: undefined }),
        faultyHouseholds: fc.constantFrom(0, 0.3, 1),
        variedRows: fc.constantFrom(0, 0.5, 1),
      });
      await fc.assert(
        fc.asyncProperty(mess, async ({ seed, isCsv, households, ...mix }) => {
          const { file, manifest } = await messyFile(seed, isCsv, households, mix);
          const read = await startImport(app, registry, file);
          if (isCsv) expect(read.encoding).toBe("gb18030");
          await heldAgainst(read.importId, manifest);
          expect(read.counts).toEqual(manifest.counts);
        }),
        { numRuns: mixes },
      );
    },
    mixes * 10_000,
  );

  test("that comes again changes nothing", async () => {
    const { file, manifest } = await messyFile(6, false);
    const first = await startImport(app, registry, file);
    await confirmImport(app, registry, first.importId);
    const { counts } = await startImport(app, registry, file);
    const { read, new: people, rejected } = manifest.counts;
    expect(counts).toEqual({ read, new: 0, changed: 0, same: people, rejected });
  });

  test.each([5, 6])("of seed %i comes in whole once its returned rows are mended", async (seed) => {
    const { file, manifest } = await messyFile(seed, false);
    const { importId } = await startImport(app, registry, file);
    await confirmImport(app, registry, importId);
    const returned = await registry.rejectedRows({ importId });
    const asItIs = await startImport(app, registry, returned);
    expect(asItIs.counts).toMatchObject({ read: manifest.counts.rejected, new: 0, changed: 0 });
    const mended = await startImport(app, registry, await mend(returned, manifest));
    const wrong = manifest.rows.filter(({ fate }) => fate === "rejected");
    const people = wrong.filter(({ truth }) => truth !== undefined);
    const twice = wrong.filter(({ reason }) => reason === "registry.import.repeatedNumber");
    expect(mended.counts).toEqual({
      read: wrong.length,
      new: people.length,
      changed: 0,
      same: twice.length,
      rejected: wrong.length - people.length - twice.length,
    });
    await confirmImport(app, registry, mended.importId);
    const { total } = await registry.residents({ limit: 1 });
    expect(total).toBe(manifest.counts.new + people.length);
  });
});

/** Somebody opens the returned rows, puts right what is wrong, and saves. */
async function mend(returned: File, { rows }: Manifest): Promise<File> {
  const { sheets } = await readSheet(new Uint8Array(await returned.arrayBuffer()), returned.name);
  const [header = [], ...lines] = (sheets[0]?.rows ?? []).map((row) => row.map(({ text }) => text));
  const several = new Set(rows.map(({ sheet }) => sheet)).size > 1;
  const truthAt = new Map(
    rows.map(({ sheet, line, truth }) => [several ? `${sheet}!${line}` : String(line), truth]),
  );
  const mended = lines.map((texts) => {
    const truth = Object.values(truthAt.get(texts.at(-1) ?? "") ?? {});
    return [...truth, ...texts.slice(truth.length)];
  });
  const columns = header.map((text) => ({ header: text }));
  const bytes = await writeSheet({ sheetName: "退回的行", columns, rows: mended });
  return new File([new Uint8Array(bytes)], "改好.xlsx");
}

test("whatever the mess, every line about anybody or nobody is read, and none twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.boolean(), async (seed, isCsv) => {
      const { file, manifest } = await messyFile(seed, isCsv, 8);
      const gatherer = new SheetGatherer(SPREADSHEET_LIMITS);
      let read: FileReading | undefined;
      await readBytes(Buffer.from(await file.arrayBuffer()), SPREADSHEET_LIMITS, async (answer) => {
        if (answer.kind === "done") read = readRegister(gatherer.finish(file.name, answer));
        else if (answer.kind !== "problem") gatherer.take(answer);
      });
      const found = read?.rows.map(({ sheet, line }) => [sheet, line]);
      expect(found).toEqual(manifest.rows.map(({ sheet, line }) => [sheet, line]));
      const known = read?.columns.filter(({ column }) => column).length;
      expect(known).toBeGreaterThan(8);
    }),
    { numRuns: 40 },
  );
});
