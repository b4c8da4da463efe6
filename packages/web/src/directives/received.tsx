import type { ReceivedRow } from "@lianfang/core/directives/receiving-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { nameOf } from "../kernel/locale.ts";
import { headColumns } from "./columns.tsx";
import { DirectiveTag, StandingTag } from "./standing-tag.tsx";

/** What was sent to the units one is of. */
export function ReceivedPage() {
  const dates = useDates();
  return (
    <ListPage
      title={m["directives.received"]()}
      intro={m["directives.received.intro"]()}
      query={api.directives.received}
      input={({ search, isOpen }) => ({
        limit: 50,
        search,
        isOpen: isOpen === "true" ? true : undefined,
      })}
      searchLabel={m["directives.search"]()}
      filters={[
        {
          kind: "chips",
          name: "isOpen",
          label: m["directives.standing"](),
          options: [{ value: "true", label: m["directives.open"]() }],
        },
      ]}
      columns={[
        ...headColumns<ReceivedRow>(dates),
        { key: "unit", title: m["directives.unit"](), cell: (row) => nameOf(row.unit) },
        {
          key: "standing",
          title: m["directives.standing"](),
          cell: (row) =>
            row.state === "standing" ? (
              <StandingTag unit={row.unit} />
            ) : (
              <DirectiveTag state={row.state} />
            ),
          card: "tag",
        },
      ]}
      rowKey={(row) => `${row.directiveId} ${row.unit.unitId}`}
      to={(row) => `/command/received/${row.directiveId}`}
      empty={{ title: m["directives.received.none"](), text: m["directives.received.none.text"]() }}
    />
  );
}
