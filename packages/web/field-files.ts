import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

const squeeze = promisify(brotliCompress);
const zip = promisify(gzip);

/** What the first visit may load, with brotli: over HTTPS every browser that runs the app takes it. */
export const mostFirstBytes = 160_000;

/** Files of `public/` the phone fetches with the first page. */
const publicFirst = ["field.webmanifest", "icon.svg", "field-icon-192.png"];
const worker = "field-worker.js";

type Bundle = Rolldown.OutputBundle;

/** The files of a page's entry with everything it imports at once, and those imported later. */
function filesOf(bundle: Bundle): { first: string[]; rest: string[] } {
  const first = new Set<string>();
  const rest = new Set<string>();
  const follow = (name: string, into: Set<string>) => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || into.has(name)) return;
    into.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) into.add(style);
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) rest.add(asset);
    for (const other of chunk.imports) follow(other, into);
    for (const later of chunk.dynamicImports) follow(later, rest);
  };
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === "chunk" && file.isEntry && name !== worker) follow(name, first);
  }
  return { first: [...first], rest: [...rest].filter((name) => !first.has(name)) };
}

/**
 * Tells the service worker which files make up the app, and fails the build when the first visit
 * would load more than a slow line bears.
 */
export function fieldFiles(): Plugin {
  let folder = "";
  let publicFolder = "";
  let first: string[] = [];
  return {
    name: "field-files",
    enforce: "post",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
      publicFolder = join(config.root, "public");
    },
    async generateBundle(_options, bundle) {
      const files = filesOf(bundle);
      first = [...files.first, "field.html"];
      const chunk = bundle[worker];
      const page = bundle["field.html"];
      if (chunk?.type !== "chunk" || page?.type !== "asset") throw new Error("no worker or page");
      const shown = ["/field", ...[...files.first, ...publicFirst].map((name) => `/${name}`)];
      const rest = files.rest.map((name) => `/${name}`);
      const hash = createHash("sha256").update(String(page.source)).update(chunk.code);
      hash.update(JSON.stringify([shown, rest]));
      for (const name of publicFirst) hash.update(await readFile(join(publicFolder, name)));
      chunk.code = chunk.code
        .replace(/["'`]__FIELD_VERSION__["'`]/, JSON.stringify(hash.digest("hex").slice(0, 16)))
        .replace(/["'`]__FIELD_FIRST__["'`]/, JSON.stringify(shown))
        .replace(/["'`]__FIELD_REST__["'`]/, JSON.stringify(rest));
    },
    async closeBundle() {
      const paths = [
        ...[...first, worker].map((name) => join(folder, name)),
        ...publicFirst.map((name) => join(publicFolder, name)),
      ];
      const sizes = await Promise.all(paths.map(sizeOf));
      const gzipped = sizes.reduce((sum, { zipped }) => sum + zipped, 0);
      const squeezed = sizes.reduce((sum, { squeezed: bytes }) => sum + bytes, 0);
      this.info(`first visit to /field: ${squeezed} bytes with brotli, ${gzipped} with gzip`);
      if (squeezed > mostFirstBytes)
        throw new Error(`first visit to /field: ${squeezed} bytes, more than ${mostFirstBytes}`);
    },
  };
}

async function sizeOf(path: string): Promise<{ zipped: number; squeezed: number }> {
  const content = await readFile(path);
  const [zipped, squeezed] = await Promise.all([zip(content, { level: 9 }), squeeze(content)]);
  return { zipped: zipped.length, squeezed: squeezed.length };
}
