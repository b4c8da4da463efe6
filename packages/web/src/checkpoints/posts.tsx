import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { AreaName } from "../registry/place.tsx";
import { checkpointKinds, checkpointStates, checkpointTones } from "./words.ts";

/** Every checkpoint the town has or had. */
export function PostsPage() {
  const dates = useDates();
  const may = useMay(api.checkpoints.create);
  return (
    <ListPage
      title={m["checkpoints.posts"]()}
      query={api.checkpoints.checkpoints}
      input={({ search, area, kind, state }) => ({
        limit: 50,
        search,
        areaId: area,
        kind: keyIn(checkpointKinds, kind),
        state: keyIn(checkpointStates, state),
      })}
      searchLabel={m["checkpoints.search"]()}
      filters={[
        { kind: "area", name: "area", label: m["checkpoints.area"]() },
        {
          kind: "chips",
          name: "state",
          label: m["checkpoints.state"](),
          options: choicesOf(checkpointStates),
        },
        {
          kind: "choice",
          name: "kind",
          label: m["checkpoints.kind"](),
          options: choicesOf(checkpointKinds),
        },
      ]}
      columns={[
        {
          key: "name",
          title: m["checkpoints.name"](),
          cell: (row) => nameOf(row),
          card: "title",
        },
        { key: "kind", title: m["checkpoints.kind"](), cell: (row) => checkpointKinds[row.kind]() },
        { key: "area", title: m["checkpoints.area"](), cell: (row) => <AreaName of={row} /> },
        {
          key: "guards",
          title: m["checkpoints.guardsNow"](),
          cell: (row) => `${row.guardsNow}/${row.posts}`,
          align: "end",
        },
        {
          key: "people",
          title: m["checkpoints.peopleToday"](),
          cell: (row) => row.peopleToday,
          align: "end",
        },
        {
          key: "hours",
          title: m["checkpoints.hours"](),
          cell: (row) => (row.isAllDay ? m["checkpoints.allDay"]() : m["checkpoints.someHours"]()),
          isMinor: true,
        },
        {
          key: "state",
          title: m["checkpoints.state"](),
          cell: (row) => (
            <StateTag tone={checkpointTones[row.state]}>{checkpointStates[row.state]()}</StateTag>
          ),
          card: "tag",
        },
        {
          key: "since",
          title: m["checkpoints.since"](),
          cell: (row) => dates.day(row.closedOn ?? row.openedOn),
          isMinor: true,
          card: "none",
        },
      ]}
      rowKey={(row) => row.checkpointId}
      to={(row) => `/checkpoints/posts/${row.checkpointId}`}
      newTo={may ? { to: "/checkpoints/posts/new", label: m["checkpoints.post.new"]() } : undefined}
      empty={{ title: m["checkpoints.posts.none"](), text: m["checkpoints.posts.none.text"]() }}
    />
  );
}
