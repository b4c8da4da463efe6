/** One line of a list of staff: whom it speaks of, and what it says of them. Pure. */
import type { z } from "zod";
import { folded, isMasked, type SheetReason, type SheetRow } from "../kernel/sheet.ts";
import type { KeptRecord, Or, RecordSheet } from "../kernel/sheet-records.ts";
import type { AreaNames } from "./area-names.ts";
import { isPhone } from "./rules.ts";
import { type SheetArea, sheetArea } from "./sheet-area.ts";
import type { StaffKind } from "./staff-contract.ts";
import { type StaffColumn, staffKindIn, staffKindOf } from "./staff-sheet-columns.ts";

export interface StaffFields {
  name: string;
  kind: z.infer<typeof StaffKind>;
  phone: string | null;
  unitId: string | null;
  areaId: string | null;
}

const staffFields = ["name", "kind", "phone", "unitId", "areaId"] as const;

export interface KeptStaff extends KeptRecord<StaffFields> {
  isActive: boolean;
}

/** What lines are held against. */
export interface StaffKnown {
  areas: AreaNames;
  town: { areaId: string; name: string; nameEn: string };
  units: readonly { unitId: string; name: string; nameEn: string }[];
  staff: readonly KeptStaff[];
  /** A number as lists show it with its middle hidden. */
  hidden: (phone: string) => string;
}

interface Said {
  name: string;
  /** As it stands there, where it is none of the town's words. */
  kindText?: string | undefined;
  kind?: StaffFields["kind"] | undefined;
  phone?: string | undefined;
  unitId?: string | undefined;
  area: SheetArea;
}

const longestName = 40;
const mostNear = 3;

const refused = (code: string, params?: SheetReason["params"]) => ({
  ok: false as const,
  reasons: [{ code, ...(params && { params }) }],
});

export function staffSheet(known: StaffKnown): RecordSheet<StaffColumn, StaffFields, Said> {
  const byName = Map.groupBy(known.staff, ({ fields }) => nameKey(fields.name));
  return {
    read: (row) => read(row, known),
    find: (said) => find(said, byName.get(nameKey(said.name)) ?? [], known),
    after: (said, kept) => after(said, kept, known),
    keyOf: ({ name, phone, unitId, areaId }) =>
      [nameKey(name), digitsOf(phone), unitId, areaId].join(" "),
  };
}

