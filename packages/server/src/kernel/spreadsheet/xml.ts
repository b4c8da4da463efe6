/** The parts of an xlsx archive as streams of XML events: strict, without declarations of entities. */
import { SaxesParser, type SaxesTagPlain } from "saxes";
import type { ArchiveEntry } from "../archive/directory.ts";
import { unpack } from "../archive/unpack.ts";
import { spreadsheetProblem } from "./problems.ts";

type Decoder = InstanceType<typeof TextDecoder>;

export interface XmlHandlers {
  /** `name` is without its namespace prefix. */
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
  /** Awaited between pieces of the stream. */
  breathe?(): Promise<void>;
}

/**
 * Reads one part through.
 * @throws SpreadsheetError `damaged` when it isn't well-formed or declares a document type: no
 * program that writes spreadsheets does, and entities that unfold are declared there
 */
export async function readXml(
  archive: Buffer,
  entry: ArchiveEntry,
  handlers: XmlHandlers,
): Promise<void> {
  const parser = strictParser(handlers);
  let decoder: Decoder | undefined;
  for await (const piece of unpack(archive, entry)) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    parser.write(decode(decoder, piece));
    await handlers.breathe?.();
  }
  parser.write(decode(decoder));
  parser.close();
}

function strictParser({ open, text, close }: XmlHandlers): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on("error", refuse);
  parser.on("doctype", refuse);
  if (open) parser.on("opentag", (tag: SaxesTagPlain) => open(local(tag.name), tag.attributes));
  if (close) parser.on("closetag", (tag: SaxesTagPlain) => close(local(tag.name)));
  if (text) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  return parser;
}

function refuse(): never {
  throw spreadsheetProblem("damaged");
}

function decode(decoder: Decoder | undefined, piece?: Buffer): string {
  try {
    return decoder?.decode(piece, { stream: piece !== undefined }) ?? "";
  } catch {
    return refuse();
  }
}

/** XML in Office files is UTF-8 or UTF-16 (ECMA-376 part 2, 8.1.4); UTF-16 has its mark. */
function encodingOf(piece: Buffer): string {
  if (piece[0] === 0xff && piece[1] === 0xfe) return "utf-16le";
  return piece[0] === 0xfe && piece[1] === 0xff ? "utf-16be" : "utf-8";
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Office writes characters that XML can't hold as `_x000D_`. ECMA-376 part 1, 22.9.2.19. */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
