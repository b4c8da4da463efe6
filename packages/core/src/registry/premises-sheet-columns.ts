/** The words under which towns keep the columns of a list of premises, and the words in them. */
import { byWord, folded } from "../kernel/sheet.ts";
import type { PremisesKind, PremisesState } from "./premises.ts";

export const premisesColumns = [
  "name",
  "kind",
  "area",
  "address",
  "creditCode",
  "inCharge",
  "phone",
  "capacity",
  "floorArea",
  "state",
  "stateSince",
  "note",
] as const;
export type PremisesColumn = (typeof premisesColumns)[number];

export const premisesColumnSynonyms: Readonly<Record<PremisesColumn, readonly string[]>> = {
  name: [
    ...["名称", "场所名称", "单位名称", "企业名称", "商户名称", "店铺名称", "店名", "字号", "招牌"],
    ...["门店名称", "经营户名称", "项目名称", "工地名称", "学校名称", "机构名称", "出租屋名称"],
    ...["场所", "单位", "商户", "企业", "出租屋", "name", "premises", "business name", "shop name"],
  ],
  kind: [
    ...["类别", "类型", "场所类别", "场所类型", "单位类型", "行业", "行业类别", "经营类型", "业态"],
    ...["性质", "所属行业", "经营范围", "种类", "kind", "type", "category", "trade"],
  ],
  area: [
    ...["村", "社区", "村（社区）", "村社区", "村居", "所属村", "所属社区", "所属村社区", "所在村"],
    ...["所在社区", "所在村社区", "行政村", "辖区", "所属辖区", "网格", "所属网格", "属地", "村别"],
    ...["area", "village", "community", "village or community", "grid", "where"],
  ],
  address: [
    ...["地址", "详细地址", "经营地址", "场所地址", "单位地址", "所在地址", "门牌号", "房屋地址"],
    ...["出租屋地址", "具体地址", "位置", "地点", "address", "street address"],
  ],
  creditCode: [
    ...["统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "营业执照号", "营业执照"],
    ...["执照号", "注册号", "unified social credit code", "credit code", "licence number"],
  ],
  inCharge: [
    ...[
      "负责人",
      "负责人姓名",
      "法人",
      "法定代表人",
      "经营者",
      "经营者姓名",
      "业主",
      "店主",
      "老板",
    ],
    ...[
      "房东",
      "房东姓名",
      "户主",
      "联系人",
      "联系人姓名",
      "责任人",
      "疫情防控负责人",
      "防疫负责人",
    ],
    ...["in charge", "person in charge", "owner", "landlord", "contact", "manager"],
  ],
  phone: [
    ...["负责人电话", "电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式"],
    ...["房东电话", "负责人联系电话", "负责人手机", "经营者电话", "法人电话", "联系人电话"],
    ...["telephone", "phone", "mobile", "contact number", "telephone of who is in charge"],
  ],
  capacity: [
    ...[
      "容纳人数",
      "人数",
      "用工人数",
      "员工人数",
      "从业人数",
      "从业人员",
      "床位",
      "床位数",
      "工人数",
    ],
    ...["学生人数", "额定人数", "职工人数", "capacity", "beds", "workers", "seats"],
  ],
  floorArea: [
    ...["面积", "面积（平方米）", "建筑面积", "经营面积", "营业面积", "使用面积", "占地面积"],
    ...["floor area", "floor area (m²)", "floor area m2", "area m2"],
  ],
  state: [
    ...["状态", "营业状态", "经营状态", "开业情况", "营业情况", "开工情况", "复工情况"],
    ...["复工复产情况", "是否营业", "state", "status"],
  ],
  stateSince: [
    ...["自", "关停日期", "停业日期", "复工日期", "复业日期", "状态日期", "关停时间", "复工时间"],
    ...["since", "closed since", "resumed since"],
  ],
  note: ["备注", "说明", "其他说明", "note", "notes", "remark", "remarks"],
};

/** What kinds are called in lists; the first words are those of the form. */
const kindWords: Readonly<Record<PremisesKind, readonly string[]>> = {
  enterprise: [
    ...["企业", "工厂", "公司", "厂矿", "工业企业", "规上企业", "加工厂", "制造业", "作坊"],
    ...["enterprise", "factory", "company"],
  ],
  "construction-site": ["在建工地", "工地", "建筑工地", "施工工地", "建筑业", "construction site"],
  quarry: ["石场", "采石场", "砂石场", "矿山", "采砂场", "quarry"],
  "rented-dwelling": [
    ...["出租屋", "出租房", "出租房屋", "租房", "群租房", "租赁住房"],
    ...["rented dwelling", "rented house"],
  ],
  lodging: [
    ...["宾馆、民宿", "宾馆", "民宿", "酒店", "旅馆", "旅店", "客栈", "招待所", "住宿", "住宿业"],
    ...["hotel or lodging", "hotel", "lodging", "inn"],
  ],
  restaurant: [
    ...["餐饮店", "餐饮", "饭店", "餐馆", "饭馆", "餐厅", "小吃店", "农家乐", "餐饮业", "食堂"],
    ...["restaurant", "catering"],
  ],
  shop: [
    ...["商店、超市", "商店", "超市", "商铺", "门店", "小卖部", "便利店", "商场", "店铺", "零售"],
    ...["零售业", "批发零售", "百货", "shop", "store", "supermarket"],
  ],
  market: ["农贸市场", "集贸市场", "市场", "菜市场", "集市", "批发市场", "market"],
  school: ["学校", "小学", "中学", "初中", "高中", "职业学校", "培训机构", "教育机构", "school"],
  kindergarten: ["幼儿园、托育", "幼儿园", "托育机构", "托儿所", "托育", "kindergarten", "nursery"],
  clinic: [
    ...["医疗机构", "卫生室", "村卫生室", "卫生院", "诊所", "医院", "卫生站", "门诊"],
    ...["clinic", "hospital"],
  ],
  pharmacy: ["药店", "药房", "零售药店", "pharmacy"],
  "nursing-home": ["养老机构", "敬老院", "养老院", "福利院", "nursing home"],
  station: ["客运站", "汽车站", "车站", "火车站", "码头", "station"],
  "cold-store": ["冷库", "冷链", "冷链企业", "冷藏库", "cold store"],
  entertainment: [
    ...["洗浴、娱乐", "娱乐", "娱乐场所", "洗浴", "洗浴中心", "网吧", "棋牌室", "茶馆", "KTV"],
    ...["歌厅", "理发店", "美容美发", "健身房", "影院", "bath or entertainment", "entertainment"],
  ],
  "religious-site": [
    ...["宗教场所", "宗教活动场所", "寺庙", "庙宇", "教堂", "清真寺", "道观"],
    ...["religious site", "temple", "church"],
  ],
  square: ["广场、公园", "广场", "公园", "文化广场", "square or park", "square", "park"],
  other: ["其他", "其它", "other"],
};

const stateWords: Readonly<Record<PremisesState, readonly string[]>> = {
  open: ["正常", "正常营业", "营业", "营业中", "开业", "在营", "开放", "是", "open", "yes"],
  closed: [
    ...["关停", "关停中", "停业", "已停业", "暂停营业", "关闭", "关门", "歇业", "停工", "停产"],
    ...["否", "未复工", "closed", "no"],
  ],
  resumed: [
    ...["已复工复业", "已复工", "已复业", "复工", "复业", "复产", "复工复产", "恢复营业", "已开工"],
    ...["resumed", "reopened"],
  ],
};

const kinds = byWord(kindWords);
const states = byWord(stateWords);

export function premisesKindOf(text: string): PremisesKind | undefined {
  return kinds.get(folded(text));
}

export function premisesStateOf(text: string): PremisesState | undefined {
  return states.get(folded(text));
}

/** The one kind that titles speak of: 出租屋台账. A title that names several speaks of none. */
export function premisesKindIn(titles: readonly string[]): PremisesKind | undefined {
  const all = folded(titles.join(" "));
  const named = [...kinds].filter(
    ([word, kind]) => kind !== "other" && word.length > 1 && all.includes(word),
  );
  const found = new Set(named.map(([, kind]) => kind));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}
