/**
 * The words of the model towns in both languages. Their files say units in Chinese and most other
 * things in English; a town's own file may use either. A text that is not here stands as it is in
 * both languages.
 */
import type { Bilingual } from "../policy/assessment-rule.ts";
import type { TownUnit } from "./town-file.ts";

/** English text of the files → Chinese, and better English where the file's is a mere label. */
const fromEnglish: Readonly<Record<string, string | Bilingual>> = {
  // Chain of responsibility, highest first in each town.
  "area leader": "片区领导",
  "stationed cadre": "驻村干部",
  "village cadre": "村干部",
  "dedicated monitor": "专门监控人",
  neighbours: "周边群众",
  "town party secretary": "镇党委书记",
  "village secretary": "村党支部书记",
  "party member per household": "包户党员",
  grid: { zh: "网格员", en: "grid worker" },
  "task force leader": "专班负责人",
  "stationed village team": "驻村工作队",
  "epidemic officer": "防疫专干",
  "leader:hanging-point-village": { zh: "挂点村领导", en: "leader in charge of the village" },
  department: { zh: "责任部门", en: "responsible department" },
  "stationed-village cadre": { zh: "驻村干部", en: "cadre stationed in the village" },
  "dedicated watcher per person": { zh: "专门盯对人", en: "dedicated watcher of each person" },
  "village-responsible town leader": {
    zh: "包村领导",
    en: "town leader responsible for the village",
  },
  "village-responsible cadre": { zh: "包村干部", en: "cadre responsible for the village" },
  "party volunteer": "党员志愿者",
  medic: "医护人员",
  // Duties: targets.
  "household under home isolation": "居家隔离户",
  "person under home isolation": "居家隔离人员",
  "person under home observation": "居家观察人员",
  "home of key person, office, supermarket, market, pharmacy":
    "重点人员家、办公场所、超市、市场、药店",
  "government office, police station": "镇政府、派出所",
  "station, public toilet, village office, supermarket, rubbish, transfer station":
    "车站、公厕、村委会、超市、垃圾点、中转站",
  "checkpoint duty, gathering spot, key person": "卡口值守、聚集点、重点人员",
  "supermarket, fair": "超市、集市",
  "shop, supermarket, station, bank on the street": "临街商铺、超市、车站、银行",
  "religious site, folk-belief site, square": "宗教场所、民间信仰场所、广场",
  "public place, sewage ditch, bin": "公共场所、污水沟、垃圾桶",
  "everyone entering the government gate": "进入政府大门的所有人员",
  "office, supermarket, village": "办公场所、超市、村庄",
  // Duties: by whom, what, when, how.
  "town clinic": "镇卫生院",
  "civil-affairs assistant": "民政助理员",
  "village doctor": "村医",
  food: "食品",
  medicine: "药品",
  meat: "肉",
  vegetables: "蔬菜",
  fruit: "水果",
  morning: "早",
  evening: "晚",
  "one metre apart": "一米间隔",
  "door curtain removed": "摘除门帘",
  "measures ledger kept": "防控台账齐全",
  "venue code displayed": "张贴场所码",
  "everyone who enters scans": "凡进必扫",
  "on-the-spot administrative penalty": "当场行政处罚",
  "returned from outside the county": "是否从县外返回",
  "within 14 days in a medium- or high-risk area": "14天内是否到过中高风险地区",
  "booster dose": "是否接种加强针",
  suspended: "已暂停开放",
  // Rhythm, checkpoints, channels, supplies.
  "every unit confirms, feeds back and carries out; units are compared with each other; the day's doings are shared with all units":
    "各单元收到即确认、反馈、执行；单元之间比照；当日工作向所有单元通报",
  "28 villages and their groups at once": "一次到达28个村（社区）及其小组",
  "rotating rest": "轮休",
  "shifted rest": "错休",
  "make-up rest": "补休",
  industries: "管行业",
  management: "管业务",
  "hidden dangers": "查隐患",
  responsibility: "明责任",
  outsider: "外来人员",
  "abnormal temperature": "体温异常",
  "no mask": "未戴口罩",
  "purpose other than buying food or medicine": "非购买食品、药品",
  "nucleic-acid test within 24 h": "24小时内核酸检测证明",
  "nucleic-acid test within 48 h": "48小时内核酸检测证明",
  "health code": "健康码",
  temperature: "体温",
  "venue code scanned": "扫场所码",
  registered: "登记",
  "one person one card, not transferable, shown together with the identity card":
    "一人一证，不得转借，与身份证同时出示",
  address: "住址",
  name: "姓名",
  "identity number": "身份证号",
  phone: "电话",
  "recent itinerary": "近期行程",
  "SMS platform": "短信平台",
  "group chat": "工作群",
  "red/yellow-code people": "红黄码人员",
  "people from medium- or high-risk areas": "中高风险地区人员",
  "venue-code exposures": "场所码涉疫人员",
  booster: "加强针",
  mask: "口罩",
  "hot meal": "热饭",
  "hot water": "热水",
  thermometer: "体温计",
  disinfectant: "消毒液",
  alcohol: "酒精",
  donated: "捐赠",
  purchased: "采购",
  "allocated from above": "上级调拨",
  "sent-down cadre": "下沉干部",
  "village committee": "村委会",
  "checkpoint guard": "卡口值守人员",
  cleaner: "保洁员",
  "forest ranger": "护林员",
  "publicity and screening at key places": "重点场所宣传排查",
  "street patrol": "街面巡逻",
  "escort to isolation point": "护送至隔离点",
  "one village or community each": "一村（社区）一个",
  // Calendar.
  "cadres called up": "干部全员到岗",
  "daily disinfection of government offices begins": "机关办公区开始每日消毒",
  "all cadres on duty; shops close; market days stop": "全体干部在岗；商铺停业；停止赶场",
  "units funded; household visits and disinfection begin": "拨付单元经费；开始入户和消杀",
  "roads restricted; one entrance a village": "限制通行；一村一个出入口",
};

