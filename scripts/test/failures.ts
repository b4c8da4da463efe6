/** What failed, said once more at the end: of a long log often only the end is kept. */

/** A failed test: where it stands, what it is called and how its error begins. */
export interface Failure {
  name: string;
  /** The first lines of its error, without colours. */
  error: string;
  /** What stood on the page then, as far as it is known: the beginning of its main part. */
  page?: string;
}

const linesOfAnError = 12;
const linesOfAPage = 45;

interface VitestFile {
  name?: string;
  status?: string;
  message?: string;
  assertionResults?: { fullName?: string; status?: string; failureMessages?: string[] }[];
}

/** @param report of Vitest's JSON reporter */
export function vitestFailures(report: { testResults?: unknown }): Failure[] {
  const files = Array.isArray(report.testResults) ? (report.testResults as VitestFile[]) : [];
  return files.flatMap(({ name = "", status, message = "", assertionResults = [] }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0) return [{ name, error: beginning(message) }];
    return failed.map(({ fullName = "", failureMessages = [] }) => ({
      name: `${name} › ${fullName}`,
      error: beginning(failureMessages.join("\n")),
    }));
  });
}

interface PlaywrightSuite {
  file?: string;
  suites?: PlaywrightSuite[];
  specs?: {
    title?: string;
    file?: string;
    line?: number;
    tests?: { status?: string; results?: PlaywrightResult[] }[];
  }[];
}

interface PlaywrightResult {
  errors?: { message?: string }[];
  attachments?: { name?: string; path?: string }[];
}

/** Reads a file a report names; `undefined` where it is gone. */
type Reader = (file: string) => string | undefined;

/** @param report of Playwright's JSON reporter */
export function playwrightFailures(report: { suites?: unknown }, read: Reader): Failure[] {
  const suites = Array.isArray(report.suites) ? (report.suites as PlaywrightSuite[]) : [];
  return suites.flatMap((suite) => failuresIn(suite, read));
}

function failuresIn({ specs = [], suites = [] }: PlaywrightSuite, read: Reader): Failure[] {
  const own = specs.flatMap(({ title = "", file = "", line = 0, tests = [] }) =>
    tests
      .filter(({ status }) => status === "unexpected")
      .map(({ results = [] }) => ({
        name: `${file}:${line} › ${title}`,
        error: beginning(
          results.flatMap(({ errors = [] }) => errors.map((e) => e.message ?? "")).join("\n"),
        ),
        ...pageOf(results, read),
      })),
  );
  return [...own, ...suites.flatMap((suite) => failuresIn(suite, read))];
}

/** The frame around it is the same on every page: what matters begins with the main part. */
function pageOf(results: readonly PlaywrightResult[], read: Reader): { page?: string } {
  const files = results.flatMap(({ attachments = [] }) => attachments);
  const { path } = files.findLast(({ name }) => name === "error-context") ?? {};
  const [, shown = ""] = (path && read(path)?.split(/^# Page snapshot\s+```yaml\n/m)) || [];
  const lines = shown.split(/^```/m)[0]?.split("\n") ?? [];
  const main = lines.findIndex((line) => /^\s*- main\b/.test(line));
  const page = lines.slice(Math.max(main, 0)).slice(0, linesOfAPage).join("\n").trimEnd();
  return page ? { page } : {};
}

const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

function beginning(text: string): string {
  return text.replaceAll(colours, "").split("\n").slice(0, linesOfAnError).join("\n");
}
