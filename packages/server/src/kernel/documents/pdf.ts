/** Official documents as pdf, typeset by Typst with an embedded Chinese font. */
import type { OfficialDocument } from "./model.ts";
import { prepare } from "./prepare.ts";
import { typeset } from "./typesetter.ts";

/**
 * The document as a pdf (PDF/UA-1, tagged). The same document gives the same bytes. About 5 ms a page
 * in a process of its own; the first one waits half a second for it to start.
 * @throws DocumentError
 *
 * @example
 * reply.type("application/pdf").send(await toPdf(bulletin));
 */
export async function toPdf(document: OfficialDocument): Promise<Uint8Array> {
  return typeset(JSON.stringify(dataOf(document)));
}

/** What the layout gets to read: text stays data, so nothing in it can be markup. */
function dataOf(document: OfficialDocument) {
  return { ...prepare(document), issued: document.issuedOn.split("-").map(Number) };
}
