import { m } from "@lianfang/messages/messages.js";
import { useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useFilters } from "../kernel/kit/filters.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { useLocale } from "../kernel/locale.ts";
import { digits } from "../kernel/numbers.ts";
import { figureName, figureUnit, figureValue } from "./figure-text.ts";
import { subjectPage } from "./subject.ts";

/** The rows behind a figure: what was counted, where, since when. */
export function FigureRowsPage() {
  const { figureId = "" } = useParams({ strict: false });
  const { at, since } = useFilters();
  const dates = useDates();
  const locale = useLocale();
  const navigate = useNavigate();
  return (
    <ListPage
      title={figureName(figureId)}
      query={api.command.figureRows}
      input={(filters) => ({ figureId, limit: 50, at, since, areaId: filters.area })}
      filters={[{ kind: "area", name: "area", label: m["command.areas.name"]() }]}
      above={(first) =>
        first ? (
          <p className="lf-figure-sum">
            <b className="lf-figure-total">{figureValue(figureId, first.value, locale)}</b>{" "}
            {figureUnit(figureId)}
            <span className="lf-muted">
              {" "}
              {first.since
                ? m["command.figure.between"]({
                    since: dates.instant(first.since),
                    at: dates.instant(first.at),
                  })
                : m["command.figure.asOf"]({ at: dates.instant(first.at) })}
            </span>
          </p>
        ) : null
      }
      columns={[
        { key: "label", title: m["command.figure.row"](), cell: (row) => row.label, card: "title" },
        { key: "area", title: m["command.areas.name"](), cell: (row) => row.areaName ?? "–" },
        {
          key: "at",
          title: m["command.figure.at"](),
          cell: (row) => (row.at ? dates.instant(row.at) : "–"),
        },
        {
          key: "value",
          title: m["command.figure.adds"](),
          cell: (row) => digits(row.value),
          align: "end",
        },
      ]}
      rowKey={(row) => `${row.subjectKind} ${row.subjectId}`}
      onOpen={(row) => {
        const to = subjectPage(row);
        if (to) void navigate({ to });
      }}
      empty={{ title: m["command.figure.rows.none"](), text: m["command.figure.rows.none.text"]() }}
    />
  );
}
