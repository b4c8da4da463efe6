import type { DirectiveRow } from "@lianfang/core/directives/issuing-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { directivesAsked, left } from "./asked.ts";
import { headColumns } from "./columns.tsx";
import { ExportDirectives } from "./list-export.tsx";
import { DirectiveTag } from "./standing-tag.tsx";
import { directiveStates } from "./words.ts";

/** Every directive the town has issued, the latest first. */
export function DirectivesPage() {
  const dates = useDates();
  const may = useMay(api.directives.issue);
  return (
    <ListPage
      title={m["directives.directives"]()}
      query={api.directives.directives}
      input={(filters) => ({ limit: 50, ...directivesAsked(filters) })}
      searchLabel={m["directives.search"]()}
      filters={[
        {
          kind: "chips",
          name: "progress",
          label: m["directives.standing"](),
          options: choicesOf(left),
        },
        {
          kind: "choice",
          name: "state",
          label: m["directives.state"](),
          options: choicesOf(directiveStates),
        },
      ]}
      columns={[
        ...headColumns<DirectiveRow>(dates),
        {
          key: "confirmed",
          title: m["directives.acknowledged"](),
          cell: ({ progress }) => `${progress.confirmed}/${progress.units}`,
          align: "end",
        },
        {
          key: "overdue",
          title: m["directives.overdue"](),
          cell: ({ progress }) =>
            progress.overdue > 0 ? (
              <StateTag tone="red">{m["directives.units"]({ count: progress.overdue })}</StateTag>
            ) : (
              "–"
            ),
          align: "end",
        },
        {
          key: "finished",
          title: m["directives.finished"](),
          cell: ({ progress }) => `${progress.finished}/${progress.units}`,
          align: "end",
        },
        {
          key: "by",
          title: m["directives.issuedBy"](),
          cell: (row) => row.issuedBy,
          isMinor: true,
          card: "none",
        },
        {
          key: "state",
          title: m["directives.state"](),
          cell: (row) => <DirectiveTag state={row.state} />,
          card: "tag",
        },
      ]}
      outputs={(shown) => <ExportDirectives shown={shown} />}
      rowKey={(row) => row.directiveId}
      to={(row) => `/command/directives/${row.directiveId}`}
      newTo={may ? { to: "/command/directives/new", label: m["directives.new"]() } : undefined}
      empty={{ title: m["directives.none"](), text: m["directives.none.text"]() }}
    />
  );
}
