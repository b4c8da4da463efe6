import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const squeeze = promisify(brotliCompress);
const zip = promisify(gzip);
const worthIt = 1024;

/** Already done, as the desk's files are when the phone's app is built beside them. */
async function isDone(path: string): Promise<boolean> {
  const times = await Promise.all(
    [path, `${path}.br`, `${path}.gz`].map((file) => writtenAt(file)),
  );
  const [plain = 0, ...squeezed] = times;
  return squeezed.every((time) => time >= plain);
}

async function writtenAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NEGATIVE_INFINITY,
  );
}

async function beside(path: string): Promise<void> {
  if (await isDone(path)) return;
  const content = await readFile(path);
  if (content.length < worthIt) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await Promise.all([
    writeFile(`${path}.br`, await squeeze(content, { params })),
    writeFile(`${path}.gz`, await zip(content, { level: 9 })),
  ]);
}

/** Puts a `.br` and a `.gz` beside each text file, so that the server never compresses by itself. */
export function precompress(): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      const texts = files.filter((file) => /\.(js|css|html|svg|json|wasm)$/.test(file));
      await Promise.all(texts.map((file) => beside(join(folder, file))));
    },
  };
}
