/** What registers write in their cells, and what it means here. */
import type { z } from "zod";
import type { Relation, Residence, Sex, Vulnerability } from "./people.ts";

export function dictionary<Meaning extends string>(
  words: Record<Meaning, string>,
): Map<string, Meaning> {
  const entries = new Map<string, Meaning>();
  for (const meaning in words) {
    for (const word of words[meaning].split(" ")) entries.set(folded(word), meaning);
  }
  return entries;
}

export function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_.,、'’-]/g, "");
}

// 1 and 2 as in GB/T 2261.1.
const sexes = dictionary<z.infer<typeof Sex>>({
  male: "男 男性 m male man boy 1",
  female: "女 女性 f female woman girl 2",
});

const relations = dictionary<z.infer<typeof Relation>>({
  head: "户主 本人 户主本人 head householder head-of-household self",
  spouse: "配偶 妻 妻子 夫 丈夫 夫妻 爱人 老婆 老公 之妻 之夫 spouse wife husband",
  child:
    "子 女 子女 儿 儿子 女儿 独生子 独生女 长子 长女 次子 次女 二子 二女 三子 三女 四子 四女 五子 五女 大儿子 二儿子 小儿子 大女儿 二女儿 小女儿 养子 养女 继子 继女 之子 之女 养子或继子 养女或继女 child son daughter",
  "child-in-law":
    "儿媳或女婿 儿媳 儿媳妇 媳 媳妇 长媳 次媳 女婿 婿 长婿 次婿 child-in-law daughter-in-law son-in-law",
  grandchild:
    "孙辈 孙 孙子 孙女 孙子女 长孙 外孙 外孙子 外孙女 孙媳 孙媳妇 重孙 曾孙 曾孙女 重孙女 孙子孙女或外孙子外孙女 grandchild grandson granddaughter",
  parent:
    "父 母 父亲 母亲 父母 爸爸 妈妈 之父 之母 岳父 岳母 公公 婆婆 公 婆 继父 继母 养父 养母 parent father mother father-in-law mother-in-law",
  grandparent:
    "祖父 祖母 爷爷 奶奶 外祖父 外祖母 外公 外婆 姥爷 姥姥 祖父母 祖父母或外祖父母 grandparent grandfather grandmother",
  sibling:
    "兄 弟 姐 妹 哥 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 兄弟姐妹 兄弟姐妹的 弟媳 嫂子 之兄 之弟 之姐 之妹 sibling brother sister",
  other:
    "其他 其它 其他亲属 其他关系 亲属 非亲属 保姆 租客 寄住 侄 侄子 侄女 外甥 外甥女 叔 叔父 伯父 姑 姑姑 舅 舅舅 姨 other relative lodger",
});

const residences = dictionary<z.infer<typeof Residence>>({
  "registered-here":
    "户籍 户籍人口 本地户籍 本村户籍 本地 本村 本镇 户籍在册 在册 在家 人户一致 人在户在 常住 常住人口 常住户籍 居住 户籍在本镇且常住 registered-here registered-and-living-here registered local",
  "lives-here":
    "流入 流入人口 外来 外来人口 外来常住 流动人口 暂住 暂住人口 租住 租户 寄居 寄住 人在户不在 lives-here living-here living-here-registered-elsewhere tenant",
  "registered-lives-elsewhere":
    "外出 外出人口 外出务工 流出 流出人口 在外 户在人不在 人户分离 空挂 空挂户 不在家 外地居住 户籍在本镇、外出 registered-lives-elsewhere registered-here-living-elsewhere lives-elsewhere living-elsewhere away",
});

const vulnerabilities = dictionary<z.infer<typeof Vulnerability>>({
  "five-guarantees":
    "五保 五保户 五保对象 特困 特困供养 特困人员 特困供养人员 分散供养 集中供养 特困户 five-guarantees",
  "lives-alone-elderly":
    "独居 独居老人 空巢 空巢老人 孤寡 孤寡老人 高龄独居 留守老人 lives-alone elderly-alone elderly-living-alone lives-alone-elderly",
  orphan: "孤儿 孤弃儿童 困境儿童 事实无人抚养儿童 orphan",
  disabled:
    "残疾 残疾人 残障 重残 重度残疾 一级残疾 二级残疾 三级残疾 四级残疾 disabled disability",
  "chronic-illness":
    "慢性病 慢病 慢性病患者 高血压 糖尿病 重病 大病 重大疾病 基础病 基础疾病 基础性疾病 chronic-illness chronic-disease chronic",
  pregnant: "孕妇 孕产妇 产妇 怀孕 在孕 pregnant",
  "low-income":
    "低保 低保户 低保对象 低保边缘 低收入 低收入户 低收入家庭 贫困 贫困户 建档立卡 建档立卡户 脱贫户 困难 困难户 困难家庭 low-income poor",
});

const nothings = new Set(
  dictionary({
    none: "无 没有 无号码 不详 不明 未知 未填 暂无 空 否 没 none na n/a nil unknown no",
  }).keys(),
);

const longestNothing = 10;

/** Nothing, in one of the ways in which people write that. */
export function saysNothing(text: string): boolean {
  if (text.length > longestNothing) return false;
  return nothings.has(text) || /^[\s/\\—–\-－_.、*×]*$/.test(text) || nothings.has(folded(text));
}

export function sexOf(text: string): z.infer<typeof Sex> | undefined {
  return sexes.get(folded(text));
}

/** Relations nobody foresaw are `other`: the register loses a shade, not a person. */
export function relationOf(text: string): z.infer<typeof Relation> {
  const word = folded(text);
  return (
    relations.get(word) ?? relations.get(word.replace(/^(户主|与户主)(之|的)?/, "")) ?? "other"
  );
}

export function residenceOf(text: string): z.infer<typeof Residence> | undefined {
  return residences.get(folded(text));
}

/** The kinds named in a cell, and the words for which there is no kind. */
export function vulnerabilitiesOf(text: string): {
  kinds: z.infer<typeof Vulnerability>[];
  unknown: string[];
} {
  const words = text
    .split(/[、；;/|\n]+|\s+(?=\p{Script=Han})/u)
    .flatMap((word) => (vulnerabilities.has(folded(word)) ? [word] : word.split(/[,，]/)))
    .map((word) => word.trim())
    .filter((word) => !saysNothing(word));
  const kinds = words.flatMap((word) => vulnerabilities.get(folded(word)) ?? []);
  const unknown = words.filter((word) => !vulnerabilities.has(folded(word)));
  return { kinds: [...new Set(kinds)].sort(), unknown };
}
