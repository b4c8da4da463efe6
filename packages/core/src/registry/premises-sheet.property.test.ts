/** Whatever stands in a list of premises, every line is accounted for, and bringing it twice changes nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isMasked, type SheetRow } from "../kernel/sheet.ts";
import { type KeptRecord, planRecords } from "../kernel/sheet-records.ts";
import { indexAreaNames } from "../organization/area-names.ts";
import { creditCodeCheck } from "./credit-code.ts";
import { maskPhone } from "./phone.ts";
import type { PremisesFields } from "./premises-rules.ts";
import { premisesSheet } from "./premises-sheet.ts";
import type { PremisesColumn } from "./premises-sheet-columns.ts";

const areas = indexAreaNames(
  [
    { areaId: "town", kind: "town", name: "青石镇", nameEn: "Qingshi" },
    { areaId: "a", parentId: "town", kind: "village", name: "柳林村", nameEn: "Liulin" },
    { areaId: "a1", parentId: "a", kind: "grid", name: "第1网格", nameEn: "Grid 1" },
    { areaId: "b", parentId: "town", kind: "village", name: "石桥村", nameEn: "Shiqiao" },
    { areaId: "b1", parentId: "b", kind: "grid", name: "第1网格", nameEn: "Grid 1" },
  ],
  ["青石镇"],
);
const today = "2020-02-05";

const code = (stem: string) => stem + creditCodeCheck(stem);
const codes = [code("91770101MA0000001"), code("91770101MA0000002")];

const some = (...texts: string[]) => fc.constantFrom("", ...texts);
const cells = fc.record({
  name: some("柳林超市", "石桥饭店", "柳 林超市", "老厂", "长".repeat(70)),
  kind: some("商店", "餐饮", "企业", "造船", "shop"),
  area: some("柳林村", "柳林", "第1网格", "石桥村", "石乔村", "青石镇", "柳林村3组"),
  address: some("柳林路1号", "桥头", "路".repeat(130)),
  creditCode: some(...codes, "9177", "9.15E+17"),
  inCharge: some("吴老板", "郑店主"),
  phone: some("17900000001", "179 0000 0002", "179****0001", "0817-2345678", "打村里"),
  capacity: some("8", "8人", "很多", "0", "1,200"),
  floorArea: some("120㎡", "35.6", "-4"),
  state: some("正常", "关停", "已复工", "不知道"),
  stateSince: some("2020-02-01", "2020年2月1日", "2020-03-01", "上周"),
  note: some("临街"),
});
const filled = (given: Record<PremisesColumn, string>) =>
  Object.fromEntries(Object.entries(given).filter(([, text]) => text !== ""));
const rows = fc
  .array(fc.tuple(cells, fc.boolean(), some("柳林村出租屋台账", "场所台账")), { maxLength: 30 })
  .map((lines) =>
    lines.map(
      ([given, isUncalculated, title], at): SheetRow<PremisesColumn> => ({
        where: String(at + 2),
        cells: filled(given),
        isHeader: false,
        isUncalculated: isUncalculated && at % 7 === 0,
        titles: title ? [title] : [],
      }),
    ),
  );

type Kept = KeptRecord<PremisesFields>;

/** The register after a list was written. */
function written(premises: readonly Kept[], lines: ReturnType<typeof plan>["rows"]): Kept[] {
  const after = new Map(premises.map((one) => [one.id, one]));
  for (const [at, { fate, kept, fields }] of lines.entries()) {
    if ((fate !== "new" && fate !== "changed") || !fields) continue;
    const id = kept?.id ?? `new ${premises.length} ${at}`;
    after.set(id, { id, fields });
  }
  return [...after.values()];
}

function plan(given: readonly SheetRow<PremisesColumn>[], premises: readonly Kept[]) {
  return planRecords(given, premisesSheet({ areas, premises, today }));
}

test("every line has one fate, rejected ones a reason, and nothing wrong gets in", () => {
  fc.assert(
    fc.property(rows, rows, (first, second) => {
      const before = written([], plan(first, []).rows);
      const { rows: lines, counts } = plan(second, before);
      expect(counts.read).toBe(second.length);
      expect(counts.new + counts.changed + counts.same + counts.rejected).toBe(counts.read);
      for (const { fate, changes, reasons, fields } of lines) {
        if (fate === "rejected") expect(reasons.length).toBeGreaterThan(0);
        expect(fate === "changed").toBe(changes.length > 0);
        if (!fields) continue;
        expect(fields.name.length).toBeLessThanOrEqual(60);
        expect(["a", "a1", "b", "b1"]).toContain(fields.areaId);
        expect(isMasked(fields.inChargePhone ?? "")).toBe(false);
        expect((fields.state === "open") === (fields.stateSince === null)).toBe(true);
        expect((fields.stateSince ?? today) <= today).toBe(true);
      }
      const touched = lines.flatMap(({ kept, fate }) =>
        fate === "rejected" ? [] : (kept?.id ?? []),
      );
      expect(new Set(touched).size).toBe(touched.length);
    }),
    { numRuns: 200 },
  );
});

test("what was written is all the same when it comes back, hidden numbers or not", () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (given, isHidden) => {
      const register = written([], plan(given, []).rows);
      const back = register.map(({ fields }, at): SheetRow<PremisesColumn> => {
        const { inChargePhone: phone } = fields;
        const said = {
          name: fields.name,
          kind: { shop: "商店、超市", restaurant: "餐饮店", enterprise: "企业" }[
            fields.kind as string
          ],
          area: { a: "柳林村", a1: "柳林村第1网格", b: "石桥村", b1: "石桥村第1网格" }[
            fields.areaId
          ],
          address: fields.address,
          creditCode: fields.creditCode,
          phone: phone && isHidden ? maskPhone(phone) : phone,
          state: { open: "正常", closed: "关停", resumed: "已复工复业" }[fields.state],
          stateSince: fields.stateSince,
        };
        const filledIn = Object.entries(said).filter(([, text]) => Boolean(text));
        return { where: String(at), cells: Object.fromEntries(filledIn), isHeader: false };
      });
      const { counts, rows: lines } = plan(back, register);
      const other = lines.filter(({ fate }) => fate !== "same");
      // Only one that can't be told from a namesake in the same place is not.
      expect(other.map(({ reasons }) => reasons[0]?.code)).toEqual(
        other.map(() => expect.stringMatching(/several|repeated/)),
      );
      expect(counts.new + counts.changed).toBe(0);
    }),
    { numRuns: 200 },
  );
});
