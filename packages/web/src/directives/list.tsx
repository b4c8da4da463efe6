import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { choicesOf, keyIn, type Words } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { DirectiveTag } from "./standing-tag.tsx";
import { directiveStates } from "./words.ts";

/** What may be left to do with directives. */
const left: Words<"overdue" | "unfinished"> = {
  overdue: () => m["directives.overdue"](),
  unfinished: () => m["directives.unfinished"](),
};

/** Every directive the town has issued, the latest first. */
export function DirectivesPage() {
  const dates = useDates();
  const may = useMay(api.directives.issue);
  return (
    <ListPage
      title={m["directives.directives"]()}
      query={api.directives.directives}
      input={({ search, state, progress }) => ({
        limit: 50,
        search,
        state: keyIn(directiveStates, state),
        isOverdue: progress === "overdue" ? true : undefined,
        isUnfinished: progress === "unfinished" ? true : undefined,
      })}
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
        {
          key: "title",
          title: m["directives.title"](),
          cell: (row) => row.title,
          card: "title",
        },
        { key: "number", title: m["directives.number"](), cell: (row) => row.number },
        {
          key: "issued",
          title: m["directives.issuedAt"](),
          cell: (row) => dates.instant(row.issuedAt),
          isMinor: true,
        },
        {
          key: "confirmBy",
          title: m["directives.confirmBy"](),
          cell: (row) => dates.instant(row.confirmBy),
        },
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
      rowKey={(row) => row.directiveId}
      to={(row) => `/command/directives/${row.directiveId}`}
      newTo={may ? { to: "/command/directives/new", label: m["directives.new"]() } : undefined}
      empty={{ title: m["directives.none"](), text: m["directives.none.text"]() }}
    />
  );
}
