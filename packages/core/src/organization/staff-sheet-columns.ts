/** The words under which towns keep the columns of a list of staff, and the words in them. */
import type { z } from "zod";
import { byWord, folded } from "../kernel/sheet.ts";
import type { StaffKind } from "./staff-contract.ts";

type Kind = z.infer<typeof StaffKind>;

export const staffColumns = ["name", "kind", "phone", "unit", "area"] as const;
export type StaffColumn = (typeof staffColumns)[number];

export const staffColumnSynonyms: Readonly<Record<StaffColumn, readonly string[]>> = {
  name: [
    ...["姓名", "人员姓名", "工作人员", "干部姓名", "网格员姓名", "网格员", "志愿者姓名", "队员"],
    ...["名字", "责任人", "name", "full name", "staff"],
  ],
  kind: [
    ...[
      "身份",
      "职务",
      "岗位",
      "人员类别",
      "类别",
      "人员类型",
      "类型",
      "职位",
      "身份类别",
      "工作岗位",
    ],
    ...["kind", "post", "role", "position", "duty"],
  ],
  phone: [
    ...["电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "办公电话"],
    ...["telephone", "phone", "mobile", "contact number"],
  ],
  unit: [
    ...[
      "所在队伍",
      "队伍",
      "单位",
      "所在单位",
      "工作单位",
      "所属单位",
      "专班",
      "所属专班",
      "工作组",
    ],
    ...["所在工作组", "小组", "组别", "作战单元", "部门", "分组", "unit", "team", "task force"],
  ],
  area: [
    ...["村", "社区", "村（社区）", "村社区", "村居", "所在村", "所在社区", "所属村", "所属社区"],
    ...[
      "负责区域",
      "责任区域",
      "包保村",
      "联系村",
      "驻点村",
      "网格",
      "所属网格",
      "负责网格",
      "区域",
    ],
    ...["辖区", "片区", "area", "village", "community", "village or community", "grid", "where"],
  ],
};

/** What people are called in lists, by what the form calls them first. */
const kindWords: Readonly<Record<Kind, readonly string[]>> = {
  "town-leader": [
    ...["镇领导", "乡领导", "街道领导", "党委书记", "镇党委书记", "镇长", "副镇长", "党委副书记"],
    ...["党委委员", "人大主席", "班子成员", "领导", "town leader", "mayor"],
  ],
  "town-cadre": [
    ...[
      "镇干部",
      "乡干部",
      "街道干部",
      "机关干部",
      "包村干部",
      "驻村干部",
      "联村干部",
      "科员",
      "干部",
    ],
    ...["公务员", "事业干部", "站所干部", "town cadre", "cadre"],
  ],
  "village-cadre": [
    ...["村干部", "社区干部", "村两委", "两委干部", "村支书", "村书记", "支部书记", "村支部书记"],
    ...["村主任", "村委会主任", "社区书记", "社区主任", "村会计", "文书", "妇女主任", "组长"],
    ...["村民小组长", "村委委员", "village cadre"],
  ],
  "grid-worker": ["网格员", "网格长", "专职网格员", "兼职网格员", "微网格员", "grid worker"],
  "village-doctor": [
    "村医",
    "乡村医生",
    "医生",
    "护士",
    "医务人员",
    "卫生员",
    "village doctor",
    "medic",
  ],
  police: ["民警", "辅警", "警察", "派出所民警", "公安", "police", "police officer"],
  militia: ["民兵", "基干民兵", "民兵队员", "militia"],
  volunteer: ["志愿者", "党员志愿者", "青年志愿者", "党员", "群众志愿者", "volunteer"],
  "sent-down-cadre": [
    ...[
      "下沉干部",
      "驻村工作队",
      "驻村工作队员",
      "第一书记",
      "帮扶干部",
      "县直下沉干部",
      "下派干部",
    ],
    ...["sent-down cadre"],
  ],
  other: ["其他", "其它", "other"],
};

const kinds = byWord(kindWords);

export function staffKindOf(text: string): Kind | undefined {
  return kinds.get(folded(text));
}

/** The one kind that titles speak of: 网格员花名册. */
export function staffKindIn(titles: readonly string[]): Kind | undefined {
  const all = folded(titles.join(" "));
  const named = [...kinds].filter(
    ([word, kind]) => kind !== "other" && word.length > 1 && all.includes(word),
  );
  // 村干部 stands in 驻村干部's list as 干部 does: the longest word counts.
  const [longest] = named.sort(([one], [other]) => other.length - one.length);
  return longest?.[1];
}
