/** The list of staff, taken out in the form it can be brought back in. */
import type { organizationContract } from "@lianfang/core/organization/contract.ts";
import { staffColumns } from "@lianfang/core/organization/staff-sheet-columns.ts";
import { m } from "@lianfang/messages/messages.js";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { demandMayExport, exportList } from "../kernel/lists/export.ts";
import { areaStore } from "./area-store.ts";
import { staffStore } from "./staff-store.ts";
import { hiddenPhone, staffColumnText, staffKindText } from "./staff-texts.ts";
import { unitStore } from "./unit-store.ts";

type Routes = Handlers<typeof organizationContract>;

/** More than any town has. */
const most = 10_000;
const widths = { name: 14, kind: 14, phone: 18, unit: 26, area: 22 };

export const exportStaff: Routes["exportStaff"] = async (input, context) => {
  const { search, areaId, unitId, kind, isActive, only, except, isWhole } = input;
  const filters = { search, areaId, unitId, kind, isActive };
  demandMayExport(context, input);
  const { locale } = context;
  const { rows } = await staffStore(context).list({
    ...filters,
    staffIds: only,
    exceptIds: except,
    limit: most,
  });
  const [areas, units] = await Promise.all([areaStore(context).all(), unitStore(context).all()]);
  const areaNames = new Map(areas.map(({ areaId, name }) => [areaId, name]));
  const unitNames = new Map(units.map(({ unitId, name }) => [unitId, name]));
  const lines = rows.map(({ name, kind, phone, unitId, areaId }) => [
    name,
    staffKindText(kind, locale),
    phone && (isWhole ? phone : hiddenPhone(phone)),
    unitNames.get(unitId ?? ""),
    areaNames.get(areaId ?? ""),
  ]);
  return exportList(
    context,
    {
      title: m["organization.staff"]({}, { locale }),
      filters: filtersText(context, filters, {
        areaNames,
        unitNames,
        isPart: Boolean(only ?? except?.length),
      }),
      choice: { ...filters, only, except },
      columns: staffColumns.map((column) => ({
        header: staffColumnText(column, locale),
        width: widths[column],
      })),
      total: lines.length,
      rows: each(lines),
    },
    input,
  );
};

async function* each<Line>(lines: readonly Line[]): AsyncGenerator<Line> {
  yield* lines;
}

interface Filters {
  search?: string | undefined;
  areaId?: string | undefined;
  unitId?: string | undefined;
  kind?: Parameters<typeof staffKindText>[0] | undefined;
  isActive?: boolean | undefined;
}

interface Names {
  areaNames: ReadonlyMap<string, string>;
  unitNames: ReadonlyMap<string, string>;
  isPart: boolean;
}

function filtersText(
  { locale }: CommandContext,
  { search, areaId, unitId, kind, isActive }: Filters,
  { areaNames, unitNames, isPart }: Names,
): string {
  const said = [
    search && m["lists.searched"]({ text: search }, { locale }),
    areaId && areaNames.get(areaId),
    unitId && unitNames.get(unitId),
    kind && staffKindText(kind, locale),
    isActive === true && m["organization.staff.active"]({}, { locale }),
    isActive === false && m["organization.staff.ended"]({}, { locale }),
    isPart && m["lists.export.picked"]({}, { locale }),
  ];
  return said.filter(Boolean).join(m["lists.semicolon"]({}, { locale }));
}
