/** What units did with a directive, the latest first: as it reads now, with what was taken back or put right. */
import type { Amendment, UnitAct } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";
import { useDates } from "../kernel/clock.ts";
import { Timeline } from "../kernel/kit/detail-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { nameOf } from "../kernel/locale.ts";
import { actKinds, nameOfWhoDid } from "./words.ts";
import "./directives.css";

interface ActLinesProps {
  rows: readonly UnitAct[];
  /** What is said where there are none. */
  none: string;
  /** Of several units: each line names its own. */
  withUnit?: boolean;
  /** Of one kind alone: no line names it. */
  withoutKind?: boolean;
  /** What may be done about one. */
  actions?: (act: UnitAct) => ReactNode;
}

export function ActLines({ rows, none, withUnit, withoutKind, actions }: ActLinesProps) {
  const dates = useDates();
  if (rows.length === 0) return <p className="lf-muted">{none}</p>;
  return (
    <Timeline
      entries={rows.map((act) => ({
        key: act.actId,
        when: dates.instant(act.at),
        what: (
          <>
            <p>
              <span className={act.isTakenBack ? "lf-directive-undone" : undefined}>
                {withoutKind ? null : <b>{actKinds[act.kind]()} </b>}
                <span className="lf-directive-said">{act.text}</span>
              </span>{" "}
              <Tags act={act} />
            </p>
            {act.amendments.map((amendment) => (
              <p key={amendment.at} className="lf-muted">
                {amendedText(amendment, dates.instant)}
              </p>
            ))}
            {actions?.(act)}
          </>
        ),
        who: whoText(act, withUnit),
      }))}
    />
  );
}

function Tags({ act: { isTakenBack, isLate, amendments } }: { act: UnitAct }) {
  if (isTakenBack) return <StateTag>{m["directives.act.takenBack"]()}</StateTag>;
  return (
    <>
      {isLate ? <StateTag tone="amber">{m["directives.act.late"]()}</StateTag> : null}
      {amendments.length > 0 ? <StateTag>{m["directives.act.corrected"]()}</StateTag> : null}
    </>
  );
}

function whoText(act: UnitAct, withUnit = false): string {
  const who = nameOfWhoDid(act);
  const unit = nameOf({ name: act.unitName, nameEn: act.unitNameEn });
  return withUnit ? m["directives.doneBy"]({ name: unit, at: who }) : who;
}

function amendedText(
  { by: name, at, reason, before, isTakenBack }: Amendment,
  instant: (at: string) => string,
): string {
  const given = { name, at: instant(at), reason };
  if (isTakenBack) return m["directives.act.takenBack.said"](given);
  return before === undefined
    ? m["directives.act.corrected.added"](given)
    : m["directives.act.corrected.said"]({ ...given, before });
}
