import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { fieldFiles } from "./field-files.ts";
import { precompress } from "./precompress.ts";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** The phone's app, built by itself: nothing of the desk's comes along. After the desk, beside it. */
export default defineConfig({
  root: import.meta.dirname,
  define: { __APP_VERSION__: JSON.stringify(version) },
  publicDir: false,
  plugins: [react(), fieldFiles(), precompress()],
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    rolldownOptions: {
      input: { field: "field.html", "field-worker": "src/kernel/field/worker/worker.ts" },
      output: {
        entryFileNames: ({ name }) =>
          name === "field-worker" ? "field-worker.js" : "assets/[name]-[hash].js",
      },
    },
  },
});
