import type { UnitProgress } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { useDates } from "../kernel/clock.ts";
import { nameOf } from "../kernel/locale.ts";
import { Enter } from "./enter.tsx";
import { StandingTag } from "./standing-tag.tsx";
import { UnitHistory } from "./unit-history.tsx";
import { doneText } from "./words.ts";
import "./directives.css";

interface UnitTableProps {
  directive: {
    directiveId: string;
    issuedAt: string;
    finishBy?: string | undefined;
    units: readonly UnitProgress[];
  };
  /** Whether the office may enter what units say on the telephone, and take it back. */
  mayEnter: boolean;
}

/** How each unit stands, in the order the server tells them: who let the time pass first. */
export function UnitTable({ directive, mayEnter }: UnitTableProps) {
  const { directiveId, finishBy, units } = directive;
  const { instant } = useDates();
  const [opened, setOpened] = useState<{ unitId: string; to: "history" | "enter" }>();
  const unit = units.find(({ unitId }) => unitId === opened?.unitId);
  const close = () => setOpened(undefined);
  const hasFinished = finishBy !== undefined || units.some(({ finished }) => finished);
  return (
    <>
      <table className="lf-small-table lf-directive-table">
        <thead>
          <tr>
            <th scope="col">{m["directives.unit"]()}</th>
            <th scope="col">{m["directives.standing"]()}</th>
            <th scope="col">{m["directives.acknowledged"]()}</th>
            {hasFinished ? <th scope="col">{m["directives.finished"]()}</th> : null}
            <th scope="col">{m["directives.feedback"]()}</th>
            <td />
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
              <td className="lf-directive-more">
                <Button
                  type="link"
                  size="small"
                  aria-label={`${m["directives.history"]()} ${nameOf(unit)}`}
                  onClick={() => setOpened({ unitId: unit.unitId, to: "history" })}
                >
                  {m["directives.history"]()}
                </Button>
                {mayEnter ? (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${m["directives.enter"]()} ${nameOf(unit)}`}
                    onClick={() => setOpened({ unitId: unit.unitId, to: "enter" })}
                  >
                    {m["directives.enter"]()}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {unit && opened?.to === "history" ? (
        <UnitHistory directiveId={directiveId} unit={unit} mayWithdraw={mayEnter} onClose={close} />
      ) : null}
      {unit && opened?.to === "enter" ? (
        <Enter directive={directive} unit={unit} onClose={close} />
      ) : null}
    </>
  );
}
