import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useClockText } from "./clock-text.ts";
import { DevicePanel } from "./device-panel.tsx";
import { type DeviceRow, deviceStates, deviceTones, nameOfDevice } from "./words.ts";

function useColumns(): readonly Column<DeviceRow>[] {
  const dates = useDates();
  const clockText = useClockText();
  return [
    {
      key: "owner",
      title: m["sync.owner"](),
      cell: ({ accountName }) => <strong>{accountName}</strong>,
      card: "title",
    },
    { key: "label", title: m["sync.device"](), cell: nameOfDevice },
    {
      key: "seen",
      title: m["sync.lastSeen"](),
      cell: ({ lastSeenAt }) => dates.instant(lastSeenAt),
    },
    {
      key: "unsent",
      title: m["sync.unsent"](),
      align: "end",
      cell: ({ unsent }) => unsent ?? m["sync.unknown"](),
    },
    { key: "review", title: m["sync.inReview"](), align: "end", cell: ({ inReview }) => inReview },
    { key: "clock", title: m["sync.clock"](), isMinor: true, cell: clockText },
    {
      key: "version",
      title: m["sync.version"](),
      isMinor: true,
      cell: ({ appVersion, isOutdated }) =>
        isOutdated ? m["sync.version.old"]({ version: appVersion }) : appVersion,
    },
    {
      key: "state",
      title: m["sync.state"](),
      card: "tag",
      cell: ({ state }) => <StateTag tone={deviceTones[state]}>{deviceStates[state]()}</StateTag>,
    },
  ];
}

/** Whose phones are in contact, what they keep, and the lost ones. */
export function DevicesPage() {
  const columns = useColumns();
  return (
    <ListPage
      title={m["sync.devices"]()}
      intro={m["sync.devices.intro"]()}
      query={api.sync.devices}
      input={({ search, state, look }) => ({
        limit: 50,
        search,
        state: keyIn(deviceStates, state),
        isHolding: look === "holding" ? true : undefined,
      })}
      searchLabel={m["sync.devices.search"]()}
      filters={[
        {
          kind: "chips",
          name: "state",
          label: m["sync.state"](),
          options: choicesOf(deviceStates),
        },
        {
          kind: "chips",
          name: "look",
          label: m["sync.look"](),
          options: [{ value: "holding", label: m["sync.look.holding"]() }],
        },
      ]}
      columns={columns}
      rowKey={({ deviceId }) => deviceId}
      panel={(device) => <DevicePanel key={device.deviceId} device={device} />}
      panelTitle={nameOfDevice}
      empty={{ title: m["sync.devices.none"](), text: m["sync.devices.none.text"]() }}
    />
  );
}
