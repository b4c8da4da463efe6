import { Fragment, type ReactNode } from "react";
import "./facts.css";

/** A fact is left out while its value is undefined; an empty one says so itself. */
export type Fact = readonly [label: ReactNode, value: ReactNode | undefined];

/** Labels and values; two columns when there is room. */
export function Facts({ facts, columns = 2 }: { facts: readonly Fact[]; columns?: 1 | 2 }) {
  const known = facts.filter(([, value]) => value !== undefined && value !== "");
  return (
    <dl className={`lf-facts lf-facts-${columns}`}>
      {known.map(([label, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list of facts keeps its order
        <Fragment key={index}>
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        </Fragment>
      ))}
    </dl>
  );
}