function nameKey(name: string): string {
  return folded(name).replace(/[·•.‧・'’-]/g, "");
}

function digitsOf(phone: string | null | undefined): string {
  return (phone ?? "").replace(/\D/g, "");
}

function read(
  { cells, titles = [] }: SheetRow<StaffColumn>,
  known: StaffKnown,
): Or<{ draft: Said }> {
  const { name, kind, phone, unit } = cells;
  if (!name) return refused("sheet.nameMissing");
  if (name.length > longestName) {
    return refused("sheet.tooLong", { column: "name", most: longestName });
  }
  const wrong: SheetReason[] = [];
  const isReadable = !phone || isMasked(phone) || isPhone(phone);
  if (!isReadable) wrong.push({ code: "sheet.phoneWrong", params: { text: phone } });
  const unitId = unit ? unitNamed(unit, known) : undefined;
  if (unit && !unitId) wrong.push(unitUnknown(unit, known));
  const area = areaOf(cells.area, titles, known);
  if (area.is === "unknown") wrong.push(area.reason);
  if (wrong.length > 0) return { ok: false, reasons: wrong };
  const draft = {
    ...{ name, phone, unitId, area, kindText: kind },
    kind: kind ? staffKindOf(kind) : staffKindIn(titles),
  };
  return { ok: true, draft };
}

/** Who works for the town as a whole stands in the town itself. */
function areaOf(text: string | undefined, titles: readonly string[], { areas, town }: StaffKnown) {
  const isTown = [town.name, town.nameEn].some((name) => text && folded(name) === folded(text));
  if (isTown) return { is: "one" as const, areaId: town.areaId };
  return sheetArea(text, titles, areas);
}

function unitNamed(text: string, { units }: StaffKnown): string | undefined {
  const found = units.filter(({ name, nameEn }) =>
    [name, nameEn].some((one) => folded(one) === folded(text)),
  );
  return found.length === 1 ? found[0]?.unitId : undefined;
}

function unitUnknown(text: string, { units }: StaffKnown): SheetReason {
  const sought = folded(text);
  const near = units
    .map(({ name }) => name)
    .filter((name) => folded(name).includes(sought) || sought.includes(folded(name)))
    .slice(0, mostNear)
    .join("、");
  const code = near ? "organization.staffImport.unitNear" : "organization.staffImport.unitUnknown";
  return { code, params: { name: text, near } };
}

/** The one of that name whom nothing speaks against; of several, whom most speaks for. */
function find(
  said: Said,
  namesakes: readonly KeptStaff[],
  known: StaffKnown,
): Or<{ kept?: KeptRecord<StaffFields> | undefined }> {
  const byPhone = namesakes.filter(({ fields }) => hasPhone(said, fields, known));
  const possible =
    byPhone.length > 0
      ? byPhone
      : namesakes.filter(({ fields }) => contradictions(said, fields, known) < 2);
  const serving = possible.filter(({ isActive }) => isActive);
  const [kept, another] = narrowed(serving.length > 0 ? serving : possible, said, known);
  if (another) return refused("organization.staffImport.several", { name: said.name });
  if (kept && !kept.isActive && isChanged(said, kept.fields, known)) {
    return refused("organization.staffImport.ended");
  }
  if (kept) return { ok: true, kept };
  const remark = { code: "organization.staffImport.namesake", params: { name: said.name } };
  return { ok: true, remarks: namesakes.length > 0 ? [remark] : [] };
}

function isChanged(said: Said, kept: StaffFields, known: StaffKnown): boolean {
  const next = after(said, kept, known);
  return !next.ok || staffFields.some((field) => next.fields[field] !== kept[field]);
}

function hasPhone({ phone }: Said, fields: StaffFields, { hidden }: StaffKnown): boolean {
  if (!phone || !fields.phone) return false;
  return isMasked(phone)
    ? hidden(fields.phone) === phone
    : digitsOf(phone) === digitsOf(fields.phone);
}

/** How much of what both sides know is another's: two persons of one name differ in more than one thing. */
function contradictions(said: Said, fields: StaffFields, known: StaffKnown): number {
  const isOtherPhone = Boolean(said.phone && fields.phone) && !hasPhone(said, fields, known);
  const isOtherUnit = Boolean(said.unitId && fields.unitId) && said.unitId !== fields.unitId;
  const isElsewhere =
    Boolean(fields.areaId) && said.area.is === "one" && !isIn(said, fields, known);
  return [isOtherPhone, isOtherUnit, isElsewhere].filter(Boolean).length;
}

function isIn({ area }: Said, { areaId }: StaffFields, { areas }: StaffKnown): boolean {
  if (area.is !== "one" || !areaId) return false;
  return areas.isIn(areaId, area.areaId) || areas.isIn(area.areaId, areaId);
}

function narrowed(found: readonly KeptStaff[], said: Said, known: StaffKnown) {
  const agreements = [
    ({ fields }: KeptStaff) => isIn(said, fields, known),
    ({ fields }: KeptStaff) => said.unitId !== undefined && fields.unitId === said.unitId,
    ({ fields }: KeptStaff) => said.kind !== undefined && fields.kind === said.kind,
  ];
  return agreements.reduce((left, agrees) => {
    const agreeing = left.filter(agrees);
    return left.length > 1 && agreeing.length > 0 ? agreeing : left;
  }, found);
}

function after(
  said: Said,
  kept: StaffFields | undefined,
  known: StaffKnown,
): Or<{ fields: StaffFields }> {
  const isWordless = said.kindText !== undefined && said.kind === undefined;
  const kind = said.kind ?? kept?.kind ?? (isWordless ? "other" : undefined);
  if (!kind) return refused("organization.staffImport.kindMissing");
  const areaId = areaAfter(said.area, kept?.areaId ?? null, known);
  if (areaId === undefined) {
    return { ok: false, reasons: said.area.is === "several" ? [said.area.reason] : [] };
  }
  const phone = phoneAfter(said, kept, known);
  const remarks: SheetReason[] = [];
  if (isWordless && !kept) {
    const params = { kind: said.kindText ?? "" };
    remarks.push({ code: "organization.staffImport.kindOther", params });
  }
  if (phone.isHidden) remarks.push({ code: "sheet.phoneMasked" });
  const unitId = said.unitId ?? kept?.unitId ?? null;
  return {
    ok: true,
    remarks,
    fields: { name: said.name, kind, phone: phone.number, unitId, areaId },
  };
}

/** A list that names the village leaves people in their grid. Undefined where it can't be told. */
function areaAfter(
  area: SheetArea,
  held: string | null,
  { areas }: StaffKnown,
): string | null | undefined {
  if (area.is === "several") return held && area.areaIds.includes(held) ? held : undefined;
  if (area.is !== "one") return held;
  return held && areas.isIn(held, area.areaId) ? held : area.areaId;
}

/** A number that is written otherwise is still the same; a hidden one is none. */
function phoneAfter(said: Said, kept: StaffFields | undefined, known: StaffKnown) {
  const held = kept?.phone ?? null;
  if (!said.phone || (kept && hasPhone(said, kept, known)))
    return { number: held, isHidden: false };
  if (isMasked(said.phone)) return { number: held, isHidden: true };
  return { number: said.phone, isHidden: false };
}
