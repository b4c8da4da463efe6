/** The words under which towns keep each column, and which columns an import can't do without. */
import type { ImportColumn } from "./import-contract.ts";

export const columnSynonyms: Readonly<Record<ImportColumn, readonly string[]>> = {
  householdNumber: [
    ...["户号", "户编号", "户编码", "户籍编号", "户籍号", "户口编号", "户口号", "户口簿号"],
    ...["户口本号", "户口簿编号", "家庭编号", "家庭号", "家庭户号", "住户编号", "住户号", "户序号"],
    ...[
      "门牌号",
      "门牌",
      "门牌编号",
      "门牌号码",
      "household number",
      "household no",
      "household id",
    ],
    ...["household", "hh no", "hh number", "house number", "house no", "family number"],
  ],
  area: [
    ...[
      "村",
      "社区",
      "村居",
      "村社区",
      "村名",
      "村名称",
      "社区名称",
      "村居名称",
      "行政村",
      "行政村名称",
    ],
    ...[
      "所属村",
      "所属社区",
      "所属村居",
      "所属村社区",
      "所属行政村",
      "所在村",
      "所在社区",
      "所在村居",
    ],
    ...[
      "所在村社区",
      "村委会",
      "居委会",
      "村居委会",
      "村委",
      "所属村组",
      "村组",
      "所在村组",
      "村别",
    ],
    ...["网格", "所属网格", "所在网格", "网格名称", "片区", "所属片区", "辖区", "area", "village"],
    ...["community", "village/community", "village or community", "village name", "grid"],
  ],
  group: [
    ...[
      "组",
      "村民小组",
      "村民组",
      "小组",
      "组别",
      "组名",
      "所属组",
      "所属小组",
      "所在组",
      "居民小组",
    ],
    ...["自然村", "屯", "队", "生产队", "villagers' group", "villager group", "group", "team"],
  ],
  address: [
    ...["住址", "地址", "家庭住址", "家庭地址", "现住址", "现住地址", "详细地址", "详细住址"],
    ...["居住地址", "常住地址", "居住地", "现居住地", "现居住地址", "家庭详细地址", "门牌地址"],
    ...["address", "home address", "street address"],
  ],
  name: [
    ...["姓名", "名字", "居民姓名", "人员姓名", "成员姓名", "家庭成员", "家庭成员姓名", "人口姓名"],
    ...["村民姓名", "本人姓名", "name", "full name", "resident", "resident name", "member name"],
  ],
  identityNumber: [
    ...["身份证号", "身份证号码", "身份证", "身份证件号码", "身份证件号", "居民身份证号"],
    ...[
      "居民身份证号码",
      "居民身份证",
      "公民身份号码",
      "公民身份证号码",
      "公民身份证号",
      "身份号码",
    ],
    ...[
      "证件号码",
      "证件号",
      "有效证件号码",
      "id number",
      "id no",
      "id",
      "id card",
      "id card number",
    ],
    ...["identity number", "identity card", "identity card number", "citizen id", "national id"],
  ],
  sex: ["性别", "sex", "gender"],
  birthday: [
    ...["出生日期", "出生年月日", "出生年月", "生日", "出生时间", "出生", "birthday", "birth date"],
    ...["date of birth", "born", "born on", "dob"],
  ],
  phone: [
    ...["联系电话", "电话", "电话号码", "联系方式", "手机", "手机号", "手机号码", "本人电话"],
    ...["本人联系电话", "移动电话", "联系手机", "联系号码", "联系人电话", "phone", "phone number"],
    ...["telephone", "telephone number", "tel", "mobile", "mobile phone", "mobile number"],
    ...["contact", "contact number", "contact phone"],
  ],
  relation: [
    ...["与户主关系", "与户主的关系", "和户主关系", "户主关系", "关系", "家庭关系", "成员关系"],
    ...["家庭成员关系", "relation", "relationship", "relation to head", "relationship to head"],
    ...["relation to head of household", "relationship to head of household"],
  ],
  residence: [
    ...[
      "居住状态",
      "居住情况",
      "居住类型",
      "居住状况",
      "人口类型",
      "人口类别",
      "人口性质",
      "人员类别",
    ],
    ...["户籍情况", "户籍类型", "户籍状态", "户籍性质", "人户状态", "常住情况", "居住类别"],
    ...["residence", "residence status", "residency", "residence type"],
  ],
  occupation: [
    ...[
      "职业",
      "从业情况",
      "就业情况",
      "职业类别",
      "从事职业",
      "工作",
      "工作单位",
      "职业或工作单位",
    ],
    ...["occupation", "job", "work", "employer"],
  ],
  vulnerability: [
    ...["特殊群体", "特殊人群", "特殊情况", "特殊困难", "特殊困难类型", "困难类型", "困难类别"],
    ...["特殊类别", "特殊群体类别", "特殊人群类别", "重点人群", "人员标签", "救助类别"],
    ...["vulnerability", "vulnerabilities", "vulnerable", "special group", "special care"],
    ...["special needs", "needs care"],
  ],
  registeredPlace: [
    ...["户籍地", "户籍地址", "户籍所在地", "户口所在地", "户籍详细地址", "户籍住址", "原籍"],
    ...["户籍所在地地址", "registered in", "registered address", "place of registration"],
    ...["registered residence", "household registration"],
  ],
  livingPlace: [
    ...["实际居住地", "实际居住地址", "实际住址", "实际居住详细地址", "外出地", "外出地点"],
    ...["外出地址", "流出地", "外出务工地", "务工地", "务工地点", "外出目的地", "现在外居住地"],
    ...["actually living in", "actual address", "actual residence"],
  ],
  tenancy: [
    ...["租住情况", "是否租户", "租户", "租住", "是否租住", "租客", "租房情况", "租户情况"],
    ...["renting", "tenant", "tenancy"],
  ],
  listedTrade: [
    ...["重点行业", "重点行业类别", "重点行业从业人员", "是否重点行业", "重点行业人员"],
    ...["重点岗位", "listed trade"],
  ],
  commute: [
    ...["跨区通勤", "通勤", "通勤频次", "往返频次", "通勤情况", "是否跨区通勤", "往返情况"],
    ...["是否每天往返", "跨区流动", "跨区上班", "commuting", "commute", "commutes"],
  ],
  commutePlace: [
    ...["通勤去往", "通勤地", "通勤地点", "通勤目的地", "跨区上班地点", "往返地", "commutes to"],
  ],
  proxyName: [
    ...["代报人", "监护人", "代报人(监护人)", "监护人姓名", "代报人姓名", "紧急联系人"],
    ...["紧急联系人姓名", "家长", "家长姓名", "proxy or guardian", "proxy", "guardian"],
    ...["guardian name", "proxy name", "emergency contact"],
  ],
  proxyPhone: [
    ...["代报人电话", "监护人电话", "监护人联系电话", "监护人联系方式", "代报人联系电话"],
    ...["紧急联系人电话", "家长电话", "家长联系电话", "proxy's telephone", "proxy phone"],
    ...["guardian phone", "guardian's phone", "emergency contact phone"],
  ],
  proxyRelation: [
    ...["与监护人关系", "监护人关系", "与代报人关系", "代报人关系", "与监护人的关系"],
    ...["监护关系", "是本人的什么人", "what they are to the person", "guardian relation"],
  ],
  note: [
    "备注",
    "说明",
    "附注",
    "备注说明",
    "note",
    "notes",
    "remark",
    "remarks",
    "comment",
    "comments",
  ],
};

/** Headings over several columns that only group them: 姓名 under one of these is still a name. */
export const columnGroups: readonly string[] = [
  ...["家庭成员", "家庭成员情况", "家庭成员信息", "成员信息", "成员", "家庭人口", "人员信息"],
  ...[
    "人员情况",
    "人员基本信息",
    "人员基本情况",
    "个人信息",
    "个人基本信息",
    "个人情况",
    "基本信息",
  ],
  ...[
    "基本情况",
    "居民信息",
    "居民基本信息",
    "村民信息",
    "本人",
    "本人信息",
    "户籍信息",
    "户籍人口",
  ],
  ...["户信息", "家庭信息", "家庭情况", "住户信息", "members", "household members", "resident"],
  ...["person", "personal data", "personal details", "personal information", "household"],
];

/**
 * Columns without which no row can be taken: the name, and something to tell whose household or
 * which person it is. What else a row lacks is said of the row.
 */
export function missingColumns(matched: readonly ImportColumn[]): ImportColumn[] {
  const has = (column: ImportColumn) => matched.includes(column);
  const missing: ImportColumn[] = [];
  if (!has("name")) missing.push("name");
  if (!has("householdNumber") && !has("identityNumber")) missing.push("householdNumber");
  return missing;
}
