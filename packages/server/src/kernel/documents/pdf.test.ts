import { execFileSync, spawnSync } from "node:child_process";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { BULLETIN, CERTIFICATE, ENGLISH_BULLETIN } from "./examples.ts";
import type { OfficialDocument } from "./model.ts";
import { toPdf } from "./pdf.ts";
import { typeset } from "./typesetter.ts";

/** The objects of a pdf as text, its compressed streams unpacked. */
function contentOf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  let content = bytes.toString("latin1");
  for (let at = 0; ; ) {
    const start = bytes.indexOf("stream\n", at);
    if (start < 0) return content;
    const end = bytes.indexOf("endstream", start);
    at = end + "endstream".length;
    try {
      content += inflateSync(bytes.subarray(start + "stream\n".length, end)).toString("latin1");
    } catch {
      // Not compressed: in `content` already.
    }
  }
}

const pagesOf = (pdf: Uint8Array) => contentOf(pdf).match(/\/Type\s*\/Page\b/g)?.length;
const fontsOf = (pdf: Uint8Array) =>
  new Set(
    [...contentOf(pdf).matchAll(/\/FontName\s*\/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) => name),
  );

const hasPoppler = spawnSync("pdftotext", ["-v"]).status === 0;
const textOf = (pdf: Uint8Array) =>
  execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });

describe("a pdf", () => {
  it("has the same bytes for the same document, whatever was made in between", async () => {
    const first = await toPdf(BULLETIN);
    await toPdf(ENGLISH_BULLETIN);
    expect(await toPdf(BULLETIN)).toEqual(first);
  });

  it("embeds the two weights of its own font and no other", async () => {
    const expected = new Set(["NotoSerifSC-Regular", "NotoSerifSC-Bold"]);
    expect(fontsOf(await toPdf(BULLETIN))).toEqual(expected);
    expect(fontsOf(await toPdf(ENGLISH_BULLETIN))).toEqual(expected);
  });

  it("says its language, title, author and day, and is tagged for those who can't see it", async () => {
    const chinese = contentOf(await toPdf(BULLETIN));
    expect(chinese).toMatch(/\/Lang\s*\(zh-CN\)/);
    expect(chinese).toContain("pdfuaid:part");
    expect(chinese).toMatch(/\/MarkInfo/);
    expect(chinese).toMatch(/\/CreationDate\s*\(D:20200205/);
    const title = Buffer.from(BULLETIN.title).toString("latin1");
    expect(chinese).toContain(title);
    expect(chinese).toContain(Buffer.from(BULLETIN.issuer).toString("latin1"));
    expect(contentOf(await toPdf(ENGLISH_BULLETIN))).toMatch(/\/Lang\s*\(en-GB\)/);
  });

  it("of a certificate is one page, even with a long text", async () => {
    const text = "自即日起解除居家隔离医学观察，并请继续做好个人防护。".repeat(30);
    const long: OfficialDocument = { ...CERTIFICATE, blocks: [{ kind: "paragraph", text }] };
    expect(pagesOf(await toPdf(CERTIFICATE))).toBe(1);
    expect(pagesOf(await toPdf(long))).toBe(1);
    expect(pagesOf(await toPdf(BULLETIN))).toBeGreaterThan(2);
  });

  it("is A4", async () => {
    expect(contentOf(await toPdf(CERTIFICATE))).toMatch(
      /\/MediaBox\s*\[0 0 595\.27\d+ 841\.8\d+\]/,
    );
  });

  it.skipIf(!hasPoppler)("shows text that looks like markup as it is", async () => {
    const strange =
      '#panic("x") $1+1$ *strong* _em_ @ref <label> `raw` = title \\ // /* */ ~ -- #sys.inputs';
    const blocks = [{ kind: "paragraph", text: strange }] as const;
    const text = textOf(await toPdf({ ...ENGLISH_BULLETIN, title: "#let a = 1", blocks }));
    expect(text.replace(/\s+/g, " ")).toContain(strange);
    expect(text).toContain("#let a = 1");
  });

  it.skipIf(!hasPoppler)("has 28 characters on a line and 22 lines on a page", async () => {
    const blocks = [{ kind: "paragraph", text: "清".repeat(28 * 60) }] as const;
    const plain: OfficialDocument = {
      ...BULLETIN,
      blocks,
      redHeader: undefined,
      signature: undefined,
    };
    const pages = textOf(await toPdf({ ...plain, footerNote: undefined })).split("\f");
    const lines = pages[1]
      ?.split("\n")
      .map((line) => line.trim())
      .filter((line) => /^清+$/.test(line));
    expect(lines).toHaveLength(22);
    expect(new Set(lines?.map((line) => line.length))).toEqual(new Set([28]));
  });

  it.skipIf(!hasPoppler)(
    "repeats a table's header on every page and numbers the pages",
    async () => {
      const pages = textOf(await toPdf(BULLETIN)).split("\f");
      expect(pages.filter((page) => page.includes("完成率")).length).toBeGreaterThan(1);
      expect(pages[1]).toMatch(/—\s*2\s*—/);
    },
  );
});

describe("the typesetter", () => {
  it("answers many at once", async () => {
    const documents = Array.from({ length: 8 }, (_, index) => ({
      ...CERTIFICATE,
      number: `${index}`,
    }));
    const pdfs = await Promise.all(documents.map(toPdf));
    expect(new Set(pdfs.map((pdf) => Buffer.from(pdf).toString("latin1"))).size).toBe(8);
  });

  it("says why when it fails, and goes on", async () => {
    await expect(typeset("{}")).rejects.toMatchObject({
      code: "documents.notRendered",
      status: 500,
      details: { format: "pdf" },
      reason: expect.stringContaining("document"),
    });
    expect(pagesOf(await toPdf(CERTIFICATE))).toBe(1);
  });

  it("gives out a document with a sign that no font has, and never quotes the document", async () => {
    const unassigned = "\u{e0f80}";
    expect(pagesOf(await toPdf({ ...CERTIFICATE, addressee: `张${unassigned}：` }))).toBe(1);
    const failure = typeset(JSON.stringify({ document: { language: "张三" } }));
    await expect(failure).rejects.toMatchObject({ reason: expect.not.stringContaining("张三") });
  });

  it("is replaced when worn, without losing a document", async () => {
    const count = 120;
    const documents = Array.from({ length: count }, (_, index) => ({
      ...CERTIFICATE,
      number: `第${index}号`,
    }));
    const pdfs = await Promise.all(documents.map(toPdf));
    expect(pdfs.filter((pdf) => pagesOf(pdf) === 1)).toHaveLength(count);
  }, 60_000);
});
