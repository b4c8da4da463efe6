import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const installed = "/usr/bin/chromium";
const program = process.env.CHROMIUM_PATH ?? (existsSync(installed) ? installed : undefined);

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results/browser",
  // Each file has a server and a database of its own; two at once is what a small machine bears.
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    timezoneId: "Asia/Shanghai",
    screenshot: "only-on-failure",
    // Whatever can't be tapped is told at once, not at the end of the test's time.
    actionTimeout: 60_000,
    launchOptions: {
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      ...(program ? { executablePath: program } : {}),
    },
  },
});
