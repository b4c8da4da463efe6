/** What the address asks of the list of staff. */
import type { Filters } from "../kernel/kit/filters.ts";
import type { StaffRow } from "./staff-rows.ts";
import { staffKindLabels } from "./unit-kinds.ts";

export function staffAsked({ search, area, unit, kind, state }: Filters) {
  return {
    limit: 100,
    search,
    areaId: area,
    unitId: unit,
    kind: Object.keys(staffKindLabels).find((one): one is StaffRow["kind"] => one === kind),
    isActive: state === "active" ? true : state === "ended" ? false : undefined,
  };
}
