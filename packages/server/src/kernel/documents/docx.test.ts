import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { toDocx } from "./docx.ts";
import { BULLETIN, CERTIFICATE, ENGLISH_BULLETIN } from "./examples.ts";
import type { OfficialDocument } from "./model.ts";

async function partsOf(document: OfficialDocument): Promise<Record<string, string>> {
  const parts = unzipSync(await toDocx(document));
  return Object.fromEntries(Object.entries(parts).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** The text of each paragraph; fails when the XML isn't well-formed. */
function paragraphsOf(xml = ""): string[] {
  const paragraphs: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  let inText = false;
  parser.on("opentag", ({ name }) => {
    if (name === "w:p") paragraphs.push("");
    if (name === "w:br") paragraphs.push(`${paragraphs.pop() ?? ""}\n`);
    inText = name === "w:t";
  });
  parser.on("closetag", () => {
    inText = false;
  });
  parser.on("text", (text) => {
    if (inText) paragraphs.push((paragraphs.pop() ?? "") + text);
  });
  parser.write(xml).close();
  return paragraphs;
}

describe("a Chinese docx", () => {
  it("has the page, margins and lines of the standard", async () => {
    const { "word/document.xml": xml, "word/styles.xml": styles } = await partsOf(BULLETIN);
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(styles).toContain('w:line="579"');
    expect(styles).toContain('w:firstLineChars="200"');
    expect(styles).toContain('w:firstLine="640"');
  });

  it("names its fonts and embeds none", async () => {
    const parts = await partsOf(BULLETIN);
    for (const font of ["仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"]) {
      expect(parts["word/styles.xml"]).toContain(`w:eastAsia="${font}"`);
    }
    expect(parts["word/styles.xml"]).toContain('w:ascii="Times New Roman"');
    expect(Object.keys(parts).filter((path) => /\.(odttf|ttf|fntdata)$/.test(path))).toEqual([]);
  });

  it("says its language, title, author and day", async () => {
    const parts = await partsOf(BULLETIN);
    expect(parts["word/styles.xml"]).toContain('w:eastAsia="zh-CN"');
    expect(parts["docProps/core.xml"]).toContain("<dc:language>zh-CN</dc:language>");
    expect(parts["docProps/core.xml"]).toContain("<dc:title>清河镇疫情防控工作日通报</dc:title>");
    expect(parts["docProps/core.xml"]).toContain(
      "<dc:creator>清河镇疫情联防联控指挥部</dc:creator>",
    );
    expect(parts["docProps/core.xml"]?.match(/2020-02-05T00:00:00Z/g)).toHaveLength(2);
  });

  it("has headings, a table whose header comes again, and page numbers on the outer side", async () => {
    const parts = await partsOf(BULLETIN);
    const xml = parts["word/document.xml"];
    expect(xml).toMatch(/<w:pStyle w:val="Heading1"\/>/);
    expect(xml).toMatch(/<w:pStyle w:val="Heading2"\/>/);
    expect(xml?.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(parts["word/settings.xml"]).toContain("<w:evenAndOddHeaders/>");
    const [odd, even] = [1, 2].map((number) => parts[`word/footer${number}.xml`]);
    expect(odd).toMatch(/<w:jc w:val="(end|right)"\/>/);
    expect(even).toMatch(/<w:jc w:val="(start|left)"\/>/);
    expect(odd).toContain("PAGE");
    expect(paragraphsOf(odd).at(-1)).toBe("数据截至2020年2月5日17:00　日志校验 3f8a 91c2");
  });

  it("holds all of the document, in its order", async () => {
    const paragraphs = paragraphsOf((await partsOf(BULLETIN))["word/document.xml"]);
    expect(paragraphs.slice(0, 6)).toEqual([
      "清河镇疫情联防联控指挥部文件",
      "清防指〔2020〕12号",
      "指挥部办公室2020年2月5日",
      "清河镇疫情防控工作日通报",
      "",
      "各村（社区），各作战单元：",
    ]);
    expect(paragraphs).toContain("截至2月5日17:00，全镇累计登记返乡人员1,284人，正在观察36人。");
    expect(paragraphs).toContain("第40单元");
    expect(paragraphs.slice(-3)).toEqual([
      "特此通报。",
      "清河镇疫情联防联控指挥部",
      "2020年2月5日",
    ]);
  });

  it("has no page number when it is one page", async () => {
    expect((await partsOf(CERTIFICATE))["word/footer1.xml"]).not.toContain("PAGE");
  });
});

describe("an English docx", () => {
  it("has no indent, and English as its language", async () => {
    const parts = await partsOf(ENGLISH_BULLETIN);
    expect(parts["word/styles.xml"]).toContain('<w:lang w:val="en-GB"');
    expect(parts["word/styles.xml"]).not.toContain("firstLine");
    expect(parts["docProps/core.xml"]).toContain("<dc:language>en</dc:language>");
  });
});

/** Controls, separators of lines, what turns the direction, and what is no character. */
const unprintable =
  /[\p{Cc}\p{Zl}\p{Zp}\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/gu;

describe("any docx", () => {
  it("has the same bytes for the same document, whatever was made in between", async () => {
    const first = await toDocx(BULLETIN);
    await toDocx(ENGLISH_BULLETIN);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await toDocx(BULLETIN)).toEqual(first);
  });

  it("holds any text as text", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
        async (text) => {
          const shown = text.replace(unprintable, "").trim() || "x";
          const title = `${shown}<w:p>&amp;`;
          const blocks = [{ kind: "paragraph", text: title }] as const;
          const parts = await partsOf({ ...CERTIFICATE, title, blocks });
          const paragraphs = paragraphsOf(parts["word/document.xml"]);
          expect(paragraphs.filter((paragraph) => paragraph === title)).toHaveLength(2);
          paragraphsOf(parts["docProps/core.xml"]);
        },
      ),
      { numRuns: 40, examples: [["!\u2028!"], ["\u202e\u200b"]] },
    );
  });
});
