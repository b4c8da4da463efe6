/** The stages of `npm test`, in their order: what is quick and explains the rest comes first. */
import { existsSync } from "node:fs";
import path from "node:path";
import { buildMessages, buildWebPages } from "../bootstrap/build.mjs";
import { CommandFailed, run } from "../bootstrap/command.mjs";
import { inRoot, root, runtimeFolder } from "../bootstrap/places.mjs";
import { architectureFindings, readShelf } from "../checks/architecture.ts";
import { docFindings, readDocs, readWorld } from "../checks/docs.ts";
import { readSources } from "../checks/imports.ts";
import { messageFindings, readCatalogues } from "../checks/messages.mjs";
import { findBrowser } from "./browser.ts";
import { runPlaywright, runVitest } from "./runners.ts";
import { asOneTest, type Stage, sumOf } from "./stage.ts";

/** Of the TypeScript projects, those the tree has. */
const projects = ["tsconfig.json", "packages/core", "packages/web", "e2e"];

export const stages: readonly Stage[] = [
  { name: "messages", run: checkMessages },
  { name: "types", run: checkTypes },
  { name: "lint", run: () => passes("@biomejs/biome/bin/biome", ["check", "--error-on-warnings"]) },
  {
    name: "architecture",
    run: async () => asOneTest(architectureFindings(readSources(root), readShelf(root))),
  },
  { name: "docs", run: async () => asOneTest(docFindings(readDocs(root), readWorld(root))) },
  { name: "unit", run: runVitest },
  { name: "web", run: buildWeb },
  { name: "browser", run: runBrowserTests },
];

/** Compiles as well: everything after this reads the compiled messages. */
async function checkMessages() {
  const findings = messageFindings(readCatalogues());
  if (findings.length > 0) return asOneTest(findings);
  return succeeds(() => buildMessages(process.execPath));
}

async function checkTypes() {
  const found = projects.filter((project) => hasProject(project));
  const tallies = await Promise.all(
    found.map((project) => passes("typescript/bin/tsc", ["-p", project, ...typeCheck(project)])),
  );
  return sumOf(tallies);
}

/** What was checked before is remembered: after a small change only what depends on it is checked. */
function typeCheck(project: string): string[] {
  const memory = path.join(runtimeFolder, "types", `${project.replaceAll("/", "-")}.tsbuildinfo`);
  return ["--pretty", "false", "--incremental", "--tsBuildInfoFile", memory];
}

function hasProject(project: string): boolean {
  const config = project.endsWith(".json") ? project : `${project}/tsconfig.json`;
  // The browser tests' project is of use only with the tests.
  if (project === "e2e") return existsSync(inRoot("e2e", "playwright.config.ts"));
  if (project === "packages/web") return existsSync(inRoot("packages", "web", "src"));
  return existsSync(inRoot(config));
}

async function buildWeb() {
  if (!existsSync(inRoot("packages", "web", "vite.config.ts"))) return undefined;
  return succeeds(() => buildWebPages(process.execPath));
}

async function runBrowserTests() {
  if (!existsSync(inRoot("e2e", "playwright.config.ts"))) return undefined;
  return runPlaywright(await findBrowser());
}

/** One of the installed tools, as one test. @param tool its script, under node_modules */
function passes(tool: string, args: string[]) {
  const script = inRoot("node_modules", ...tool.split("/"));
  return succeeds(() => run(process.execPath, [script, ...args]));
}

async function succeeds(work: () => Promise<unknown>) {
  try {
    await work();
    return asOneTest([]);
  } catch (error) {
    if (error instanceof CommandFailed) return asOneTest([error.message]);
    throw error;
  }
}
