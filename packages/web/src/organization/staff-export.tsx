/** Taking the list of staff out, with what it is for and who gets it. */
import { staffColumns } from "@lianfang/core/organization/staff-sheet-columns.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { useAreas } from "../kernel/kit/areas.ts";
import { undescribed } from "../kernel/kit/list-book.ts";
import { type ExportOf, ListExport } from "../kernel/kit/list-export.tsx";
import { nameOf } from "../kernel/locale.ts";
import { staffAsked } from "./staff-asked.ts";
import { type StaffRow, useUnits } from "./staff-rows.ts";
import { staffKindLabels } from "./unit-kinds.ts";

export function ExportStaff({ shown, picked }: Omit<ExportOf<StaffRow>, "book">) {
  const exporting = useCommand(api.organization.exportStaff);
  const { limit: _, ...asked } = staffAsked(shown.asked);
  const isTold = ({ key }: { key: string }) => staffColumns.some((column) => column === key);
  return (
    <ListExport
      title={m["organization.staff"]()}
      book={undescribed}
      filters={useFiltersText(asked)}
      shown={{ ...shown, columns: shown.columns.filter(isTold) }}
      rowKey={(row) => row.staffId}
      picked={picked}
      command={exporting}
      send={(said) => exporting.send({ ...asked, ...said })}
    />
  );
}

/** The filters that are set, as a sentence. */
function useFiltersText({
  search,
  areaId,
  unitId,
  kind,
  isActive,
}: Omit<ReturnType<typeof staffAsked>, "limit">) {
  const area = useAreas().find((one) => one.areaId === areaId);
  const unit = useUnits().find((one) => one.unitId === unitId);
  const said = [
    search && m["lists.searched"]({ text: search }),
    area && nameOf(area),
    unit && nameOf(unit),
    kind && staffKindLabels[kind](),
    isActive === true && m["organization.staff.active"](),
    isActive === false && m["organization.staff.ended"](),
  ].filter((text) => typeof text === "string" && text !== "");
  return said.length > 0
    ? m["lists.export.filters"]({ filters: said.join(m["lists.semicolon"]()) })
    : m["lists.export.noFilters"]();
}
