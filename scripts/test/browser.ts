/**
 * A Chromium for the browser tests: the one named, else an installed one, else the system's
 * package where this account may install it, else Playwright's own.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "../bootstrap/command.mjs";
import { inRoot } from "../bootstrap/places.mjs";
import { withProgress } from "../bootstrap/progress.mjs";
import { text } from "../bootstrap/texts.mjs";

export interface Browser {
  /** For the test run: `CHROMIUM_PATH` names the program, without it Playwright takes its own. */
  environment: NodeJS.ProcessEnv;
}

const installedNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** @throws CommandFailed when there is none and none can be fetched */
export async function findBrowser(): Promise<Browser> {
  const program = (await installedBrowser()) ?? (await debianBrowser());
  if (program) return { environment: { CHROMIUM_PATH: program } };
  await withProgress(text("operations.test.fetch_browser"), fetchPlaywrights);
  return { environment: { CHROMIUM_PATH: undefined } };
}

async function installedBrowser(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const found = installedNames
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .filter((program) => existsSync(program));
  for (const program of [process.env.CHROMIUM_PATH, ...found]) {
    if (program && (await answers(program))) return program;
  }
  return undefined;
}

/** Some distributions put a script there that only says how to install the browser. */
async function answers(program: string): Promise<boolean> {
  return run(program, ["--version"]).then(
    (said) => /chrom/i.test(said),
    () => false,
  );
}

async function debianBrowser(): Promise<string | undefined> {
  if (process.geteuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const packages = ["chromium", "fonts-noto-cjk"];
  const apt = (...args: string[]) => run("apt-get", ["-q", "-y", ...args], { env });
  return withProgress(text("operations.test.install_browser"), async () => {
    try {
      await apt("update");
      await apt("install", "--no-install-recommends", ...packages);
    } catch {
      return undefined; // not this system's package: Playwright's own then
    }
    return installedBrowser();
  });
}

async function fetchPlaywrights(): Promise<void> {
  const cli = inRoot("node_modules", "@playwright", "test", "cli.js");
  const withLibraries = process.geteuid?.() === 0 ? ["--with-deps"] : [];
  await run(process.execPath, [cli, "install", ...withLibraries, "chromium"]);
}
