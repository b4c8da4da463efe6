/** What registers write of how people live, and what it means here. */
import type { z } from "zod";
import type { CommuteFrequency, ListedTrade, ProxyRelation, Tenancy } from "./circumstances.ts";
import { dictionary, folded } from "./import-words.ts";

const tenancies = dictionary<z.infer<typeof Tenancy>>({
  stayed:
    "是 有 租户 租客 租住 租房 在租 承租 承租人 未离开 一直在租 租户未离开 yes tenant renting stayed never-left tenant-never-left",
  away: "未返回 未返 未回 外出未返 离开未返 租户未返回 away not-returned tenant-away",
  returned: "已返回 已返 已回 返回 已返镇 已返岗 租户已返回 returned tenant-returned",
});

const frequencies = dictionary<z.infer<typeof CommuteFrequency>>({
  daily: "每天 每日 天天 日 每天往返 每日往返 当日往返 当天往返 早出晚归 daily every-day each-day",
  weekly: "每周 周末 每星期 周 每周往返 一周一次 周末返回 weekly every-week",
  monthly: "每月 半月 月 每月往返 半个月 一月一次 monthly every-month",
  irregular:
    "是 有 不定期 不固定 偶尔 不定期往返 跨区 跨区流动 yes irregular irregularly occasionally",
});

const trades = dictionary<z.infer<typeof ListedTrade>>({
  taxi: "出租车 网约车 出租车司机 网约车司机 出租车网约车 滴滴 taxi ride-hailing taxi-driver taxi-or-ride-hailing",
  bus: "公交 客运 公交车 公交车司机 客车司机 公交司机 公交客运 客运司机 bus coach bus-driver bus-or-coach",
  freight: "货运 物流 货车 货车司机 货运物流 运输 长途货运 freight truck-driver logistics",
  courier:
    "快递 外卖 快递员 外卖员 外卖骑手 骑手 快递外卖 邮政 courier delivery food-delivery courier-or-food-delivery",
  "cold-chain": "冷链 冷库 冷链从业 冷链食品 进口冷链 冷链物流 cold-chain",
  port: "口岸 边境 港口 码头 海关 口岸边境 机场 port border port-or-border",
  "quarantine-site": "隔离点 隔离场所 集中隔离点 隔离酒店 quarantine-site quarantine",
  medical:
    "医疗 卫生 医务 医务人员 医护 医护人员 医生 护士 村医 医疗卫生 医疗机构 medical health-care doctor nurse",
  pharmacy: "药店 药房 药店从业 pharmacy drugstore",
  school:
    "学校 托幼 教师 老师 教育 托育 幼儿园 校外培训 学校托幼 school teacher childcare school-or-childcare",
  nursing: "养老 养老院 敬老院 福利院 养老护理 护理员 nursing nursing-home",
  market:
    "商超 超市 市场 农贸市场 商场 集贸市场 商超农贸市场 零售 market shop supermarket shop-or-market",
  catering: "餐饮 餐厅 饭店 酒楼 食堂 餐饮服务 catering restaurant",
  lodging: "宾馆 酒店 民宿 旅馆 住宿 宾馆民宿 客栈 hotel lodging hotel-or-lodging",
  entertainment:
    "理发 洗浴 娱乐 美容 美发 理发洗浴娱乐 棋牌 网吧 ktv entertainment hairdresser hairdresser-bath-or-entertainment",
  property: "物业 保安 安保 物业保安 保安员 property security property-or-security",
  cleaning: "保洁 环卫 清洁 保洁员 环卫工 环卫工人 保洁环卫 cleaning cleaner",
  construction: "建筑 工地 建筑工地 施工 建筑工人 建筑工 construction builder",
});

const proxyRelations = dictionary<z.infer<typeof ProxyRelation>>({
  parent: "父 母 父亲 母亲 父母 爸爸 妈妈 父子 父女 母子 母女 parent father mother",
  guardian: "监护人 其他监护人 法定监护人 guardian other-guardian",
  child: "子 女 子女 儿子 女儿 儿媳 女婿 child son daughter",
  spouse: "夫 妻 丈夫 妻子 配偶 爱人 spouse husband wife",
  relative:
    "亲属 亲戚 爷爷 奶奶 外公 外婆 祖父 祖母 外祖父 外祖母 祖孙 爷孙 姥爷 姥姥 叔叔 伯父 姑姑 舅舅 姨 兄弟 姐妹 哥哥 姐姐 弟弟 妹妹 侄子 孙子 孙女 relative grandparent grandfather grandmother",
  neighbour: "邻居 街坊 neighbour neighbor",
  "village-official": "村干部 组长 网格员 村医 村组干部 村委 社区干部 village-official",
});

export const tenancyOf = (text: string) => tenancies.get(folded(text));
export const frequencyOf = (text: string) => frequencies.get(folded(text));
export const tradeOf = (text: string) => trades.get(folded(text));
export const proxyRelationOf = (text: string) => proxyRelations.get(folded(text));
