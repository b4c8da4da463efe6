/**
 * Files damaged at random, in their bytes and in what an archive holds. Each is refused with a problem of
 * the catalogue, or read with every row accounted for. A failure prints its seed and path. More runs:
 * `LIANFANG_FUZZ_RUNS=20000`.
 */
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { isSpreadsheetProblemName } from "./problems.ts";
import { readSheet } from "./read.ts";
import type { ReaderAnswer } from "./reader-messages.ts";
import { readBytes } from "./reading.ts";
import { SPREADSHEET_LIMITS, type SpreadsheetLimits } from "./sheet.ts";
import { SheetGatherer } from "./sheet-gatherer.ts";
import { writeSheet } from "./write.ts";
import { sheetOf, xlsxByHand } from "./xlsx-by-hand.ts";

const numRuns = Number(process.env.LIANFANG_FUZZ_RUNS ?? 400);
/** The same files each time; a longer run looks at others. */
const options = { numRuns, ...(process.env.LIANFANG_FUZZ_RUNS ? {} : { seed: 20200203 }) };

/** Small ones, so that what bursts them does so at once. */
const limits: SpreadsheetLimits = {
  ...SPREADSHEET_LIMITS,
  unpackedBytes: 4 * 1024 * 1024,
  rows: 2_000,
  cells: 50_000,
  characters: 2_000_000,
};

type Outcome = { is: "refused"; name: string } | { is: "read"; lines: number[]; told: number };

/** What the reading process would say, read here: a thousand processes would take too long. */
async function outcomeOf(bytes: Uint8Array): Promise<Outcome> {
  const answers: ReaderAnswer[] = [];
  const file = Buffer.from(bytes);
  await readBytes(file, limits, async (answer) => void answers.push(answer));
  const ends = answers.filter(({ kind }) => kind === "done" || kind === "problem");
  expect(ends).toEqual([answers.at(-1)]);
  const [end] = ends;
  if (end?.kind === "problem") return { is: "refused", name: end.name };
  return gathered(answers);
}

/** What the server makes of the answers; it too may refuse. */
function gathered(answers: readonly ReaderAnswer[]): Outcome {
  const gatherer = new SheetGatherer(limits);
  const lines: number[] = [];
  try {
    for (const answer of answers) {
      if (answer.kind === "done") {
        const { sheets } = gatherer.finish("a", answer);
        const filled = sheets.flatMap(({ rows }) => rows).filter((row) => row.length > 0);
        return { is: "read", lines, told: filled.length };
      }
      if (answer.kind === "problem") break;
      if (answer.kind === "rows") lines.push(...answer.rows.map(([line]) => line));
      gatherer.take(answer);
    }
  } catch (error) {
    const name = error instanceof Error && "problem" in error ? String(error.problem) : "";
    return { is: "refused", name };
  }
  throw new Error("the answers had no end");
}

function demandClear(outcome: Outcome): void {
  if (outcome.is === "refused") expect(isSpreadsheetProblemName(outcome.name)).toBe(true);
  else expect(outcome.told).toBe(outcome.lines.length);
}

