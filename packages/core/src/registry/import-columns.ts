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
