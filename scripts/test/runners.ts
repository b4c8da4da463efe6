/** The test runners proper: they show their own progress, and their reports are counted. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { inRoot, root, runtimeFolder } from "../bootstrap/places.mjs";
import type { Browser } from "./browser.ts";
import { playwrightFailures, vitestFailures } from "./failures.ts";
import { asOneTest, type Tally } from "./stage.ts";

/** A run that takes longer hangs. */
const longestRunMs = 20 * 60_000;

export async function runVitest(): Promise<Tally> {
  const report = freshReport("vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await show(inRoot("node_modules", "vitest", "vitest.mjs"), args);
  const read = readReport(report);
  return read
    ? { ...countVitest(read, code), failures: vitestFailures(read) }
    : asOneTest([`vitest ended with ${code} and left no report`]);
}

export async function runPlaywright(browser: Browser): Promise<Tally> {
  const report = freshReport("playwright.json");
  const script = inRoot("node_modules", "@playwright", "test", "cli.js");
  const args = ["test", "-c", "e2e/playwright.config.ts", "--reporter=list,json"];
  const environment = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...browser.environment };
  const code = await show(script, args, environment);
  const read = readReport(report);
  return read
    ? { ...countPlaywright(read, code), failures: playwrightFailures(read, contentOf) }
    : asOneTest([`playwright ended with ${code} and left no report`]);
}

/** Counts of a report by the names the runners give them; what is missing counts as none. */
type Report = Record<string, unknown>;

const countIn = (report: Report, name: string): number => Number(report[name] ?? 0);

/**
 * @param report of Vitest's JSON reporter. A file that could not be loaded has no tests in it
 * @param code the runner's exit code; when nothing else explains it, it is a failure of its own
 */
export function countVitest(report: Report, code: number): Tally {
  const files = Array.isArray(report.testResults) ? report.testResults : [];
  const unloaded = files.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  ).length;
  const failed = countIn(report, "numFailedTests") + unloaded;
  return {
    passed: countIn(report, "numPassedTests"),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: countIn(report, "numPendingTests") + countIn(report, "numTodoTests"),
  };
}

/** @param report of Playwright's JSON reporter */
export function countPlaywright(report: Report, code: number): Tally {
  const stats: Report = typeof report.stats === "object" ? { ...report.stats } : {};
  const failed = countIn(stats, "unexpected");
  return {
    passed: countIn(stats, "expected") + countIn(stats, "flaky"),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: countIn(stats, "skipped"),
  };
}

function freshReport(name: string): string {
  const file = path.join(runtimeFolder, "reports", name);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Runs a script with its output on the terminal. @returns its exit code */
function show(
  script: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...environment },
    timeout: longestRunMs,
  });
  // Whoever stops a test run wants none of the stages after this one either.
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal);
    child.once("exit", () => process.exit(130));
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
