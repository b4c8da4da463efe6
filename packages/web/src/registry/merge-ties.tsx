import type { MergePreview } from "@lianfang/core/registry/same-person-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { digits } from "../kernel/numbers.ts";
import { tieWords } from "./standing.ts";

/** What is kept of either, and will be the survivor's; what two of are one too many is said before. */
export function MergeTies({ preview: { ties, one, other } }: { preview: MergePreview }) {
  if (ties.length === 0) return null;
  const warnings = ties
    .filter((tie) => tie.one > 0 && tie.other > 0)
    .flatMap(({ name }) => tieWords(name).both?.() ?? []);
  return (
    <Card title={m["sameperson.ties"]()}>
      {warnings.map((text) => (
        <Note key={text} tone="attention">
          {text}
        </Note>
      ))}
      <table className="lf-merge">
        <thead>
          <tr>
            <td />
            <th scope="col">{one.name}</th>
            <th scope="col">{other.name}</th>
          </tr>
        </thead>
        <tbody>
          {ties.map((tie) => (
            <tr key={tie.name}>
              <th scope="row">{tieWords(tie.name).text()}</th>
              <td>{digits(tie.one)}</td>
              <td>{digits(tie.other)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
