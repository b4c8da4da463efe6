import { m } from "@lianfang/messages/messages.js";
import { Link, useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { useMay } from "../kernel/me.ts";
import { subjectPage } from "./subject.ts";

/** Targets that must be watched and have nobody's name on them. */
export function UnassignedPage() {
  const dates = useDates();
  const navigate = useNavigate();
  const mayAssign = useMay(api.organization.assign);
  return (
    <ListPage
      title={m["command.unassigned"]()}
      intro={m["command.unassigned.intro"]()}
      query={api.command.unassigned}
      input={() => ({ limit: 50 })}
      actions={
        mayAssign ? (
          <Link to="/settings/responsibility" className="lf-button-primary">
            {m["command.need.unassigned.action"]()}
          </Link>
        ) : undefined
      }
      columns={[
        { key: "label", title: m["command.figure.row"](), cell: (row) => row.label, card: "title" },
        { key: "area", title: m["command.areas.name"](), cell: (row) => row.areaName ?? "–" },
        {
          key: "at",
          title: m["command.figure.at"](),
          cell: (row) => (row.at ? dates.instant(row.at) : "–"),
        },
      ]}
      rowKey={(row) => `${row.subjectKind} ${row.subjectId}`}
      onOpen={(row) => {
        const to = subjectPage(row);
        if (to) void navigate({ to });
      }}
      empty={{ title: m["command.unassigned.none"](), text: m["command.unassigned.none.text"]() }}
    />
  );
}
