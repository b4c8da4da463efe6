/** Where a line of a list is: what it says itself, else what stands over the table. Pure. */
import type { SheetReason } from "../kernel/sheet.ts";
import type { AreaNames, NearArea } from "./area-names.ts";

export type SheetArea =
  | { is: "none" }
  | { is: "one"; areaId: string }
  /** Several areas go by the name; the reason says which. */
  | { is: "several"; areaIds: readonly string[]; reason: SheetReason }
  | { is: "unknown"; reason: SheetReason };

/** The first area that any of the titles names. */
const areaIn = (titles: readonly string[], areas: AreaNames): NearArea | undefined =>
  titles.map((title) => areas.findIn(title)).find((area) => area !== undefined);

/** The name of the area that stands over a table. */
export const areaTold = (titles: readonly string[], areas: AreaNames): string | undefined =>
  areaIn(titles, areas)?.name;

/** @param titles the lines above the table, the sheet's name, the file's: 柳林村场所台账 */
export function sheetArea(
  text: string | undefined,
  titles: readonly string[],
  areas: AreaNames,
): SheetArea {
  if (!text) {
    const titled = areaIn(titles, areas);
    return titled ? { is: "one", areaId: titled.areaId } : { is: "none" };
  }
  const found = areas.find(text);
  if (found.is === "found") return { is: "one", areaId: found.areaId };
  const near = found.near.map(({ name }) => name).join("、");
  if (found.is === "ambiguous") {
    const areaIds = found.near.map(({ areaId }) => areaId);
    return {
      is: "several",
      areaIds,
      reason: { code: "sheet.areaAmbiguous", params: { name: text, near } },
    };
  }
  const code = near ? "sheet.areaUnknownNear" : "sheet.areaUnknown";
  return { is: "unknown", reason: { code, params: { name: text, near } } };
}
