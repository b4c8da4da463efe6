/** Reading a spreadsheet that somebody hands in: xlsx or csv, possibly broken, possibly hostile. */
import { type ChildProcess, fork } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isSpreadsheetProblemName, SpreadsheetError, spreadsheetProblem } from "./problems.ts";
import type { ReaderAnswer, ReaderRequest } from "./reader-messages.ts";
import { SPREADSHEET_LIMITS, type Spreadsheet, type SpreadsheetLimits } from "./sheet.ts";
import { SheetGatherer } from "./sheet-gatherer.ts";
import { recognise } from "./signature.ts";

const READER = fileURLToPath(new URL("./reader-process.ts", import.meta.url));
/** Each reader may take half a gigabyte; more than this many wait. */
const READERS_AT_ONCE = 2;

/**
 * Reads a spreadsheet. What the file is, its content decides. The reading itself happens in a process
 * of its own with bounded memory and time, so that no file can harm the server.
 *
 * @param file its bytes, or the path of a file on this machine
 * @param name what the sender calls it; handed on, never believed
 * @throws SpreadsheetError
 *
 * @example
 * const { sheets } = await readSheet(upload, "户籍底册.xlsx");
 * const header = findHeader(sheets[0].rows, { name: ["姓名"], identityNumber: ["身份证号", "身份证号码"] });
 */
export async function readSheet(
  file: Uint8Array | string,
  name: string,
  { onRows, ...limits }: ReadingOptions = {},
): Promise<Spreadsheet> {
  const allowed = { ...SPREADSHEET_LIMITS, ...limits };
  const bytes = await load(file, allowed.fileBytes);
  demandReadable(bytes, allowed.fileBytes);
  const free = await queue();
  try {
    return await readApart(name, { file: bytes, limits: allowed }, onRows);
  } finally {
    free();
  }
}

export interface ReadingOptions extends Partial<SpreadsheetLimits> {
  /** Told now and then how many rows have been read. */
  onRows?: ((rows: number) => void) | undefined;
}

/**
 * What can be told of a file at once: that it is too large, empty, or no table at all.
 * @throws SpreadsheetError
 */
export function demandReadable(bytes: Uint8Array, limitBytes = SPREADSHEET_LIMITS.fileBytes): void {
  demandSize(bytes.length, limitBytes);
  if (bytes.length === 0) throw spreadsheetProblem("empty");
  recognise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function demandSize(bytes: number, limitBytes: number): void {
  if (bytes <= limitBytes) return;
  throw spreadsheetProblem("tooLarge", {
    megabytes: inMegabytes(bytes),
    limitMegabytes: inMegabytes(limitBytes),
  });
}

async function load(file: Uint8Array | string, limitBytes: number): Promise<Buffer> {
  if (typeof file !== "string") return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  demandSize((await stat(file)).size, limitBytes);
  return readFile(file);
}

function inMegabytes(bytes: number): number {
  return Math.ceil((bytes / 1024 / 1024) * 10) / 10;
}

let reading = 0;
const waiting: (() => void)[] = [];

/** Waits for a turn; the answer gives it to the next. */
async function queue(): Promise<() => void> {
  if (reading >= READERS_AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
  else reading++;
  return () => {
    const next = waiting.shift();
    if (next) next();
    else reading--;
  };
}

function readApart(
  name: string,
  request: ReaderRequest,
  onRows: ReadingOptions["onRows"],
): Promise<Spreadsheet> {
  const { limits } = request;
  const reader = startReader(limits.heapMegabytes);
  const gatherer = new SheetGatherer(limits);
  return new Promise<Spreadsheet>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(spreadsheetProblem("tooSlow", { seconds: limits.milliseconds / 1000 })),
      limits.milliseconds,
    );
    reader.on("message", (answer: ReaderAnswer) => {
      try {
        if (answer.kind === "done") resolve(gatherer.finish(name, answer));
        else if (answer.kind === "problem") reject(asError(answer));
        else gatherer.take(answer);
        if (answer.kind === "rows") onRows?.(gatherer.rows);
      } catch (problem) {
        reject(problem);
      }
    });
    // Out of memory, mostly. When the answer has come already, this is too late to matter.
    reader.once("exit", () => reject(spreadsheetProblem("tooMuchContent")));
    reader.once("error", reject);
    reader.once("exit", () => clearTimeout(timer));
    reader.send(request, () => {
      // A failure to send is followed by the exit, which is answered above.
    });
  }).finally(() => reader.kill("SIGKILL"));
}

/**
 * No environment (it holds secrets), no output, no writing to disk, no further processes. What it makes
 * of a row is gone at once: a small nursery serves it as well, and saves 40 MB.
 */
function startReader(heapMegabytes: number): ChildProcess {
  return fork(READER, [], {
    execArgv: [
      `--max-old-space-size=${heapMegabytes}`,
      "--max-semi-space-size=2",
      "--permission",
      "--allow-fs-read=*",
    ],
    env: process.platform === "win32" ? { SystemRoot: process.env.SystemRoot } : {},
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

function asError({ name, details }: Extract<ReaderAnswer, { kind: "problem" }>): Error {
  return isSpreadsheetProblemName(name)
    ? new SpreadsheetError(name, details)
    : spreadsheetProblem("damaged");
}
