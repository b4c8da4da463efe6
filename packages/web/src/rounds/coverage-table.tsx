/** Numbers of what is due, each with the way to its rows. */
import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { ShareBar } from "../kernel/kit/share-bar.tsx";
import { digits } from "../kernel/numbers.ts";

export interface Counts {
  targets: number;
  due: number;
  done: number;
  open: number;
  missed: number;
}

type Asked = Readonly<Record<string, string | undefined>>;

/** As an address has it. */
export function asText(asked: Asked): URLSearchParams {
  const set = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return new URLSearchParams(set);
}

export interface CountLine {
  key: string;
  name: ReactNode;
  counts: Counts;
  /** Narrows the list of targets the numbers lead to … */
  asked: Asked;
  /** … and that of records. */
  recorded: Asked;
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
              {m["rounds.count.done"]()}
            </th>
            <th scope="col" className="lf-end">
              {isOver ? m["rounds.count.missed"]() : m["rounds.count.open"]()}
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

function Line({ line: { name, counts, asked, recorded, isChosen } }: { line: CountLine }) {
  const { targets, due, done, open, missed } = counts;
  const left = missed > 0 ? "missed" : "open";
  return (
    <tr aria-current={isChosen || undefined}>
      <td>{name}</td>
      <td className="lf-end">
        <Rows count={targets} to="owed" asked={asked} />
      </td>
      <td className="lf-end">{digits(due)}</td>
      <td className="lf-end">
        <Rows count={done} to="records" asked={{ ...recorded, outcome: "done" }} />
      </td>
      <td className="lf-end">
        <Rows count={open + missed} to="owed" asked={{ ...asked, state: left }} />
      </td>
      <td>
        <Share counts={counts} />
      </td>
    </tr>
  );
}

interface RowsProps {
  count: number;
  /** Of what is lacking the targets, of what is done the records. */
  to: "owed" | "records";
  asked: Asked;
}

function Rows({ count, to, asked }: RowsProps) {
  if (count === 0) return "0";
  return <AddressLink to={`/places/rounds/${to}?${asText(asked)}`}>{digits(count)}</AddressLink>;
}

function Share({ counts: { due, done, missed } }: { counts: Counts }) {
  if (due === 0) return <>–</>;
  return (
    <span className="lf-rounds-share">
      <span>{Math.floor((done / due) * 100)}%</span>
      <ShareBar due={due} done={done} missed={missed} />
    </span>
  );
}
