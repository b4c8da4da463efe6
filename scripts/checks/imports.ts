/** Which file imports which, type imports included, by what the sources say. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "vite";

export interface SourceFile {
  /** From the repository's root, with `/`. */
  file: string;
  source: string;
  imports: Import[];
}

export interface Import {
  /** As written. */
  specifier: string;
  /** The file of this repository it means; undefined for a library or a built-in module. */
  target: string | undefined;
}

const sourceName = /\.(ts|tsx|mts)$/;

/** Every source file of the packages and what it imports. */
export function readSources(root: string): SourceFile[] {
  const packages = readdirSync(path.join(root, "packages"));
  return packages
    .map((name) => `packages/${name}/src`)
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => sourceName.test(name))
        .map((name) => readSource(root, `${folder}/${name.replaceAll(path.sep, "/")}`)),
    );
}

function readSource(root: string, file: string): SourceFile {
  const source = readFileSync(path.join(root, file), "utf8");
  const imports = specifiersIn(file, source).map((specifier) => ({
    specifier,
    target: targetOf(root, file, specifier),
  }));
  return { file, source, imports };
}

/** What a source imports and re-exports, `import("…")` in code and in types included. */
export function specifiersIn(file: string, source: string): string[] {
  const { module } = parseSync(file, source);
  const reexported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
  );
  const within = [...source.matchAll(/\bimport\(\s*["']([^"']+)["']/g)].map((found) => found[1]);
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...reexported,
    ...within.filter((specifier) => specifier !== undefined),
  ];
}

const ownPackage = /^@lianfang\/([\w-]+)\/(.+)$/;

function targetOf(root: string, from: string, specifier: string): string | undefined {
  const [, name, within] = ownPackage.exec(specifier) ?? [];
  if (name && within) return `packages/${name}/src/${within}`;
  if (!specifier.startsWith(".")) return undefined;
  const plain = path.posix.join(path.posix.dirname(from), specifier);
  const isFile = (file: string) => existsSync(path.join(root, file)) && path.extname(file) !== "";
  return [plain, `${plain}.ts`, `${plain}.tsx`, `${plain}/index.ts`].find(isFile) ?? plain;
}
