/** The state of the network: a quiet line, never a blocker. It is always there. */
import { townDay } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { townInstant, useDates, useMinute, useToday } from "./clock.ts";
import { type PhoneStatus, useMe, usePhone, useStatus } from "./phone.ts";
import { GoLink } from "./router.tsx";

export function StatusLine() {
  const phone = usePhone();
  const status = useStatus();
  const { isDrill } = useMe().town;
  const wrong = status.refused + status.conflicts;
  return (
    <section
      aria-label={m["field.status"]()}
      className={`lf-f-status lf-f-status-${toneOf(status)}`}
    >
      {isDrill ? <b className="lf-f-drill">{m["web.drill"]()}</b> : null}
      <GoLink href="/outbox" className="lf-f-status-text">
        <span className="lf-f-status-dot" aria-hidden />
        <span>{networkText(status)}</span>
        <span>
          {status.waiting > 0
            ? m["field.waiting"]({ count: status.waiting })
            : m["field.nothingWaits"]()}
        </span>
        {wrong > 0 ? <b>{m["field.toMend"]({ count: wrong })}</b> : <LastContact />}
      </GoLink>
      {status.waiting > 0 ? (
        <button
          type="button"
          className="lf-f-status-send"
          disabled={status.isSyncing}
          onClick={() => void phone.sync()}
        >
          {m["field.sendNow"]()}
        </button>
      ) : null}
    </section>
  );
}

function LastContact() {
  const { lastContactAt } = useStatus();
  const dates = useDates();
  useMinute();
  const { timeZone } = useMe().town;
  const today = useToday();
  if (!lastContactAt) return <span>{m["field.neverSent"]()}</span>;
  const at = townInstant(lastContactAt);
  const isToday = townDay(at, timeZone) === today;
  return <span>{m["field.lastSent"]({ at: isToday ? dates.time(at) : dates.instant(at) })}</span>;
}

function toneOf({ network, refused, conflicts }: PhoneStatus): string {
  if (refused + conflicts > 0) return "red";
  return network === "online" ? "green" : "amber";
}

function networkText({ network, isSyncing }: PhoneStatus): string {
  if (isSyncing) return m["field.network.sending"]();
  switch (network) {
    case "offline":
      return m["field.network.offline"]();
    case "sign-in":
      return m["field.network.signIn"]();
    case "online":
      return m["field.network.online"]();
    case "unknown":
      return m["field.network.unknown"]();
  }
}
