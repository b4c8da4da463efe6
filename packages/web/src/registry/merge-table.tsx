import type { FieldSource } from "@lianfang/core/registry/merge.ts";
import type { MergeField, MergePreview } from "@lianfang/core/registry/same-person-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Checkbox, Radio } from "antd";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { fieldName, valueText } from "./history-words.ts";
import { Person } from "./likeness.tsx";

type Side = "one" | "other";

/** What is picked for each group, as the sides stand on the screen. */
export type Picks = Readonly<Record<string, FieldSource>>;

const sides: readonly Side[] = ["one", "other"];

interface MergeTableProps {
  preview: MergePreview;
  survivor: Side;
  onSurvivor: (side: Side) => void;
  picks: Picks;
  onPick: (group: string, source: FieldSource) => void;
}

/** Which record stays, and for each field in which they differ which value. */
export function MergeTable({ preview, survivor, onSurvivor, picks, onPick }: MergeTableProps) {
  return (
    <table className="lf-merge">
      <thead>
        <tr>
          <td />
          {sides.map((side) => (
            <th key={side} scope="col">
              <Person of={preview[side]} />
              <AddressLink to={`/people/residents/${preview[side].residentId}`}>
                {m["sameperson.open"]()}
              </AddressLink>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{m["sameperson.survivor"]()}</th>
          {sides.map((side) => (
            <td key={side} className={survivor === side ? "lf-merge-taken" : ""}>
              <Radio name="survivor" checked={survivor === side} onChange={() => onSurvivor(side)}>
                {m["sameperson.survivor.keep"]()}
              </Radio>
            </td>
          ))}
        </tr>
        {preview.fields.map((field) => (
          <FieldRow
            key={field.group}
            field={field}
            pick={picks[field.group] ?? "one"}
            onPick={onPick}
          />
        ))}
      </tbody>
    </table>
  );
}

interface FieldRowProps {
  field: MergeField;
  pick: FieldSource;
  onPick: (group: string, source: FieldSource) => void;
}

function FieldRow({ field, pick, onPick }: FieldRowProps) {
  const { group, values, mayJoin } = field;
  const names = values.map((value) => fieldName(value.field)).join(" / ");
  const isTaken = (side: Side) => pick === side || pick === "both";
  const toggle = (side: Side) => {
    const other = side === "one" ? "other" : "one";
    if (!isTaken(side)) return onPick(group, "both");
    if (isTaken(other)) onPick(group, other);
  };
  return (
    <tr>
      <th scope="row">{names}</th>
      {sides.map((side) => {
        const text = values.map((value) => valueText(value.field, value[side])).join(" / ");
        return (
          <td key={side} className={isTaken(side) ? "lf-merge-taken" : ""}>
            {mayJoin ? (
              <Checkbox checked={isTaken(side)} onChange={() => toggle(side)}>
                {text}
              </Checkbox>
            ) : (
              <Radio
                name={`merge-${group}`}
                aria-label={`${names} ${text}`}
                checked={pick === side}
                onChange={() => onPick(group, side)}
              >
                {text}
              </Radio>
            )}
          </td>
        );
      })}
    </tr>
  );
}
