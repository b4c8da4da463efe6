import type { Need } from "@lianfang/core/command/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { digits } from "../kernel/numbers.ts";

type NeedKind = z.infer<typeof Need>["need"];

interface NeedText {
  title: () => string;
  action: () => string;
  to: string;
  isUrgent: boolean;
}

const texts: Record<NeedKind, NeedText> = {
  "missed-readings": {
    title: () => m["command.need.missed"](),
    action: () => m["command.need.missed.action"](),
    to: "/people/readings?state=missed",
    isUrgent: true,
  },
  "open-fever": {
    title: () => m["command.need.fever"](),
    action: () => m["command.need.fever.action"](),
    to: "/people/alerts?kind=fever",
    isUrgent: true,
  },
  "awaiting-order": {
    title: () => m["command.need.order"](),
    action: () => m["command.need.order.action"](),
    to: "/people/arrivals?isAwaitingOrder=true",
    isUrgent: false,
  },
  "release-due": {
    title: () => m["command.need.release"](),
    action: () => m["command.need.release.action"](),
    to: "/people/observation?state=release-due",
    isUrgent: false,
  },
  unassigned: {
    title: () => m["command.need.unassigned"](),
    action: () => m["command.need.unassigned.action"](),
    to: "/unassigned",
    isUrgent: false,
  },
  "bulk-reading": {
    title: () => m["tokens.need"](),
    action: () => m["tokens.need.action"](),
    to: "/settings/reading?state=open",
    isUrgent: true,
  },
  "overdue-confirmations": {
    title: () => m["directives.need"](),
    action: () => m["directives.need.action"](),
    to: "/command/directives?progress=overdue",
    isUrgent: true,
  },
  bulletin: {
    title: () => m["command.need.bulletin"](),
    action: () => m["command.need.bulletin.action"](),
    to: "/command/bulletins",
    isUrgent: false,
  },
};

/** Cards of what waits for somebody, the urgent first; what waits for nobody is left out. */
export function Needs({ needs }: { needs: readonly z.infer<typeof Need>[] }) {
  const waiting = needs.filter(({ count }) => count > 0);
  if (waiting.length === 0) return <p className="lf-board-quiet">{m["command.need.none"]()}</p>;
  return (
    <section className="lf-board-needs" aria-label={m["command.need"]()}>
      {waiting.map((need) => (
        <NeedCard key={need.need} need={need} />
      ))}
    </section>
  );
}

function NeedCard({ need }: { need: z.infer<typeof Need> }) {
  const text = texts[need.need];
  return (
    <article className={text.isUrgent ? "lf-need lf-need-urgent" : "lf-need"}>
      <h2>
        <span>{text.title()}</span>
        <b className="lf-need-count">{digits(need.count)}</b>
      </h2>
      <ul>
        {need.lines.slice(0, 3).map((line) => (
          <li key={`${line.label} ${line.detail}`}>
            <span>{line.label}</span>
            <span className="lf-muted">{line.detail}</span>
          </li>
        ))}
      </ul>
      <AddressLink to={text.to} className="lf-need-action">
        {text.action()}
      </AddressLink>
    </article>
  );
}
