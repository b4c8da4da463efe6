/**
 * The process in which Typst lays out one document after another. On its own, because the compiler
 * keeps about 0.4 MB of each document for good: its process is replaced now and then.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { NodeCompiler, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import type { Layout, TypesetterAnswer, TypesetterRequest } from "./typesetter.ts";

const FONTS = dirname(
  createRequire(import.meta.url).resolve("@expo-google-fonts/noto-serif-sc/package.json"),
);
/** What was laid out is kept for so many more documents; most of the rest is given back. */
const KEPT_FOR = 4;
/** PDF/UA-1: title, language and structure are in the file, for those who have it read to them. */
const ACCESSIBLE = { pdfStandard: "ua-1" };

// Fonts named here come before any of the same name that the machine may have.
const compiler = NodeCompiler.create({
  workspace: import.meta.dirname,
  fontArgs: [{ fontPaths: [join(FONTS, "400Regular"), join(FONTS, "700Bold")] }],
});

process.on("message", ({ id, layout, data }: TypesetterRequest) => {
  process.send?.({ id, ...render(layout, data) });
});
process.once("disconnect", () => process.exit());

function render(layout: Layout, data: string): Omit<TypesetterAnswer, "id"> {
  try {
    return { pdf: exported(layOut(layout, data)) };
  } catch (error) {
    return { reason: withoutText(error instanceof Error ? error.message : JSON.stringify(error)) };
  } finally {
    compiler.evictCache(KEPT_FOR);
  }
}

/**
 * A sign that no font of this machine has (in a name, say) is against the standard. Then the document
 * is given out all the same, with an empty square in that place.
 */
function exported(laidOut: NodeTypstDocument): Uint8Array {
  try {
    return compiler.pdf(laidOut, ACCESSIBLE);
  } catch {
    return compiler.pdf(laidOut);
  }
}

/** Reasons go to the log, where nothing of a document may stand; the compiler quotes what it stumbles over. */
function withoutText(reason: string): string {
  return reason.replace(/`[^`]*`/g, "`…`");
}

function layOut(layout: Layout, data: string): NodeTypstDocument {
  const mainFilePath = join(import.meta.dirname, `${layout}.typ`);
  const compiled = compiler.compile({ mainFilePath, inputs: { document: data } });
  if (compiled.result && !compiled.hasError()) return compiled.result;
  const error = compiled.takeDiagnostics();
  throw new Error(JSON.stringify(error?.shortDiagnostics ?? "no result"));
}
