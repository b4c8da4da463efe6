import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    globalSetup: ["packages/testkit/src/vitest-setup.ts"],
    // Town halls' machines have two cores, and so do the machines this is tested on.
    maxWorkers: 2,
    // Files share a process: loading the server anew for each took half of the run. What a test file
    // changes for the whole process, it puts back.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What others in the cluster have under way holds back what is asked for here.
    expect: { poll: { timeout: 10_000 } },
    // Compiled and many: to be read as they are.
    server: { deps: { external: [/packages\/messages\//] } },
    env: { TZ: "UTC", NODE_ENV: "test" },
  },
});
