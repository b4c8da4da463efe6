import type { Bulletin } from "@lianfang/core/command/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Card } from "../kernel/kit/detail-page.tsx";
import { digits } from "../kernel/numbers.ts";
import { figureName } from "./figure-text.ts";
import { ScrollTable } from "./scroll-table.tsx";

/** The bulletin's figures village by village; villages where all is nought are left out. */
export function BulletinAreas({ byArea }: { byArea: Bulletin["byArea"] }) {
  const figureIds = [...new Set(byArea.flatMap(({ figures }) => Object.keys(figures)))];
  const shown = byArea.filter(({ figures }) => Object.values(figures).some((value) => value > 0));
  if (shown.length === 0) return null;
  return (
    <Card title={m["command.bulletin.byArea"]()}>
      <ScrollTable label={m["command.bulletin.byArea"]()}>
        <thead>
          <tr>
            <th scope="col">{m["command.areas.name"]()}</th>
            {figureIds.map((id) => (
              <th key={id} scope="col">
                {figureName(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ areaId, areaName, figures }) => (
            <tr key={areaId}>
              <th scope="row">{areaName}</th>
              {figureIds.map((id) => (
                <td key={id}>{digits(figures[id] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </Card>
  );
}
