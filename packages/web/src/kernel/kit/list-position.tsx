import { m } from "@lianfang/messages/messages.js";
import { digits } from "../numbers.ts";
import { digitsOrMore } from "./count.ts";

interface ListPositionProps {
  /** Counted from one. */
  first: number;
  last: number;
  total: number | undefined;
}

/** Where in the list one is: 151–187 of 12,431. */
export function ListPosition({ first, last, total }: ListPositionProps) {
  if (total === undefined || total === 0) return null;
  return (
    <p className="lf-list-position">
      {m["lists.position"]({
        first: digits(first),
        last: digits(Math.max(first, last)),
        total: digitsOrMore(total),
      })}
    </p>
  );
}
