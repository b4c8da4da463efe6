import { expect, test } from "vitest";
import { docFindings, type World } from "./docs.ts";

const world: World = {
  exists: (name) => ["docs/operations.md", "scripts/start.mjs"].includes(name),
  roots: ["docs", "scripts"],
  npmScripts: ["lianfang"],
  commands: ["found"],
  variables: ["LIANFANG_DATA"],
};

const findings = (source: string) => docFindings([{ file: "README.md", source }], world);

test("a document that names what is there has no findings", () => {
  const source = `
    See [operations](docs/operations.md#backup), \`scripts/start.mjs\` and \`/api/health\`;
    \`docs/decisions/NNN-title.md\`, [elsewhere](https://example.org), \`and/or\`.
    Set LIANFANG_DATA, then \`npm run lianfang -- found\`, which is \`lianfang found\`.
  `;
  expect(findings(source)).toEqual([]);
});

test.each([
  ["[gone](docs/gone.md)", "docs/gone.md"],
  ["look at `scripts/gone.mjs`", "scripts/gone.mjs"],
  ["`npm run gone`", "gone"],
  ["npm run lianfang -- gone", "gone"],
  ["`lianfang gone --help`", "gone"],
  ["LIANFANG_GONE=1", "LIANFANG_GONE"],
])("%s is found", (source, missing) => {
  expect(findings(source)).toEqual([`README.md: there is no ${missing}`]);
});
