import { m } from "@lianfang/messages/messages.js";
import { Note } from "../kernel/kit/problem-note.tsx";
import type { Proposal } from "./shown-plan.ts";

type Fault = Extract<Proposal, { is: "none" }>["faults"][number];

function faultText(fault: Fault, guards: number | undefined): string {
  const { code, what, minutes = 0, needed = 0 } = fault;
  switch (code) {
    case "unguardedRoad":
      return m["checkpoints.plan.fault.unguardedRoad"]({ what });
    case "cutOff":
      return m["checkpoints.plan.fault.cutOff"]({ what });
    case "detour":
      return m["checkpoints.plan.fault.detour"]({ what, minutes });
    case "guards":
      return m["checkpoints.plan.fault.guards"]({ needed, guards: guards ?? 0 });
    case "pinnedClosed":
      return m["checkpoints.plan.fault.pinnedClosed"]({ what });
    case "pinnedOpen":
      return m["checkpoints.plan.fault.pinnedOpen"]({ what });
  }
}

/** What came of the question: how few, and whether fewer are proved not to do; or why there is none. */
export function Verdict({ proposal, guards }: { proposal: Proposal; guards: number | undefined }) {
  if (proposal.is === "out-of-time") {
    return <Note tone="attention">{m["checkpoints.plan.outOfTime"]()}</Note>;
  }
  if (proposal.is === "none") {
    return (
      <Note tone="attention">
        <strong>{m["checkpoints.plan.none"]()}</strong>
        <ul>
          {proposal.faults.slice(0, 10).map((fault) => (
            <li key={`${fault.code} ${fault.what}`}>{faultText(fault, guards)}</li>
          ))}
        </ul>
      </Note>
    );
  }
  const { manned, closed, gap, atLeast, milliseconds } = proposal;
  return (
    <Note tone="good">
      {m["checkpoints.plan.found"]({ manned, closed, guards: proposal.guards })}{" "}
      {gap === 0
        ? m["checkpoints.plan.proved"]({ seconds: (milliseconds / 1000).toFixed(1) })
        : m["checkpoints.plan.gap"]({ atLeast, percent: (gap * 100).toFixed(1) })}
    </Note>
  );
}
