/** Cities that were closed in 2022, as examples of risk regions in the rule sets of that year. */
import type { Bilingual, RiskRegion } from "../assessment-rule.ts";

/** An example of its time; risk areas were streets and estates, which a town enters itself. */
function example(
  region: Pick<RiskRegion, "divisionCode" | "name" | "nameEn" | "from" | "to">,
  what: Bilingual,
): RiskRegion {
  const source = {
    zh: `示例：${what.zh}。实际风险区以国务院客户端当日查询结果为准`,
    en: `Example: ${what.en}. Check the actual risk areas with the State Council's service on the day`,
  };
  return { ...region, level: "high", source };
}

export const changchun = example(
  {
    divisionCode: "220100",
    name: "长春市",
    nameEn: "Changchun",
    from: "2022-03-11",
    to: "2022-04-27",
  },
  {
    zh: "长春市2022年3月11日起封控管理",
    en: "Changchun under closed management from 11 March 2022",
  },
);
export const shanghai = example(
  {
    divisionCode: "310000",
    name: "上海市",
    nameEn: "Shanghai",
    from: "2022-03-28",
    to: "2022-05-31",
  },
  { zh: "上海市2022年3月28日起分批封控", en: "Shanghai closed in stages from 28 March 2022" },
);
export const chengdu = example(
  {
    divisionCode: "510100",
    name: "成都市",
    nameEn: "Chengdu",
    from: "2022-09-01",
    to: "2022-09-18",
  },
  {
    zh: "成都市2022年9月1日起居民原则居家",
    en: "Chengdu's residents at home from 1 September 2022",
  },
);
export const haizhu = example(
  {
    divisionCode: "440105",
    name: "广州市海珠区",
    nameEn: "Haizhu District, Guangzhou",
    from: "2022-11-05",
    to: "2022-11-29",
  },
  {
    zh: "广州市海珠区2022年11月5日起强化管控",
    en: "Haizhu under tightened control from 5 November 2022",
  },
);
