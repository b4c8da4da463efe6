/** The lines of a sheet, gone through by keys: Enter says done and goes on. */
import type { OwedRound } from "@lianfang/core/rounds/contract.ts";
import { longestRemark } from "@lianfang/core/rounds/record.ts";
import { m } from "@lianfang/messages/messages.js";
import { type KeyboardEvent, memo } from "react";
import { useDates } from "../kernel/clock.ts";
import { keysOf, type Words } from "../kernel/kit/choices.ts";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { areaOf } from "../kernel/locale.ts";
import {
  faultOf,
  type LineFault,
  type Mark,
  type Typed,
  type TypedLines,
  untyped,
} from "./paper-lines.ts";
import { outcomes, states, stateTones } from "./words.ts";

const marks: Words<Mark> = {
  done: outcomes.done,
  "not-met": outcomes["not-met"],
  none: () => m["rounds.paper.none"](),
};
const keys: Readonly<Record<string, Mark>> = { "1": "done", "2": "not-met", "3": "none" };

const faults: Words<LineFault> = {
  time: () => m["rounds.paper.fault.time"](),
  mark: () => m["rounds.paper.fault.mark"](),
};

interface PaperRowsProps {
  rows: readonly OwedRound[];
  typed: TypedLines;
  sheetTime: string;
  /** Whether what is wrong with lines is told. */
  isTried: boolean;
  /** Targets the server named as entered already. */
  wrong: readonly string[];
  onType: (targetId: string, change: Partial<Typed>) => void;
}

export function PaperRows({ rows, typed, sheetTime, isTried, wrong, onType }: PaperRowsProps) {
  return (
    <ol className="lf-round-paper" aria-label={m["rounds.paper.lines"]()}>
      {rows.map((row, at) => {
        const line = typed[row.targetId] ?? untyped;
        const fault = isTried ? faultOf(line, sheetTime) : undefined;
        return (
          <PaperRow
            key={row.targetId}
            number={at + 1}
            {...{ row, line, fault, sheetTime, onType }}
            isWrong={wrong.includes(row.targetId)}
          />
        );
      })}
    </ol>
  );
}

interface PaperRowProps extends Pick<PaperRowsProps, "sheetTime" | "onType"> {
  number: number;
  row: OwedRound;
  line: Typed;
  fault: LineFault | undefined;
  isWrong: boolean;
}

const PaperRow = memo(function PaperRow(props: PaperRowProps) {
  const { number, row, line, fault, isWrong, sheetTime, onType } = props;
  const { targetId, name, place } = row;
  const isFaulty = fault !== undefined || isWrong;
  const change = (changes: Partial<Typed>) => onType(targetId, changes);
  const area = areaOf(row);
  const text = (field: "time" | "finding" | "note", label: string, placeholder = label) => (
    <input
      className={`lf-round-paper-${field}`}
      aria-label={`${label} ${name}`}
      aria-invalid={field === "time" && fault === "time"}
      placeholder={placeholder}
      maxLength={longestRemark}
      autoComplete="off"
      value={line[field]}
      onChange={(event) => change({ [field]: event.target.value })}
    />
  );
  return (
    <li
      className="lf-round-paper-row"
      data-wrong={isFaulty}
      onKeyDown={(event) => onKey(event, props)}
    >
      <span className="lf-round-paper-number">{number}</span>
      <span className="lf-round-paper-name">
        <b>{name}</b>
        <span className="lf-muted">{[area, place].filter(Boolean).join(" · ")}</span>
        <Standing row={row} line={line} change={change} />
      </span>
      <fieldset className="lf-round-paper-marks" aria-label={`${m["rounds.outcome"]()} ${name}`}>
        {keysOf(marks).map((mark) => (
          <label key={mark}>
            <input
              type="radio"
              name={`mark-${targetId}`}
              checked={line.mark === mark}
              disabled={row.state === "done" && !line.isAgain}
              onChange={() => change({ mark })}
            />
            {marks[mark]()}
          </label>
        ))}
      </fieldset>
      {text("time", m["rounds.sheet.time"](), sheetTime || "09:00")}
      {text("finding", m["rounds.finding"]())}
      {text("note", m["rounds.note"]())}
      {fault ? <span className="lf-round-paper-fault">{faults[fault]()}</span> : null}
    </li>
  );
});

interface StandingProps extends Pick<PaperRowProps, "row" | "line"> {
  change: (changes: Partial<Typed>) => void;
}

/** What is recorded of the target already; once more is said on purpose. */
function Standing({ row, line, change }: StandingProps) {
  const dates = useDates();
  const { state, done, times, lastAt, notMetAt } = row;
  if (done === 0 && !notMetAt) return null;
  return (
    <span className="lf-round-paper-standing">
      <StateTag tone={stateTones[state]}>
        {[states[state](), times > 1 && `${done}/${times}`].filter(Boolean).join(" ")}
      </StateTag>
      {lastAt ? m["rounds.field.lastAt"]({ at: dates.instant(lastAt) }) : null}
      {!lastAt && notMetAt ? m["rounds.field.notMetAt"]({ at: dates.instant(notMetAt) }) : null}
      {state === "done" ? (
        <label>
          <input
            type="checkbox"
            checked={line.isAgain}
            onChange={(event) => change({ ...untyped, isAgain: event.target.checked })}
          />
          {m["rounds.paper.again"]()}
        </label>
      ) : null}
    </span>
  );
}

/** 1, 2, 3 mark; Enter marks what is not marked as done, and goes on; the arrows go up and down. */
function onKey(event: KeyboardEvent<HTMLElement>, { row, line, onType }: PaperRowProps): void {
  const { key, currentTarget, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isMark = target instanceof HTMLInputElement && target.type === "radio";
  const mark = isMark ? keys[key] : undefined;
  if (mark) onType(row.targetId, { mark });
  else if (key === "Enter") {
    if (isMark && line.mark === undefined) onType(row.targetId, { mark: "done" });
    rowFrom(currentTarget, 1);
  } else if (key === "ArrowDown") rowFrom(currentTarget, 1);
  else if (key === "ArrowUp") rowFrom(currentTarget, -1);
  else return;
  event.preventDefault();
}

/** Goes to the next line, or the one before, that takes a mark. */
function rowFrom(row: HTMLElement, step: 1 | -1): void {
  const to = (of: Element) => (step > 0 ? of.nextElementSibling : of.previousElementSibling);
  for (let next = to(row); next; next = to(next)) {
    const radio =
      next.querySelector<HTMLInputElement>("input[type=radio]:checked:enabled") ??
      next.querySelector<HTMLInputElement>("input[type=radio]:enabled");
    if (!radio) continue;
    radio.focus();
    next.scrollIntoView({ block: "nearest" });
    return;
  }
}
