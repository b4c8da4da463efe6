import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import { testAgeMinutes } from "@lianfang/core/checkpoints/decision.ts";
import {
  type ResultColumn,
  type ResultFault,
  type ResultLine,
  readResult,
  resultColumns,
} from "@lianfang/core/checkpoints/result-list.ts";
import { identityOf } from "@lianfang/core/checkpoints/rules.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import { maskIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale, QueryContext } from "../kernel/context.ts";
import { toPage } from "../kernel/database/cursor.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { findHeader } from "../kernel/spreadsheet/header.ts";
import { SpreadsheetError } from "../kernel/spreadsheet/problems.ts";
import { readSheet } from "../kernel/spreadsheet/read.ts";
import type { Spreadsheet } from "../kernel/spreadsheet/sheet.ts";
import { insertResults, resultsListed } from "./result-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

const vaultOf = ({ kernel, db, town }: QueryContext) => kernel.vaults.of(db, town.townId);
const todayOf = ({ now, town }: QueryContext) => townDay(now, town.timeZone);

export const results: Routes["results"] = async ({ identityNumber, ...page }, context) => {
  const vault = await vaultOf(context);
  const number = identityOf(identityNumber, todayOf(context));
  const rows = await resultsListed(
    context,
    page,
    number ? vault.blind("identity-number", number) : undefined,
  );
  return toPage(
    rows,
    page.limit,
    (row) => [row.received_at, row.test_id],
    (row) => ({
      testId: row.test_id,
      identityMasked: maskIdentityNumber(vault.open("identity-number", row.identity)),
      sampledAt: row.sampled_at ?? undefined,
      ageMinutes: row.sampled_at ? testAgeMinutes(row.sampled_at, context.now) : undefined,
      result: row.result ?? undefined,
      healthCode: row.health_code ?? undefined,
      source: row.source,
      receivedAt: row.received_at,
    }),
  );
};

export const recordResult: Routes["recordResult"] = async (input, context) => {
  const { test, healthCode } = input;
  const identityNumber = identityOf(input.identityNumber, todayOf(context));
  if (!identityNumber) throw problems.identityNumberWrong();
  if (!test && !healthCode) throw problems.nothingSaid();
  if (test && testAgeMinutes(test.sampledAt, context.now) === undefined) {
    throw problems.testInFuture();
  }
  const line = { identityNumber, test, healthCode };
  await insertResults(context, await vaultOf(context), [line], "manual");
  context.about({ kind: "test", ids: [context.id] });
  return { testId: context.id };
};

const reasons: Readonly<Record<ResultFault, (locale: Locale) => string>> = {
  identity: (locale) => m["checkpoints.results.identity"]({}, { locale }),
  time: (locale) => m["checkpoints.results.time"]({}, { locale }),
  future: (locale) => m["checkpoints.results.future"]({}, { locale }),
  result: (locale) => m["checkpoints.results.result"]({}, { locale }),
  code: (locale) => m["checkpoints.results.code"]({}, { locale }),
  nothing: (locale) => m["checkpoints.results.nothing"]({}, { locale }),
};

async function sheetOf(file: File): Promise<Spreadsheet> {
  try {
    return await readSheet(new Uint8Array(await file.arrayBuffer()), file.name);
  } catch (error) {
    if (error instanceof SpreadsheetError) throw problems.listUnreadable({ missing: [] });
    throw error;
  }
}

const mostFaults = 100;

export const importResults: Routes["importResults"] = async ({ file }, context) => {
  const { sheets } = await sheetOf(file);
  const [sheet] = sheets.filter(({ hidden }) => !hidden);
  const header = sheet && findHeader(sheet, { synonyms: resultColumns });
  if (!header || header.columns.identityNumber === undefined) {
    throw problems.listUnreadable({ missing: [resultColumns.identityNumber[0]] });
  }
  const at = { timeZone: context.town.timeZone, now: context.now, today: todayOf(context) };
  const accepted: ResultLine[] = [];
  const faults: { line: number; reason: string }[] = [];
  for (const [index, cells] of sheet.rows.entries()) {
    if (index < header.dataFrom || cells.every(({ text }) => text === "")) continue;
    const text = (column: ResultColumn) => cells[header.columns[column] ?? -1]?.text;
    const read = readResult(
      {
        identityNumber: text("identityNumber"),
        sampledAt: text("sampledAt"),
        result: text("result"),
        healthCode: text("healthCode"),
      },
      at,
    );
    if (read.ok) accepted.push(read.line);
    else faults.push({ line: index + 1, reason: reasons[read.fault](context.locale) });
  }
  await insertResults(context, await vaultOf(context), accepted, "list");
  const counts = { accepted: accepted.length, rejected: faults.length };
  context.about({ kind: "test", ids: [context.id], details: counts });
  return { read: accepted.length + faults.length, ...counts, faults: faults.slice(0, mostFaults) };
};
