/** What is made from the sources: the compiled messages and the web pages. Made when stale. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { messageFindings, readCatalogues } from "../checks/messages.mjs";
import { CommandFailed, run } from "./command.mjs";
import { fingerprint, isStamped, stamp } from "./fingerprint.mjs";
import { inRoot } from "./places.mjs";
import { withProgress } from "./progress.mjs";
import { text } from "./texts.mjs";

/** Versions of the tools, and what makes what. */
const tools = ["package-lock.json", "scripts/bootstrap/build.mjs"];

const messageSources = [
  "messages",
  "project.inlang/settings.json",
  "packages/messages/vite.config.js",
  ...tools,
];
const webSources = [
  "packages/web",
  "packages/core/src",
  "packages/core/package.json",
  "tsconfig.base.json",
  ...messageSources,
];

const vite = inRoot("node_modules", "vite", "bin", "vite.js");

const compiledMessages = inRoot("packages", "messages", "generated");
const webPages = inRoot("packages", "web", "dist");

/**
 * @typedef {{ name: "messages" | "web", sources: string[], output: string,
 *   build: (node: string) => Promise<void> }} Product
 */

/** @type {Product} */
const messages = {
  name: "messages",
  sources: messageSources,
  output: compiledMessages,
  build: compileMessages,
};

/** @type {Product} */
const web = { name: "web", sources: webSources, output: webPages, build: buildWeb };

const hasWeb = () => existsSync(inRoot("packages", "web", "vite.config.ts"));

/** @param {Product} product */
const isFresh = ({ name, sources, output }) =>
  existsSync(output) && isStamped(name, fingerprint(sources));

export const isBuildFresh = () => isFresh(messages) && (!hasWeb() || isFresh(web));

/**
 * @param {string} node the program that runs the tools
 * @throws {CommandFailed} with what the tool said, or what is wrong with the messages
 */
export async function buildStale(node) {
  await buildMessages(node);
  if (hasWeb()) await buildWebPages(node);
}

/** @param {string} node @throws {CommandFailed} */
export const buildMessages = (node) => buildWhenStale(messages, node);

/** @param {string} node @throws {CommandFailed} */
export const buildWebPages = (node) => buildWhenStale(web, node);

/** @param {Product} product @param {string} node */
async function buildWhenStale(product, node) {
  if (isFresh(product)) return;
  const print = fingerprint(product.sources); // before: what changes meanwhile is built next time
  await withProgress(text(`operations.bootstrap.build_${product.name}`), () => product.build(node));
  stamp(product.name, print);
}

/** @param {string} node */
async function compileMessages(node) {
  const catalogues = readCatalogues();
  const findings = messageFindings(catalogues);
  if (findings.length > 0) throw new CommandFailed("messages", findings.join("\n"));
  const said = await run(node, [
    inRoot("node_modules", "@inlang", "paraglide-js", "bin", "run.js"),
    "compile",
    "--project=./project.inlang",
    "--outdir=./packages/messages/generated",
  ]);
  await bundleMessages(node);
  // With a wrong path to its plugin or catalogues the compiler reports success and no messages.
  const expected = Object.keys(Object.assign({}, ...catalogues.map((found) => found.messages)));
  const compiled = countCompiled();
  if (compiled === expected.length) return;
  throw new CommandFailed(
    "paraglide-js compile",
    `${said}\n${text("operations.bootstrap.messages_lost", { compiled, expected: expected.length })}`,
  );
}

// Beside the messages, where `../runtime.js` is the same file.
const bundledMessages = path.join("generated", "bundled");

/** In one file for Node.js, see `packages/messages/node/messages.js`. @param {string} node */
async function bundleMessages(node) {
  const index = path.join("generated", "messages", "_index.js");
  const args = ["build", "packages/messages", "--ssr", index, "--outDir", bundledMessages];
  await run(node, [vite, ...args, "--emptyOutDir", "--logLevel", "warn"]);
}

function countCompiled() {
  const index = readFileSync(path.join(compiledMessages, "messages", "_index.js"), "utf8");
  return index.match(/^export \* from/gm)?.length ?? 0;
}

/** @param {string} node */
async function buildWeb(node) {
  const options = {
    cwd: inRoot("packages", "web"),
    env: { ...process.env, NODE_ENV: "production" },
  };
  const desk = await run(node, [vite, "build", "--logLevel=warn"], options);
  const field = ["--config", "vite.field.config.ts"];
  const said = desk + (await run(node, [vite, "build", ...field, "--logLevel=warn"], options));
  if (readdirSync(webPages).some((name) => name.endsWith(".html"))) return;
  throw new CommandFailed("vite build", `${said}\n${text("operations.bootstrap.no_pages")}`);
}
