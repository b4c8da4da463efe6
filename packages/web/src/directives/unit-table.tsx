import type { UnitProgress } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { useDates } from "../kernel/clock.ts";
import { nameOf } from "../kernel/locale.ts";
import { StandingTag } from "./standing-tag.tsx";
import { doneText } from "./words.ts";
import "./directives.css";

interface UnitTableProps {
  units: readonly UnitProgress[];
  /** Whether a time is set for finishing. */
  hasFinishBy: boolean;
}

/** How each unit stands, in the order the server tells them: who let the time pass first. */
export function UnitTable({ units, hasFinishBy }: UnitTableProps) {
  const { instant } = useDates();
  const hasFinished = hasFinishBy || units.some(({ finished }) => finished);
  return (
    <table className="lf-small-table lf-directive-table">
      <thead>
        <tr>
          <th scope="col">{m["directives.unit"]()}</th>
          <th scope="col">{m["directives.standing"]()}</th>
          <th scope="col">{m["directives.acknowledged"]()}</th>
          {hasFinished ? <th scope="col">{m["directives.finished"]()}</th> : null}
          <th scope="col">{m["directives.feedback"]()}</th>
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <tr key={unit.unitId}>
            <th scope="row">{nameOf(unit)}</th>
            <td>
              <StandingTag unit={unit} />
            </td>
            <td data-label={m["directives.acknowledged"]()}>
              {doneText(unit.acknowledged, instant)}
            </td>
            {hasFinished ? (
              <td data-label={m["directives.finished"]()}>{doneText(unit.finished, instant)}</td>
            ) : null}
            <td data-label={m["directives.feedback"]()}>
              {unit.finished?.note ?? unit.feedback?.lastText}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
