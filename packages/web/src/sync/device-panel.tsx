import { m } from "@lianfang/messages/messages.js";
import { useGrantText } from "../accounts/grant-text.ts";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { listed } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { useClockText } from "./clock-text.ts";
import { type DeviceRow, deviceStates, deviceTones, nameOfDevice } from "./words.ts";

/** One phone: whose, how it stands, and signing it out when it is lost. */
export function DevicePanel({ device }: { device: DeviceRow }) {
  const dates = useDates();
  const clockText = useClockText();
  const grantText = useGrantText();
  const mayReview = useMay(api.sync.quarantine);
  const at = (instant: string | undefined) => (instant ? dates.instant(instant) : undefined);
  return (
    <>
      <Facts
        columns={1}
        facts={[
          [
            m["sync.state"](),
            <StateTag key="state" tone={deviceTones[device.state]}>
              {deviceStates[device.state]()}
            </StateTag>,
          ],
          [m["sync.owner"](), device.accountName],
          [m["sync.scope"](), listed(device.grants.map(grantText)) || m["sync.scope.none"]()],
          [m["sync.lastSeen"](), dates.instant(device.lastSeenAt)],
          [m["sync.unsent"](), String(device.unsent ?? m["sync.unknown"]())],
          [m["sync.clock"](), clockText(device)],
          [m["sync.version"](), device.appVersion],
          [m["sync.registeredAt"](), dates.instant(device.registeredAt)],
          [m["sync.lostAt"](), at(device.lostAt)],
          [m["sync.wipedAt"](), at(device.wipedAt)],
        ]}
      />
      {device.isOutdated ? <Note tone="attention">{m["sync.version.mend"]()}</Note> : null}
      {device.inReview > 0 && mayReview ? (
        <p>
          <AddressLink to={`/settings/review?device=${device.deviceId}`}>
            {m["sync.inReview.open"]({ count: device.inReview })}
          </AddressLink>
        </p>
      ) : null}
      {device.state === "lost" ? <Note tone="attention">{m["sync.lost.waits"]()}</Note> : null}
      {device.state === "in-use" ? <ReportLost device={device} /> : null}
    </>
  );
}

function ReportLost({ device }: { device: DeviceRow }) {
  const { deviceId, unsent = 0 } = device;
  const lose = useCommand(api.sync.reportLost, deviceId);
  const may = useMay(api.sync.reportLost);
  if (!may) return null;
  const confirm = async () => {
    const answer = await lose.send({ deviceId });
    if (answer) tell(m["sync.lose.done"]());
    return answer;
  };
  return (
    <ConfirmButton
      command={lose}
      question={m["sync.lose.question"]({ name: nameOfDevice(device) })}
      consequence={
        <>
          <p>{m["sync.lose.text"]()}</p>
          {unsent > 0 ? <p>{m["sync.lose.unsent"]({ count: unsent })}</p> : null}
        </>
      }
      onConfirm={confirm}
    >
      {m["sync.lose"]()}
    </ConfirmButton>
  );
}
