import { expect, test } from "vitest";
import { playwrightFailures, vitestFailures } from "./failures.ts";

test("failed tests of Vitest are named with the beginning of their error", () => {
  const long = Array.from({ length: 40 }, (_, line) => `line ${line}`).join("\n");
  const testResults = [
    {
      name: "a.test.ts",
      status: "failed",
      assertionResults: [
        { fullName: "adds", status: "passed", failureMessages: [] },
        { fullName: "takes away", status: "failed", failureMessages: [long] },
      ],
    },
    { name: "b.test.ts", status: "failed", message: "no such module", assertionResults: [] },
    { name: "c.test.ts", status: "passed", assertionResults: [] },
  ];
  const [first, second, ...more] = vitestFailures({ testResults });
  expect(first?.name).toBe("a.test.ts › takes away");
  expect(first?.error.split("\n")).toHaveLength(12);
  expect(second).toEqual({ name: "b.test.ts", error: "no such module" });
  expect(more).toEqual([]);
});

test("failed tests of Playwright are named wherever they are nested", () => {
  const spec = (title: string, status: string) => ({
    title,
    file: "people.spec.ts",
    line: 7,
    tests: [
      {
        status,
        results: [
          {
            errors: [{ message: "\u001b[31mno button\u001b[39m" }],
            attachments: [{ name: "error-context", path: "context.md" }],
          },
        ],
      },
    ],
  });
  const suites = [
    { specs: [spec("looks", "expected")], suites: [{ specs: [spec("presses", "unexpected")] }] },
  ];
  const named = { name: "people.spec.ts:7 › presses", error: "no button" };
  expect(playwrightFailures({ suites }, () => undefined)).toEqual([named]);
  const main = ["    - main:", '        - heading "Residents"'].join("\n");
  const context = `# Error\n\n# Page snapshot\n\n\`\`\`yaml\n- generic:\n${main}\n\`\`\`\n\n# Source\n`;
  expect(playwrightFailures({ suites }, () => context)).toEqual([{ ...named, page: main }]);
  expect(playwrightFailures({}, () => undefined)).toEqual([]);
});
