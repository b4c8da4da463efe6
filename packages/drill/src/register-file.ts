/** The register as a township keeps it: a table with Chinese headers, and the faults such tables have. */
import { addDays, type Day } from "@lianfang/core/kernel/time.ts";
import type { Chance } from "@lianfang/testkit/people/random.ts";
import type {
  SyntheticHousehold,
  SyntheticPerson,
  SyntheticRegister,
} from "@lianfang/testkit/people/register.ts";

type Kin = SyntheticPerson["relation"];

const relations: Record<Kin, { male: string; female: string }> = {
  head: { male: "户主", female: "户主" },
  spouse: { male: "夫", female: "妻" },
  child: { male: "子", female: "女" },
  "child-in-law": { male: "女婿", female: "儿媳" },
  grandchild: { male: "孙子", female: "孙女" },
  parent: { male: "父亲", female: "母亲" },
  sibling: { male: "兄弟", female: "姐妹" },
  other: { male: "其他", female: "其他" },
};
const residences: Record<SyntheticPerson["residence"], string> = {
  "registered-here": "在家",
  "lives-here": "流入",
  "registered-lives-elsewhere": "外出",
};
const vulnerabilities: Record<SyntheticPerson["vulnerabilities"][number], string> = {
  "five-guarantees": "五保户",
  "lives-alone-elderly": "独居老人",
  orphan: "孤儿",
  disabled: "残疾",
  "chronic-illness": "慢性病",
  pregnant: "孕妇",
  "low-income": "低保",
};

type Lives = SyntheticPerson["circumstances"];

const tenancies: Record<NonNullable<Lives["tenancy"]>, string> = {
  stayed: "未离开",
  away: "未返回",
  returned: "已返回",
};
const commutes: Record<NonNullable<Lives["commute"]>, string> = {
  daily: "每天往返",
  weekly: "每周",
  monthly: "每月",
  irregular: "不定期",
};
/** Only those that a synthetic register knows. */
const trades: Partial<Record<NonNullable<Lives["listedTrade"]>, string>> = {
  taxi: "出租车",
  freight: "货运",
  courier: "快递",
  market: "商超",
  catering: "餐饮",
  school: "教师",
  medical: "医务",
  construction: "建筑工",
};
const proxies: Partial<Record<NonNullable<Lives["proxy"]>["relation"], string>> = {
  parent: "父母",
  child: "子女",
  relative: "祖孙",
  "village-official": "村干部",
};

function wordFor<Key extends string>(
  words: Partial<Record<Key, string>>,
  key: Key | undefined,
): string | undefined {
  return key && words[key];
}

interface Line {
  household: SyntheticHousehold;
  person: SyntheticPerson;
}

const columns: readonly (readonly [header: string, text: (line: Line) => string | undefined])[] = [
  ["户号", ({ household }) => household.number],
  ["村（社区）", ({ household }) => household.village],
  ["组别", ({ household }) => household.group],
  ["住址", ({ household }) => household.address],
  ["姓名", ({ person }) => person.name],
  ["身份证号", ({ person }) => person.identityNumber],
  ["性别", ({ person }) => (person.sex === "male" ? "男" : "女")],
  ["出生日期", ({ person }) => person.birthday],
  ["联系电话", ({ person }) => person.phone],
  ["与户主关系", ({ person }) => relations[person.relation][person.sex]],
  ["居住状态", ({ person }) => residences[person.residence]],
  ["职业", ({ person }) => person.occupation],
  [
    "特殊群体",
    ({ person }) => person.vulnerabilities.map((one) => vulnerabilities[one]).join("、"),
  ],
  ["户籍地", ({ person }) => person.circumstances.registeredPlace],
  ["外出地点", ({ person }) => person.circumstances.livingPlace],
  ["租户", ({ person }) => wordFor(tenancies, person.circumstances.tenancy)],
  ["重点行业", ({ person }) => wordFor(trades, person.circumstances.listedTrade)],
  ["往返频次", ({ person }) => wordFor(commutes, person.circumstances.commute)],
  ["通勤地点", ({ person }) => person.circumstances.commutePlace],
  ["监护人", ({ person }) => person.circumstances.proxy?.name],
  ["监护人电话", ({ person }) => person.circumstances.proxy?.phone],
  ["与监护人关系", ({ person }) => wordFor(proxies, person.circumstances.proxy?.relation)],
];

export interface RegisterFile {
  name: string;
  bytes: Blob;
  /** Rows under the header. */
  rows: number;
  /** How many of them the import has to refuse. */
  faulty: number;
}

/**
 * The register as CSV with a byte-order mark, as office programs write it. A few rows are as
 * somebody tired wrote them.
 */
export function registerFile(
  register: SyntheticRegister,
  named: { town: string; day: Day },
  chance: Chance,
): RegisterFile {
  const lines = register.households.flatMap((household) =>
    household.members.map((person) => ({ household, person })),
  );
  const faults = faultyLines(lines, chance);
  const rows = lines.map((line) => columns.map(([, text]) => text(faults.get(line) ?? line) ?? ""));
  const table = [columns.map(([header]) => header), ...rows];
  const text = table.map((row) => row.map(cell).join(",")).join("\r\n");
  return {
    name: `${named.town}户籍台账${named.day.replaceAll("-", "")}.csv`,
    bytes: new Blob([`\uFEFF${text}\r\n`], { type: "text/csv" }),
    rows: rows.length,
    faulty: faults.size,
  };
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A digit slipped, a birthday that is another's, a village that isn't one, a name left out. */
const slips: readonly ((line: Line) => Line)[] = [
  ({ household, person }) => ({
    household,
    person: { ...person, identityNumber: slipped(person.identityNumber) },
  }),
  ({ household, person }) => ({
    household,
    person: { ...person, birthday: addDays(person.birthday, -366) },
  }),
  ({ household, person }) => ({ household, person: { ...person, name: "" } }),
  ({ household, person }) => ({
    household,
    person: { ...person, sex: person.sex === "male" ? "female" : "male" },
  }),
];

function slipped(identityNumber: string): string {
  const last = identityNumber.at(-1) === "1" ? "2" : "1";
  return identityNumber.slice(0, -1) + last;
}

/** Only children at home, of whom nothing else hangs: neither heads nor people who travel. */
function faultyLines(lines: readonly Line[], chance: Chance): Map<Line, Line> {
  const eligible = lines.filter(
    ({ person }) => person.relation === "grandchild" && person.residence === "registered-here",
  );
  const faulty = new Map<Line, Line>();
  for (const slip of eligible.length > 0 ? slips : []) {
    const line = chance.pick(eligible);
    if (!faulty.has(line)) faulty.set(line, slip(line));
  }
  return faulty;
}
