/** One line of a list of premises: which premises it speaks of, and what it says of them. Pure. */
import { isMasked, type SheetReason, type SheetRow } from "../kernel/sheet.ts";
import type { KeptRecord, Or, RecordSheet } from "../kernel/sheet-records.ts";
import type { Day } from "../kernel/time.ts";
import type { AreaNames } from "../organization/area-names.ts";
import { type SheetArea, sheetArea } from "../organization/sheet-area.ts";
import { readCreditCode } from "./credit-code.ts";
import { readDay } from "./import-days.ts";
import { maskPhone, readPhone } from "./phone.ts";
import type { PremisesKind, PremisesState } from "./premises.ts";
import { type PremisesFields, stateAfter } from "./premises-rules.ts";
import {
  type PremisesColumn,
  premisesKindIn,
  premisesKindOf,
  premisesStateOf,
} from "./premises-sheet-columns.ts";
import { foldedName } from "./rules.ts";

/** What a line says; absent where it says nothing. */
interface Said {
  name: string;
  kind?: PremisesKind | undefined;
  area: SheetArea;
  address?: string | undefined;
  creditCode?: string | undefined;
  inChargeName?: string | undefined;
  /** Whole, or as lists are taken out, with its middle hidden. */
  phone?: string | undefined;
  capacity?: number | undefined;
  floorAreaM2?: number | undefined;
  state?: PremisesState | undefined;
  stateSince?: Day | undefined;
  note?: string | undefined;
}

/** What lines are held against. */
export interface PremisesKnown {
  areas: AreaNames;
  /** Those on the register. */
  premises: readonly KeptRecord<PremisesFields>[];
  /** The town's. */
  today: Day;
}

const longest: Partial<Record<PremisesColumn, number>> = {
  ...{ name: 60, address: 120, inCharge: 40, note: 200 },
};
const largest = 10_000_000;

const refused = (code: string, params?: SheetReason["params"]) => ({
  ok: false as const,
  reasons: [{ code, ...(params && { params }) }],
});

export function premisesSheet(
  known: PremisesKnown,
): RecordSheet<PremisesColumn, PremisesFields, Said> {
  const find = finder(known);
  return {
    read: (row) => read(row, known),
    find,
    after: (said, kept) => after(said, kept, known),
    keyOf: ({ name, areaId, kind }) => `${foldedName(name)} ${areaId} ${kind}`,
  };
}

function read(
  { cells, titles = [] }: SheetRow<PremisesColumn>,
  { areas, today }: PremisesKnown,
): Or<{ draft: Said }> {
  const { name, address, inCharge, note } = cells;
  if (!name) return refused("sheet.nameMissing");
  for (const column of ["name", "address", "inCharge", "note"] as const) {
    const most = longest[column] ?? 0;
    if ((cells[column]?.length ?? 0) > most) return refused("sheet.tooLong", { column, most });
  }
  const area = sheetArea(cells.area, titles, areas);
  const wrong = wrongIn(cells, today);
  if (area.is === "unknown") wrong.push(area.reason);
  if (wrong.length > 0) return { ok: false, reasons: wrong };
  return {
    ok: true,
    draft: {
      ...{ name, address, note },
      inChargeName: inCharge,
      kind: cells.kind ? premisesKindOf(cells.kind) : premisesKindIn(titles),
      area,
      creditCode: codeIn(cells.creditCode),
      phone: phoneIn(cells.phone),
      capacity: wholeIn(cells.capacity),
      floorAreaM2: wholeIn(cells.floorArea),
      state: cells.state ? premisesStateOf(cells.state) : undefined,
      stateSince: dayIn(cells.stateSince, today),
    },
  };
}

/** Every value that can't be read: whoever puts a line right does so once. */
function wrongIn(cells: SheetRow<PremisesColumn>["cells"], today: Day): SheetReason[] {
  const { kind, creditCode, phone, state, stateSince } = cells;
  const wrong: SheetReason[] = [];
  const say = (code: string, params?: SheetReason["params"]) =>
    wrong.push(params ? { code, params } : { code });
  if (kind && !premisesKindOf(kind)) say("premises.sheet.kindUnknown", { kind });
  const code = creditCode ? readCreditCode(creditCode) : undefined;
  if (code && !code.ok) say(`registry.creditCode.${code.problem}`);
  if (phone && !phoneIn(phone)) say("sheet.phoneWrong", { text: phone });
  for (const column of ["capacity", "floorArea"] as const) {
    const text = cells[column];
    if (text && Number.isNaN(wholeIn(text))) say("premises.sheet.numberWrong", { column, text });
  }
  if (state && !premisesStateOf(state)) say("premises.sheet.stateUnknown", { text: state });
  const day = dayIn(stateSince, today);
  if (stateSince && !day) say("premises.sheet.dayWrong", { text: stateSince });
  if (day && day > today) say("premises.sheet.dayAhead");
  return wrong;
}

function codeIn(text: string | undefined): string | undefined {
  const read = text ? readCreditCode(text) : undefined;
  return read?.ok ? read.code : undefined;
}

