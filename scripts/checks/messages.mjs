/**
 * The message catalogues: the same keys with the same parameters in every language, no text empty,
 * every key under its file's module, every file compiled. Run by the build and by the tests.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { inRoot } from "../bootstrap/places.mjs";

/**
 * @typedef {{ locale: string, module: string, file: string, source: string,
 *   messages: Record<string, unknown> }} Catalogue
 */

/** @returns {Catalogue[]} */
export function readCatalogues(folder = inRoot("messages")) {
  return readdirSync(folder).flatMap((locale) =>
    readdirSync(path.join(folder, locale)).map((name) => {
      const file = `messages/${locale}/${name}`;
      const source = readFileSync(path.join(folder, locale, name), "utf8");
      return {
        locale,
        module: path.basename(name, ".json"),
        file,
        source,
        messages: parse(source, file),
      };
    }),
  );
}

/** @param {string} source @param {string} file */
function parse(source, file) {
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/**
 * @param {Catalogue[]} catalogues
 * @param {string[]} [compiled] the modules the compiler is told of; all when absent
 * @returns {string[]} what is wrong, a line each; empty when all is well
 */
export function messageFindings(catalogues, compiled = compiledModules()) {
  const locales = [...new Set(catalogues.map((catalogue) => catalogue.locale))];
  const modules = [...new Set(catalogues.map((catalogue) => catalogue.module))];
  return [
    ...catalogues.flatMap(findingsWithin),
    ...modules.flatMap((module) =>
      findingsBetween(
        locales.map(
          (locale) =>
            catalogues.find((found) => found.locale === locale && found.module === module) ?? {
              file: `messages/${locale}/${module}.json`,
              messages: {},
            },
        ),
      ),
    ),
    ...modules
      .filter((module) => !compiled.includes(module))
      .map(
        (module) => `project.inlang/settings.json does not list messages/{locale}/${module}.json`,
      ),
  ];
}

/** @param {Catalogue} catalogue */
function findingsWithin({ module, file, source, messages }) {
  const keys = [...source.matchAll(/^ {2}"((?:[^"\\]|\\.)+)"\s*:/gm)].map((match) => match[1]);
  const twice = keys.filter((key, at) => keys.indexOf(key) !== at);
  return [
    ...twice.map((key) => `${file}: ${key} is there twice`),
    ...Object.entries(messages).flatMap(([key, message]) => {
      const isOwn = key.startsWith(`${module}.`) || key.startsWith(`problem.${module}.`);
      const texts = textsOf(message);
      return [
        ...(isOwn ? [] : [`${file}: ${key} does not begin with ${module}. or problem.${module}.`]),
        ...(texts ? [] : [`${file}: ${key} is neither a text nor a list of variants`]),
        ...(texts?.some((text) => text.trim() === "") ? [`${file}: ${key} is empty`] : []),
      ];
    }),
  ];
}

/** @param {Pick<Catalogue, "file" | "messages">[]} versions of one module, one for each language */
function findingsBetween(versions) {
  const keys = [...new Set(versions.flatMap(({ messages }) => Object.keys(messages)))];
  return keys.flatMap((key) => {
    const lacking = versions.filter(({ messages }) => messages[key] === undefined);
    if (lacking.length > 0) return lacking.map(({ file }) => `${file}: ${key} is missing`);
    const [first, ...others] = versions.map(({ file, messages }) => ({
      file,
      parameters: parametersOf(messages[key]),
    }));
    return others
      .filter(({ parameters }) => parameters !== first?.parameters)
      .map(
        ({ file, parameters }) =>
          `${file}: ${key} takes (${parameters}), in ${first?.file} (${first?.parameters})`,
      );
  });
}

/** The texts of a message: itself, or those of its variants. @param {unknown} message */
function textsOf(message) {
  if (typeof message === "string") return [message];
  if (!Array.isArray(message) || message.length === 0) return undefined;
  return message.flatMap((variants) => Object.values(variants.match ?? { none: "" }).map(String));
}

/** @param {unknown} message */
function parametersOf(message) {
  const declared = Array.isArray(message)
    ? message.flatMap((variants) => variants.declarations ?? [])
    : [];
  const locals = declared.flatMap((line) => /^local (\w+)/.exec(line)?.[1] ?? []);
  const inputs = declared.flatMap((line) => /^input (\w+)/.exec(line)?.[1] ?? []);
  const used = (textsOf(message) ?? []).flatMap((text) =>
    [...text.matchAll(/(?<!\\)\{\s*(\w+)\s*\}/g)].map((match) => match[1] ?? ""),
  );
  const names = [...new Set([...inputs, ...used])].filter((name) => !locals.includes(name));
  return names.sort().join(", ");
}

function compiledModules() {
  const settings = JSON.parse(readFileSync(inRoot("project.inlang", "settings.json"), "utf8"));
  /** @type {string[]} */
  const patterns = [settings["plugin.inlang.messageFormat"].pathPattern].flat();
  return patterns.map((pattern) => path.basename(pattern, ".json"));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const findings = messageFindings(readCatalogues());
  for (const finding of findings) console.error(finding);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
