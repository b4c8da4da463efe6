/**
 * The styles of a docx: fonts by name, as every Chinese office has them; none is embedded (they are
 * not ours to hand on), and a reader without them sees its own.
 */
import {
  AlignmentType,
  type IParagraphStyleOptions,
  type IPropertiesOptions,
  LineRuleType,
} from "docx";
import type { Layout } from "./layout.ts";
import type { OfficialDocument } from "./model.ts";

export const RED = "D7000F";

interface Fonts {
  body: string;
  title: string;
  headings: readonly [string, string];
  table: string;
}

const CHINESE_FONTS: Fonts = {
  body: "仿宋_GB2312",
  title: "方正小标宋简体",
  headings: ["黑体", "楷体_GB2312"],
  table: "仿宋_GB2312",
};

const ENGLISH_FONTS: Fonts = {
  body: "宋体",
  title: "宋体",
  headings: ["宋体", "宋体"],
  table: "宋体",
};

const LATIN = "Times New Roman";

/** Twentieths of a point, in which Word measures. */
export function twips(points: number): number {
  return Math.round(points * 20);
}

/** Chinese characters in one font, Latin letters and digits in another; quotes count as Chinese. */
function font(eastAsia: string, isChinese: boolean) {
  const hint = isChinese ? { hint: "eastAsia" } : {};
  return { ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia, ...hint };
}

function exactly(pitch: number) {
  return { line: twips(pitch), lineRule: LineRuleType.EXACT };
}

export function stylesOf(
  { language }: Pick<OfficialDocument, "language">,
  layout: Layout,
): NonNullable<IPropertiesOptions["styles"]> {
  const isChinese = language === "zh-CN";
  const fonts = isChinese ? CHINESE_FONTS : ENGLISH_FONTS;
  const centred = { alignment: AlignmentType.CENTER };
  const face = (name: string) => font(name, isChinese);
  return {
    default: {
      document: {
        run: {
          size: layout.body * 2,
          font: face(fonts.body),
          language: { value: isChinese ? "en-US" : "en-GB", eastAsia: "zh-CN" },
        },
        paragraph: { spacing: exactly(layout.pitch) },
      },
      title: {
        run: { size: layout.title * 2, bold: !isChinese, font: face(fonts.title), color: "000000" },
        paragraph: { ...centred, spacing: exactly(layout.titlePitch) },
      },
      heading1: headingStyle(layout, 0, face(fonts.headings[0]), isChinese),
      heading2: headingStyle(layout, 1, face(fonts.headings[1]), isChinese),
    },
    paragraphStyles: [
      {
        ...style("Body", layout.body, {
          alignment: AlignmentType.BOTH,
          indent: indent(layout),
          spacing: { ...exactly(layout.pitch), after: twips(layout.paragraphGap) },
        }),
        // Not by the page's character grid, which Word, WPS and LibreOffice each understand differently.
        run: { size: layout.body * 2, characterSpacing: Math.floor(layout.tracking * 20) },
      },
      style("Plain", layout.body, {}),
      style("Centred", layout.body, centred),
      style("Signature", layout.body, { alignment: AlignmentType.END, keepLines: true }),
      {
        ...style("RedHeader", layout.redHeader, {
          ...centred,
          spacing: { line: twips(layout.redHeader * 1.3), lineRule: LineRuleType.EXACT },
        }),
        run: {
          size: Math.floor(layout.redHeader * 2),
          color: RED,
          font: face(fonts.title),
          bold: !isChinese,
        },
      },
      {
        ...style("TableHead", layout.table, { ...centred, spacing: exactly(layout.tablePitch) }),
        run: { size: layout.table * 2, bold: !isChinese, font: face(fonts.headings[0]) },
      },
      style("TableText", layout.table, { spacing: exactly(layout.tablePitch) }),
      style("PageNumber", layout.pageNumber, { spacing: exactly(layout.pageNumber * 1.2) }),
      {
        ...style("FootNote", layout.note, {
          ...centred,
          spacing: { ...exactly(layout.note * 1.4), before: 60 },
        }),
        run: { size: layout.note * 2, color: "606060" },
      },
    ],
  };
}

function headingStyle(
  layout: Layout,
  level: 0 | 1,
  face: ReturnType<typeof font>,
  isChinese: boolean,
) {
  const before = isChinese ? 0 : twips(layout.pitch / 2);
  return {
    run: { size: layout.headings[level] * 2, bold: !isChinese, font: face, color: "000000" },
    paragraph: {
      indent: indent(layout),
      keepNext: true,
      spacing: { ...exactly(layout.pitch), before, after: twips(layout.paragraphGap) },
    },
  };
}

/** In characters, so that it follows when somebody changes the size; in twips for who doesn't know characters. */
export function indent(layout: Layout) {
  if (layout.indent === 0) return {};
  return { firstLine: twips(layout.indent * layout.body), firstLineChars: layout.indent * 100 };
}

function style(
  id: string,
  size: number,
  paragraph: NonNullable<IParagraphStyleOptions["paragraph"]>,
): IParagraphStyleOptions {
  return { id, name: id, basedOn: "Normal", quickFormat: true, run: { size: size * 2 }, paragraph };
}
