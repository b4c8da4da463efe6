/** What failed, said once more at the end: of a long log often only the end is kept. */

/** A failed test: where it stands, what it is called and how its error begins. */
export interface Failure {
  name: string;
  /** The first lines of its error, without colours. */
  error: string;
}

const linesOfAnError = 12;

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
    tests?: { status?: string; results?: { errors?: { message?: string }[] }[] }[];
  }[];
}

/** @param report of Playwright's JSON reporter */
export function playwrightFailures(report: { suites?: unknown }): Failure[] {
  const suites = Array.isArray(report.suites) ? (report.suites as PlaywrightSuite[]) : [];
  return suites.flatMap(failuresIn);
}

function failuresIn({ specs = [], suites = [] }: PlaywrightSuite): Failure[] {
  const own = specs.flatMap(({ title = "", file = "", line = 0, tests = [] }) =>
    tests
      .filter(({ status }) => status === "unexpected")
      .map(({ results = [] }) => ({
        name: `${file}:${line} › ${title}`,
        error: beginning(
          results.flatMap(({ errors = [] }) => errors.map((e) => e.message ?? "")).join("\n"),
        ),
      })),
  );
  return [...own, ...suites.flatMap(failuresIn)];
}

const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

function beginning(text: string): string {
  return text.replaceAll(colours, "").split("\n").slice(0, linesOfAnError).join("\n");
}