/** Chinese text of the files → English, in lower case where English would have it inside a sentence. */
const fromChinese: Readonly<Record<string, string>> = {
  作战单元: "combat unit",
  入户组: "household team",
  卡点组: "checkpoint team",
  应急组: "emergency team",
  党员突击小分队: "party members' strike team",
  城管队员: "city-management patrol",
  社区干部: "community cadres' patrol",
  防控工作领导小组: "leading group",
  疫情防控工作领导小组: "leading group",
  疫情防控领导小组: "leading group",
  工作专班: "task force",
  专项小组: "special group",
  督导检查组: "inspection team",
  疫情防控督导组: "inspection team",
  卡口值守: "checkpoint guard",
  优秀后备干部任卡口长: "checkpoint leaders from the reserve of cadres",
  卡点咨询服务: "task force for checkpoint advice and service",
  重点场所巡查: "task force for patrols of key places",
  信息摸排报送: "task force for screening and reports",
  红黄码人员管控: "task force for red- and yellow-code people",
  后勤保障: "task force for logistics",
  考核督查: "task force for inspection and appraisal",
  基干民兵: "core militia",
  综治网格员: "grid workers",
  先锋队: "vanguard",
  浦溪村: "Puxi Village",
  庄尚村: "Zhuangshang Village",
  马王溪村: "Mawangxi Village",
  印家桥社区: "Yinjiaqiao Community",
  十字街社区: "Shizijie Community",
  太平街社区: "Taipingjie Community",
  新建街社区: "Xinjianjie Community",
  埔南村: "Punan Village",
  埔北村: "Pubei Village",
  埔西村: "Puxi Village",
};

const unitKinds: Readonly<Record<TownUnit["kind"], Bilingual>> = {
  "leading-group": { zh: "领导小组", en: "leading group" },
  "task-force": { zh: "专班", en: "task force" },
  "combat-unit": { zh: "作战单元", en: "combat unit" },
  "household-team": { zh: "入户组", en: "household team" },
  "checkpoint-team": { zh: "卡点组", en: "checkpoint team" },
  "checkpoint-leader": { zh: "卡口长", en: "checkpoint leaders" },
  "emergency-team": { zh: "应急组", en: "emergency team" },
  "inspection-team": { zh: "督导组", en: "inspection team" },
  "strike-team": { zh: "突击队", en: "strike team" },
  vanguard: { zh: "先锋队", en: "vanguard" },
  patrol: { zh: "巡查队", en: "patrol" },
  militia: { zh: "民兵", en: "militia" },
  grid: { zh: "网格员", en: "grid workers" },
};

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** A text of a town file in both languages. */
export function inBoth(text: string): Bilingual {
  const known = fromEnglish[text];
  if (typeof known === "string") return { zh: known, en: text };
  return known ?? { zh: text, en: fromChinese[text] ?? text };
}

/** The text from which {@link inBoth} gives this pair, but for a large first letter; the Chinese where there is none. */
export function writtenAs({ zh, en }: Bilingual): string {
  const isThis = (text: string) => {
    const both = inBoth(text);
    return both.zh === zh && headed(both.en) === headed(en);
  };
  return Object.keys(fromEnglish).find(isThis) ?? zh;
}

/** A unit's name: a Chinese one nobody translated is told by its kind, `task force (后勤组)`. */
export function unitName(unit: Pick<TownUnit, "kind" | "zh">): Bilingual {
  const kind = unitKinds[unit.kind];
  if (!isChinese(unit.zh)) return { zh: unit.zh || kind.zh, en: unit.zh || kind.en };
  return { zh: unit.zh, en: fromChinese[unit.zh] ?? `${kind.en} (${unit.zh})` };
}

/** With its first letter large, as at the head of a line. */
export function headed(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
