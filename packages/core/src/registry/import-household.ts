/** What the rows of one household say of it together. */
import type { AreaNames } from "../organization/area-names.ts";
import type { RegisteredHousehold } from "./import-register.ts";
import { isStanding, refuse, type WorkingRow } from "./import-working.ts";

export interface PlannedHousehold {
  number: string;
  /** As the register has it; absent when it is new. */
  held?: (RegisteredHousehold & { areaName: string }) | undefined;
  areaId: string;
  areaName: string;
  group?: string | undefined;
  address?: string | undefined;
  /** The row that stands for it: the head's, else the first. */
  carrier: number;
}

/**
 * The household after the import; undefined when none of its rows is left, or when the register has
 * it just so. Refuses rows that put it elsewhere than its first row does, second heads, and all
 * rows of a new household of which no row says where it is.
 */
export function planHousehold(
  number: string,
  rows: readonly WorkingRow[],
  held: RegisteredHousehold | undefined,
  areas: AreaNames,
): PlannedHousehold | undefined {
  const stated = settleArea(number, rows, areas);
  refuseSecondHeads(rows);
  const areaId = areaAfter(stated, held, areas);
  const standing = rows.filter(isStanding);
  if (areaId === undefined) {
    for (const row of standing) {
      refuse(row, { column: "area", code: "registry.import.areaMissing", params: { number } });
    }
    return undefined;
  }
  const head = standing.find(({ draft }) => draft.relation === "head");
  const carrier = head ?? standing[0];
  if (!carrier) return undefined;
  const planned: PlannedHousehold = {
    number,
    held: held && { ...held, areaName: areas.nameOf(held.areaId) },
    areaId,
    areaName: areas.nameOf(areaId),
    group: said(standing, carrier, "group") ?? held?.group,
    address: said(standing, carrier, "address") ?? held?.address,
    carrier: carrier.position,
  };
  return isAsHeld(planned) ? undefined : planned;
}

function isAsHeld({ held, areaId, group, address }: PlannedHousehold): boolean {
  return held?.areaId === areaId && held.group === group && held.address === address;
}

/** The area the rows agree on: a village and one of its grids agree on the grid. */
function settleArea(
  number: string,
  rows: readonly WorkingRow[],
  areas: AreaNames,
): string | undefined {
  let settled: string | undefined;
  for (const row of rows.filter(isStanding)) {
    const { areaId } = row.draft;
    if (areaId === undefined || areaId === settled) continue;
    if (settled === undefined || areas.isIn(areaId, settled)) settled = areaId;
    else if (!areas.isIn(settled, areaId)) {
      const params = { number, area: areas.nameOf(settled) };
      refuse(row, { column: "householdNumber", code: "registry.import.twoAreas", params });
    }
  }
  return settled;
}

/** A file that names the village takes no household out of its grid. */
function areaAfter(
  stated: string | undefined,
  held: RegisteredHousehold | undefined,
  areas: AreaNames,
): string | undefined {
  if (!held) return stated;
  return stated === undefined || areas.isIn(held.areaId, stated) ? held.areaId : stated;
}

function refuseSecondHeads(rows: readonly WorkingRow[]): void {
  const [first, ...further] = rows.filter(
    (row) => isStanding(row) && row.draft.relation === "head",
  );
  for (const row of further) {
    const params = { where: first?.where ?? "", name: first?.draft.name ?? "" };
    refuse(row, { column: "relation", code: "registry.import.secondHead", params });
  }
}

/** What the carrier says, else the first who says anything; others that differ get a note. */
function said(
  rows: readonly WorkingRow[],
  carrier: WorkingRow,
  field: "group" | "address",
): string | undefined {
  const value =
    carrier.draft[field] ?? rows.find(({ draft }) => draft[field] !== undefined)?.draft[field];
  for (const row of rows) {
    const own = row.draft[field];
    if (own !== undefined && own !== value) {
      const params = { text: value ?? "" };
      row.notes = [...row.notes, { column: field, code: "registry.import.asHousehold", params }];
    }
  }
  return value;
}
