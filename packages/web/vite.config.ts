import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./precompress.ts";

const api = process.env.LIANFANG_API ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    // The content security policy allows no inline script, and every browser that runs the desk
    // knows module preload.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { desk: "desk.html" },
      // Without these every message and every small part that two pages share is a file of its own.
      output: {
        chunkFileNames: ({ name }) =>
          `assets/${name.startsWith("shared") ? "shared" : "[name]"}-[hash].js`,
        codeSplitting: {
          groups: [
            { name: "start", tags: ["$initial"], priority: 1 },
            {
              name: "shared",
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 40_000,
            },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1_200,
  },
  server: { proxy: { "/api": api } },
});
