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
    rolldownOptions: { input: { desk: "desk.html" } },
  },
  server: { proxy: { "/api": api } },
});
