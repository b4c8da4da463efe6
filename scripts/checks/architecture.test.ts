import { expect, test } from "vitest";
import { architectureFindings, type Shelf } from "./architecture.ts";
import { cyclesIn } from "./cycles.ts";
import { type SourceFile, specifiersIn } from "./imports.ts";

const shelf: Shelf = {
  shelf: ["accounts", "registry", "screening"],
  sideways: { screening: ["registry"] },
};

function file(name: string, targets: string[] = [], source = ""): SourceFile {
  const imports = targets.map((target) => ({
    specifier: target,
    target: target.startsWith("packages/") ? target : undefined,
  }));
  return { file: name, source, imports };
}

const findings = (...files: SourceFile[]) => architectureFindings(files, shelf);

test("a house in order has no findings", () => {
  expect(
    findings(
      file("packages/core/src/registry/rules.ts", ["packages/core/src/kernel/time.ts"]),
      file("packages/server/src/screening/commands.ts", ["packages/server/src/registry/store.ts"]),
      file("packages/server/src/registry/store.ts", ["kysely"], "db.selectFrom('household')"),
      file("packages/web/src/screening/list.tsx", ["packages/core/src/accounts/contract.ts"]),
    ),
  ).toEqual([]);
});

test.each([
  ["web", "packages/web/src/desk.tsx", "packages/server/src/app.ts"],
  ["server", "packages/server/src/app.ts", "packages/web/src/desk.tsx"],
  ["core", "packages/core/src/registry/contract.ts", "packages/server/src/app.ts"],
  ["drill", "packages/drill/src/demo.ts", "packages/server/src/app.ts"],
  ["server", "packages/server/src/registry/store.ts", "packages/testkit/src/database.ts"],
])("%s stays on its floor", (floor, from, to) => {
  expect(findings(file(from, [to]))).toContain(`${from}: ${floor} may not import ${to}`);
});

test("core sees zod and nothing else; the contract's library where procedures are declared", () => {
  expect(
    findings(file("packages/core/src/kernel/procedure.ts", ["zod", "@orpc/contract"])),
  ).toEqual([]);
  expect(findings(file("packages/core/src/kernel/ids.ts", ["node:crypto"]))).toHaveLength(1);
  expect(findings(file("packages/core/src/kernel/ids.test.ts", ["vitest"]))).toEqual([]);
  expect(findings(file("packages/core/src/registry/rules.ts", ["zod"]))).toHaveLength(1);
});

test("sideways goes only downward, and only where modules.json says so", () => {
  const from = "packages/server/src/registry/commands.ts";
  expect(findings(file(from, ["packages/server/src/accounts/store.ts"]))).toHaveLength(1);
  expect(findings(file(from, ["packages/server/src/app.ts"]))).toHaveLength(1);
  const kernel = "packages/server/src/kernel/live.ts";
  expect(findings(file(kernel, ["packages/server/src/registry/store.ts"]))).toHaveLength(1);
  const upward = { ...shelf, sideways: { registry: ["screening"], accounts: ["nobody"] } };
  expect(architectureFindings([], upward)).toHaveLength(2);
});

test.each([
  "db.selectFrom('household')",
  "tx.insertInto('household')",
  "const rows = sql`SELECT 1`",
  "const rows = sql<number>`SELECT 1`",
])("SQL outside its place is found: %s", (source) => {
  expect(findings(file("packages/server/src/registry/commands.ts", [], source))).toHaveLength(1);
  expect(findings(file("packages/server/src/registry/arrival-figures.ts", [], source))).toEqual([]);
});

test("a name that says nothing is found", () => {
  expect(findings(file("packages/web/src/kernel/utils.ts"))).toHaveLength(1);
  expect(findings(file("packages/core/src/registry/index.ts"))).toHaveLength(1);
});

test("circles are found, and only circles", () => {
  const a = file("packages/core/src/a.ts", ["packages/core/src/b.ts", "packages/core/src/c.ts"]);
  const b = file("packages/core/src/b.ts", ["packages/core/src/c.ts"]);
  const c = file("packages/core/src/c.ts");
  expect(cyclesIn([a, b, c])).toEqual([]);
  const back = file("packages/core/src/c.ts", ["packages/core/src/a.ts"]);
  expect(cyclesIn([a, b, back])).toHaveLength(1);
});

test("every way to import is seen", () => {
  const source = `
    import type { A } from "./a.ts";
    export type { B } from "./b.ts";
    export * from "./c.ts";
    import "./d.ts";
    const e = await import("./e.ts");
    type F = import("./f.ts").F;
  `;
  expect(specifiersIn("x.ts", source).sort()).toEqual(
    ["a", "b", "c", "d", "e", "f"].map((name) => `./${name}.ts`),
  );
});
