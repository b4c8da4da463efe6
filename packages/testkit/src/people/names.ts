/**
 * Chinese names as a register holds them. Surnames come in the order and roughly the shares of the
 * national name reports (公安部全国姓名报告): the first hundred make up 86 % of the people. Given names are
 * put together from characters usual for a sex and a generation.
 */
import type { Chance } from "./random.ts";

export type Sex = "male" | "female";

const surnameShares =
  "王72 李70 张66 刘50 陈46 杨32 黄25 赵21 吴20 周20 徐15 孙14 马13 朱13 胡12 郭12 何11 林11 高10 罗10 " +
  "郑9 梁9 谢8 宋7 唐7 许7 韩7 邓7 冯6 曹6 彭6 曾6 肖6 田5 董5 潘5 袁5 蔡5 蒋5 余5 于5 杜4 叶4 程4 魏4 苏4 吕4 " +
  "丁4 任4 卢4 姚4 沈4 钟4 姜3 崔3 谭3 陆3 范3 汪3 廖3 石3 金3 韦3 贾3 夏3 付3 方3 邹3 熊3 白3 孟3 秦2 邱2 侯2 " +
  "江2 尹2 薛2 闫2 段2 雷2 龙2 黎2 史2 陶2 贺2 郝2 顾2 龚2 邵2 万2 覃2 武2 钱2 戴2 严2 莫2 孔2 向2 常1 汤1 " +
  "温1 康1 施1 文1 牛1 樊1 葛1 邢1 欧阳1";

const surnames = surnameShares.split(" ").map((entry): readonly [string, number] => {
  const [, name = "", share = "1"] = /^(\D+)(\d+)$/.exec(entry) ?? [];
  return [name, Number(share)];
});

/** The surnames in use, commonest first. */
export const surnameList: readonly string[] = surnames.map(([name]) => name);

export function surname(chance: Chance): string {
  return chance.weigh(surnames);
}

interface Fashion {
  /** Born before this year. */
  before: number;
  /** How many have a given name of one character. */
  singles: number;
  male: { first: string; second: string };
  female: { first: string; second: string };
}

const fashions: readonly Fashion[] = [
  {
    before: 1960,
    singles: 0.1,
    male: {
      first: "国建德志文永福长大天正光忠世万家明仁贵宝",
      second: "华明清云贵生林全才福山海根金祥成富顺良友",
    },
    female: {
      first: "秀玉桂淑凤素兰金翠春月银菊明正世先朝大清",
      second: "英兰珍芳莲华琼碧清香梅芝云琴容群贵仙蓉秀",
    },
  },
  {
    before: 1980,
    singles: 0.25,
    male: {
      first: "建国志文卫红永小晓洪明俊海春庆立世光仕昌",
      second: "军平勇强华明辉兵林成云波斌忠生祥松川全刚",
    },
    female: {
      first: "小晓玉秀丽红春艳建桂淑雪美金海爱琼冬菊素",
      second: "英芳丽琼霞兰红梅萍蓉容珍华燕敏玲莉群莲芬",
    },
  },
  {
    before: 2000,
    singles: 0.4,
    male: {
      first: "小晓志伟俊建文海明超永鹏家嘉宇浩云天世子",
      second: "伟强鹏杰磊涛超波林勇斌龙飞军亮辉凯峰宇浩",
    },
    female: {
      first: "小晓雪婷丽春秋玉海佳梦文思静艳芳红冬倩雅",
      second: "婷丽娟燕芳玲静敏霞莉蓉倩梅琴洁艳颖娜茜琳",
    },
  },
  {
    before: 9999,
    singles: 0.08,
    male: {
      first: "子浩宇梓俊奕泽皓一博沐辰嘉明睿家思承景书",
      second: "轩涵宇豪睿辰然泽航杰晨霖熙铭皓洋阳帆诚远",
    },
    female: {
      first: "梓子欣雨诗思可梦语佳一若雅紫心沐依婉悦安",
      second: "涵萱怡彤琪妍瑶馨欣涵雅然晨萌宁汐诺珊桐夏",
    },
  },
];

function fashionOf(year: number): Fashion {
  const fashion = fashions.find(({ before }) => year < before) ?? fashions.at(-1);
  if (!fashion) throw new Error("no fashion in names");
  return fashion;
}

/** A given name usual for somebody of that sex born in that year. */
export function givenName(chance: Chance, sex: Sex, birthYear: number): string {
  const fashion = fashionOf(birthYear);
  const { first, second } = fashion[sex];
  const last = chance.pick([...second]);
  if (chance.happens(fashion.singles)) return last;
  const begin = chance.pick([...first]);
  return begin === last ? last : begin + last;
}

// People everybody has heard of: chance must not put them on a village's register.
const famous = new Set(
  "刘强东 马化腾 王健林 刘德华 张学友 黎明 郭富城 李小龙 张国荣 周杰伦 王菲 李宁 姚明 郎平 刘翔 马龙 王宝强 张艺谋 陈凯歌 李克强 刘国梁 钟南山 王小波 张爱玲 林丹 孙杨".split(
    " ",
  ),
);

/** A whole name: the family's surname and a given name of the person's time. */
export function fullName(chance: Chance, family: string, sex: Sex, birthYear: number): string {
  for (let attempt = 0; attempt < 8; attempt++) {
    const name = family + givenName(chance, sex, birthYear);
    if (!famous.has(name)) return name;
  }
  return `${family}小安`;
}
