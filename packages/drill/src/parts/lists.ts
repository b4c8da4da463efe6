/** On the second morning the office saves the views of the residents it works by, for everybody in it. */
import { residentList } from "@lianfang/core/registry/resident-list.ts";
import type { Part, Stage } from "../stage.ts";

interface OfficeView {
  name: string;
  filters: Readonly<Record<string, string>>;
  columns: readonly string[];
}

const officeViews: readonly OfficeView[] = [
  { name: "重点人群", filters: { vulnerability: "any" }, columns: ["vulnerability", "proxy"] },
  { name: "租住人员", filters: { tenancy: "any" }, columns: ["tenancy", "registered"] },
  { name: "重点行业人员", filters: { listedTrade: "any" }, columns: ["listedTrade", "occupation"] },
];

export const listsPart: Part = (stage) => {
  stage.agenda.add(stage.days[1], "08:50", () => saveViews(stage));
};

async function saveViews({ cast, write }: Stage): Promise<void> {
  const { lists } = cast.office.api;
  for (const { name, filters, columns } of officeViews) {
    const { viewId } = await lists.saveView({
      ...write("view", name),
      list: residentList.name,
      name,
      filters,
      columns: ["name", "age", "phone", "area", "householdNumber", ...columns],
    });
    await lists.shareView({ ...write("view shared", name), viewId, isShared: true });
  }
}
