/** Numbers of what is due, each with the way to its rows. */
import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { digits } from "../kernel/numbers.ts";

export interface Counts {
  targets: number;
  due: number;
  done: number;
  open: number;
  missed: number;
}

export interface CountLine {
  key: string;
  name: ReactNode;
  counts: Counts;
  /** Narrows the list the numbers lead to. */
  asked: Readonly<Record<string, string | undefined>>;
  isChosen?: boolean;
}

interface CountTableProps {
  label: string;
  /** Of the first column. */
  heading: string;
  lines: readonly CountLine[];
}

export function CountTable({ label, heading, lines }: CountTableProps) {
  const isOver = lines.some(({ counts }) => counts.missed > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="lf-rounds-table" aria-label={label} tabIndex={0}>
      <table className="lf-small-table">
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col" className="lf-end">
              {m["rounds.count.targets"]()}
            </th>
            <th scope="col" className="lf-end">
              {m["rounds.count.due"]()}
            </th>
            <th scope="col" className="lf-end">
              {m["rounds.outcome.done"]()}
            </th>
            <th scope="col" className="lf-end">
              {isOver ? m["rounds.state.missed"]() : m["rounds.state.open"]()}
            </th>
            <th scope="col">{m["rounds.count.share"]()}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.key} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ line: { name, counts, asked, isChosen } }: { line: CountLine }) {
  const { targets, due, done, open, missed } = counts;
  const left = missed > 0 ? "missed" : "open";
  return (
    <tr aria-current={isChosen || undefined}>
      <td>{name}</td>
      <td className="lf-end">
        <Rows count={targets} asked={asked} />
      </td>
      <td className="lf-end">{digits(due)}</td>
      <td className="lf-end">
        <Rows count={done} asked={{ ...asked, state: "done" }} />
      </td>
      <td className="lf-end">
        <Rows count={open + missed} asked={{ ...asked, state: left }} />
      </td>
      <td>
        <Share counts={counts} />
      </td>
    </tr>
  );
}

/** Two of three visits to one household done leave the household open: numbers count visits. */
function Rows({ count, asked }: { count: number; asked: CountLine["asked"] }) {
  if (count === 0) return <>0</>;
  const search = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return (
    <AddressLink to={`/places/rounds/owed?${new URLSearchParams(search)}`}>
      {digits(count)}
    </AddressLink>
  );
}

function Share({ counts: { due, done, missed } }: { counts: Counts }) {
  if (due === 0) return <>–</>;
  const percent = (part: number) => `${(part / due) * 100}%`;
  return (
    <span className="lf-rounds-share">
      <span>{Math.floor((done / due) * 100)}%</span>
      <span className="lf-rounds-bar" aria-hidden="true">
        <i className="lf-rounds-done" style={{ width: percent(done) }} />
        <i className="lf-rounds-missed" style={{ width: percent(missed) }} />
      </span>
    </span>
  );
}