const people = Array.from({ length: 30 }, (_, at) => [
  `${at + 1}`,
  "柳林村",
  `张${at}`,
  "男",
  "1980-03-05",
]);
const header = ["户号", "村", "姓名", "性别", "出生日期"];
const ours = await writeSheet({
  sheetName: "户籍",
  columns: header.map((text) => ({ header: text })),
  rows: people,
});
const shared = xlsxByHand({
  texts: people.map(([, , name]) => `<si><t>${name}</t></si>`).join(""),
  sheet: `<sheetData>${people
    .map((_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>${at}</v></c></row>`)
    .join("")}</sheetData>`,
});
const csv = [header, ...people].map((row) => row.join(",")).join("\r\n");

type Change =
  | { is: "bit"; at: number; bit: number }
  | { is: "cut"; at: number }
  | { is: "drop" | "repeat"; at: number; length: number }
  | { is: "number"; at: number; value: number }
  | { is: "put"; at: number; bytes: Uint8Array };

const at = fc.nat(1_000_000);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ is: fc.constant("bit" as const), at, bit: fc.nat(7) }),
  fc.record({ is: fc.constant("cut" as const), at }),
  fc.record({ is: fc.constantFrom("drop" as const, "repeat" as const), at, length: fc.nat(200) }),
  // Sizes and offsets in an archive's headers are such numbers.
  fc.record({
    is: fc.constant("number" as const),
    at,
    value: fc.constantFrom(0, 1, 0x7fff_ffff, 0xffff_ffff, 0x0403_4b50, 0x0605_4b50),
  }),
  fc.record({ is: fc.constant("put" as const), at, bytes: fc.uint8Array({ maxLength: 40 }) }),
);

function changed(file: Uint8Array, made: Change): Uint8Array {
  const bytes = Buffer.from(file);
  const place = bytes.length === 0 ? 0 : made.at % bytes.length;
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (made.is) {
    case "bit":
      bytes[place] = (bytes[place] ?? 0) ^ (1 << made.bit);
      return bytes;
    case "cut":
      return before;
    case "drop":
      return Buffer.concat([before, after.subarray(made.length)]);
    case "repeat":
      return Buffer.concat([before, after.subarray(0, made.length), after]);
    case "number":
      if (after.length >= 4) after.writeUInt32LE(made.value);
      return bytes;
    case "put":
      return Buffer.concat([before, made.bytes, after]);
  }
}

const changes = fc.array(change, { minLength: 1, maxLength: 4 });
const damaged = (file: Uint8Array) => changes.map((made) => made.reduce(changed, file));

describe("a file damaged at random", () => {
  test.each([
    ["as we write it", ours],
    ["with shared texts", shared],
    ["csv", Buffer.from(`\ufeff${csv}`)],
    ["csv in GB18030", iconv.encode(csv, "gb18030")],
    ["csv in UTF-16", iconv.encode(csv, "utf16le", { addBOM: true })],
  ])("%s is refused, or every row of it accounted for", async (_, file) => {
    await fc.assert(
      fc.asyncProperty(damaged(file), async (bytes) => demandClear(await outcomeOf(bytes))),
      options,
    );
  });

  test("an archive with one bit changed is refused, or read with all its rows", async () => {
    const bit = fc.record({ is: fc.constant("bit" as const), at, bit: fc.nat(7) });
    await fc.assert(
      fc.asyncProperty(bit, async (made) => {
        const outcome = await outcomeOf(changed(shared, made));
        demandClear(outcome);
        if (outcome.is === "read") expect(outcome.lines).toHaveLength(people.length);
      }),
      options,
    );
  });
});

const oddNumber = fc.oneof(
  fc.integer({ min: -3, max: 2_100_000_000 }).map(String),
  fc.constantFrom("", "NaN", "1e9", "0x10", "99999999999999999999", "-0", "٣"),
);
const oddCell = fc
  .record({ ref: fc.constantFrom("A", "XFD", "ZZZZ", "", "1"), line: oddNumber, value: oddNumber })
  .chain(({ ref, line, value }) =>
    fc
      .constantFrom("s", "n", "b", "e", "d", "str", "inlineStr", "zz")
      .map((type) => `<c r="${ref}${line}" t="${type}" s="${value}"><v>${value}</v></c>`),
  );
const oddRow = fc
  .tuple(oddNumber, fc.array(oddCell, { maxLength: 4 }))
  .map(([line, cells]) => `<row r="${line}">${cells.join("")}</row>`);
const oddSheet = fc
  .tuple(oddNumber, fc.array(oddRow, { maxLength: 6 }), oddNumber)
  .map(
    ([size, rows, merge]) =>
      `<dimension ref="A1:XFD${size}"/><sheetData>${rows.join("")}</sheetData>` +
      `<mergeCells><mergeCell ref="A1:A${merge}"/><mergeCell ref="${merge}"/></mergeCells>`,
  );

/** A nest of elements, deeper than any spreadsheet has. */
const deep = `${"<a>".repeat(20_000)}${"</a>".repeat(20_000)}`;
const bomb = `<!DOCTYPE a [<!ENTITY a "${"甲".repeat(50)}"><!ENTITY b "${"&a;".repeat(50)}">]>`;
const link = (type: string, target: string) =>
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
  `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;

const hostileParts = fc.constantFrom<Record<string, string | Uint8Array>>(
  { "../../outside.xml": "<a/>" },
  { "/etc/passwd": "x" },
  { "C:\\windows.xml": "<a/>" },
  { "xl/sharedStrings.xml": `${bomb}<sst><si><t>&b;</t></si></sst>` },
  { "xl/sharedStrings.xml": `<sst>${deep}</sst>` },
  { "xl/worksheets/sheet1.xml": `<worksheet>${deep}</worksheet>` },
  { "xl/worksheets/sheet1.xml": `${bomb}<worksheet><sheetData/></worksheet>` },
  { "xl/worksheets/sheet1.xml": new Uint8Array(6 * 1024 * 1024) },
  { "xl/worksheets/sheet1.xml": xlsxByHand({ sheet: sheetOf(["甲"]) }) },
  { "xl/workbook.xml": "" },
  { "xl/_rels/workbook.xml.rels": link("worksheet", "../workbook.xml") },
  { "xl/_rels/workbook.xml.rels": link("worksheet", "../../../../etc/passwd") },
  { "xl/_rels/workbook.xml.rels": link("sharedStrings", "sharedStrings.xml") },
  { "_rels/.rels": link("officeDocument", "_rels/.rels") },
);

describe("an archive that is whole and holds what no program writes", () => {
  test("numbers, places and sizes of any kind", async () => {
    await fc.assert(
      fc.asyncProperty(oddSheet, async (sheet) =>
        demandClear(await outcomeOf(xlsxByHand({ sheet, texts: "<si><t>甲</t></si>" }))),
      ),
      options,
    );
  });

  test("parts made to do harm, damaged besides", async () => {
    await fc.assert(
      fc.asyncProperty(hostileParts, changes, fc.boolean(), async (files, made, isDamaged) => {
        const whole = xlsxByHand({ sheet: sheetOf(...people), files });
        const file = isDamaged ? made.reduce(changed, whole) : whole;
        demandClear(await outcomeOf(file));
      }),
      { ...options, numRuns: Math.ceil(numRuns / 8) },
    );
  });

  test("whatever it was, the next file is read as if nothing had been", async () => {
    await fc.assert(
      fc.asyncProperty(hostileParts, async (files) => {
        const [bad, good] = await Promise.allSettled([
          readSheet(xlsxByHand({ files }), "a.xlsx", { milliseconds: 10_000, heapMegabytes: 64 }),
          readSheet(ours, "b.xlsx"),
        ]);
        if (bad.status === "rejected") expect(bad.reason).toHaveProperty("problem");
        expect(good).toMatchObject({ status: "fulfilled" });
      }),
      { seed: 1, numRuns: 6 },
    );
  }, 60_000);
});
