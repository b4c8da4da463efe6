/** The household register as a town hands it over: a spreadsheet, with the usual mistakes in it. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";

const headers = [
  "户号",
  "村（社区）",
  "组",
  "住址",
  "姓名",
  "身份证号",
  "性别",
  "出生日期",
  "联系电话",
  "与户主关系",
] as const;

const relations: Record<string, string> = {
  head: "户主",
  spouse: "配偶",
  child: "子女",
  "child-in-law": "儿媳",
  grandchild: "孙辈",
  parent: "父母",
  grandparent: "祖父母",
  sibling: "兄弟姐妹",
};

export interface Register {
  file: { name: string; mimeType: string; buffer: Buffer };
  /** Rows of people, the faulty ones included. */
  read: number;
  rejected: number;
  /** Somebody among the good rows who lives here and is grown up. */
  person: { name: string; identityNumber: string };
  /** A name among the faulty rows. */
  faultyName: string;
}

/** @param villages as the town calls them */
export async function makeRegister(villages: readonly string[], today: Day): Promise<Register> {
  const { households } = generateRegister({
    households: 40,
    seed: "first day",
    villages,
    asOf: today,
  });
  const good = households.flatMap((household) =>
    household.members.map((member) => [
      household.number,
      household.village,
      household.group,
      household.address,
      member.name,
      member.identityNumber,
      member.sex === "male" ? "男" : "女",
      member.birthday,
      member.phone ?? "",
      relations[member.relation] ?? "其他",
    ]),
  );
  const [pattern = []] = good;
  const faulty = [
    changed(pattern, { 户号: "990001", 姓名: "错号一", 身份证号: wrongChecksum(pattern[5] ?? "") }),
    changed(pattern, { 户号: "990002", "村（社区）": "不存在的村", 姓名: "村名错", 身份证号: "" }),
    changed(pattern, { 户号: "990003", 姓名: "", 身份证号: "" }),
  ];
  const rows = [...good.slice(0, 5), ...faulty, ...good.slice(5)];
  const person = households
    .flatMap(({ members }) => members)
    .find(({ relation, birthday }) => relation === "head" && birthday > "1960-01-01");
  if (!person) throw new Error("nobody of the right age in the register");
  const bytes = await writeSheet({
    sheetName: "户籍花名册",
    columns: headers.map((header) => ({ header })),
    rows,
  });
  return {
    file: { name: "花名册.xlsx", mimeType: spreadsheet, buffer: Buffer.from(bytes) },
    read: rows.length,
    rejected: faulty.length,
    person,
    faultyName: "村名错",
  };
}

const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function changed(row: readonly string[], by: Partial<Record<(typeof headers)[number], string>>) {
  return headers.map((header, at) => by[header] ?? row[at] ?? "");
}

function wrongChecksum(identityNumber: string): string {
  const last = identityNumber.at(-1) === "1" ? "2" : "1";
  return identityNumber.slice(0, -1) + last;
}
