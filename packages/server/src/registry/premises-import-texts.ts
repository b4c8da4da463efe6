/** What is told of a list of premises, in the caller's language. */
import type { SheetRow } from "@lianfang/core/kernel/sheet.ts";
import type { SheetLine } from "@lianfang/core/kernel/sheet-contract.ts";
import type { PlannedRecord } from "@lianfang/core/kernel/sheet-records.ts";
import { maskPhone } from "@lianfang/core/registry/phone.ts";
import type { PremisesFields } from "@lianfang/core/registry/premises-rules.ts";
import {
  type PremisesColumn,
  premisesColumns,
} from "@lianfang/core/registry/premises-sheet-columns.ts";
import type { Locale } from "../kernel/context.ts";
import { changesIn, reasonsIn } from "../kernel/sheets/sheet-texts.ts";
import { premisesFields, premisesOptionText } from "./premises-texts.ts";

export function premisesColumnText(column: PremisesColumn, locale: Locale): string {
  return premisesFields[column]({}, { locale });
}

/** Which column says what of the record. */
const columnOf: Readonly<Record<keyof PremisesFields, PremisesColumn>> = {
  kind: "kind",
  name: "name",
  areaId: "area",
  address: "address",
  creditCode: "creditCode",
  inChargeName: "inCharge",
  inChargePhone: "phone",
  floorAreaM2: "floorArea",
  capacity: "capacity",
  state: "state",
  stateSince: "stateSince",
  note: "note",
};

interface Words {
  areaNames: ReadonlyMap<string, string>;
  locale: Locale;
}

/** Of a rejected line is shown what it says itself. */
export function toldPremises(
  { kept, fields, changes, reasons }: PlannedRecord<PremisesFields>,
  row: SheetRow<PremisesColumn> | undefined,
  words: Words,
): Omit<SheetLine, "where" | "fate"> {
  const shown = kept?.fields ?? fields;
  const telling = tellingOf(words);
  return {
    name: shown?.name ?? row?.cells.name ?? "",
    kind: shown ? premisesOptionText(shown.kind, words.locale) : row?.cells.kind,
    place: shown ? words.areaNames.get(shown.areaId) : row?.cells.area,
    changes: changesIn(changes, telling, words.locale),
    reasons: reasonsIn(reasons, telling, words.locale),
  };
}

/** Telephones are told as lists tell them. */
function tellingOf({ areaNames, locale }: Words) {
  const told = (field: string, text: string) => {
    if (field === "areaId") return areaNames.get(text) ?? text;
    if (field === "inChargePhone") return text && maskPhone(text);
    return field === "kind" || field === "state" ? premisesOptionText(text, locale) : text;
  };
  return { columns: premisesColumns, nameOf: premisesColumnText, columnOf, told };
}