function phoneIn(text: string | undefined): string | undefined {
  if (!text || isMasked(text)) return text;
  const read = readPhone(text);
  return read.ok ? read.value.number : undefined;
}

const whole = /^(\d+(?:\.\d+)?)(㎡|m²|m2|平方米|平米|平方|人|张|个|间|座|名)?$/;

/** NaN for what is no number; a zero says nothing. */
function wholeIn(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const [, digits] = whole.exec(text.replace(/[\s,，]/g, "").toLowerCase()) ?? [];
  const value = digits === undefined ? Number.NaN : Math.round(Number(digits));
  if (value === 0) return undefined;
  return value <= largest ? value : Number.NaN;
}

function dayIn(text: string | undefined, today: Day): Day | undefined {
  if (!text) return undefined;
  const read = readDay(text, { today });
  const [only, another] = read.is === "days" ? read.candidates : [];
  return another ? undefined : only?.day;
}

/** By name where it is; among namesakes by kind, code and address; else by a code nobody else has there. */
function finder({ areas, premises }: PremisesKnown) {
  const byName = Map.groupBy(premises, ({ fields }) => foldedName(fields.name));
  const byCode = Map.groupBy(premises, ({ fields }) => fields.creditCode ?? "");
  const isThere = (said: Said, areaId: string): boolean => {
    const { area } = said;
    if (area.is === "several") return area.areaIds.includes(areaId);
    if (area.is !== "one") return area.is === "none";
    return areas.isIn(areaId, area.areaId) || areas.isIn(area.areaId, areaId);
  };
  return (said: Said): Or<{ kept?: KeptRecord<PremisesFields> | undefined }> => {
    const { area, name } = said;
    if (area.is === "unknown") return { ok: false, reasons: [area.reason] };
    const namesakes = (byName.get(foldedName(name)) ?? []).filter(({ fields }) =>
      isThere(said, fields.areaId),
    );
    const [kept, another] = narrowed(namesakes, said);
    if (another) return refused("premises.sheet.several", { name });
    if (kept) return { ok: true, kept };
    const coded = said.creditCode ? (byCode.get(said.creditCode) ?? []) : [];
    const [renamed, ...others] = coded.filter(({ fields }) => isThere(said, fields.areaId));
    if (renamed && others.length === 0 && area.is === "one") return { ok: true, kept: renamed };
    if (area.is === "several") return { ok: false, reasons: [area.reason] };
    if (area.is === "none") return refused("sheet.areaMissing");
    const [elsewhere] = coded;
    if (!elsewhere) return { ok: true };
    const params = { name: elsewhere.fields.name };
    return { ok: true, remarks: [{ code: "premises.sheet.codeElsewhere", params }] };
  };
}

function narrowed(found: readonly KeptRecord<PremisesFields>[], said: Said) {
  let left = found;
  for (const field of ["kind", "creditCode", "address"] as const) {
    if (left.length < 2 || said[field] === undefined) continue;
    const agreeing = left.filter(({ fields }) => fields[field] === said[field]);
    if (agreeing.length > 0) left = agreeing;
  }
  return left;
}

function after(
  said: Said,
  kept: PremisesFields | undefined,
  { areas, today }: PremisesKnown,
): Or<{ fields: PremisesFields }> {
  const kind = said.kind ?? kept?.kind;
  if (!kind) return refused("premises.sheet.kindMissing");
  const areaId = areaAfter(said.area, kept?.areaId, areas);
  if (!areaId) return refused("sheet.areaMissing");
  const phone = phoneAfter(said.phone, kept?.inChargePhone ?? null);
  const held = kept ?? { state: "open" as const, stateSince: null };
  return {
    ok: true,
    remarks: phone.isHidden ? [{ code: "sheet.phoneMasked" }] : [],
    fields: {
      kind,
      name: said.name,
      areaId,
      address: said.address ?? kept?.address ?? null,
      creditCode: said.creditCode ?? kept?.creditCode ?? null,
      inChargeName: said.inChargeName ?? kept?.inChargeName ?? null,
      inChargePhone: phone.number,
      floorAreaM2: said.floorAreaM2 ?? kept?.floorAreaM2 ?? null,
      capacity: said.capacity ?? kept?.capacity ?? null,
      ...stateAfter(held, said, today),
      note: said.note ?? kept?.note ?? null,
    },
  };
}

/** A list that names the village leaves premises in their grid. */
function areaAfter(
  area: SheetArea,
  held: string | undefined,
  areas: AreaNames,
): string | undefined {
  if (area.is !== "one") return held;
  return held && areas.isIn(held, area.areaId) ? held : area.areaId;
}

/** A hidden number is no number, but for saying that it is still the same. */
function phoneAfter(said: string | undefined, held: string | null) {
  if (!said) return { number: held, isHidden: false };
  if (!isMasked(said)) return { number: said, isHidden: false };
  return { number: held, isHidden: held === null || maskPhone(held) !== said };
}
