/** One filter of the panel, by its kind. */
import {
  daysIn,
  type FilterKind,
  numbersIn,
  optionsOf,
  severalIn,
} from "@lianfang/core/kernel/list-filters.ts";
import { m } from "@lianfang/messages/messages.js";
import { InputNumber, Select } from "antd";
import { useToday } from "../clock.ts";
import { AreaPicker } from "./area-picker.tsx";
import { digitsOrMore } from "./count.ts";
import { DayPicker } from "./day-picker.tsx";
import { DivisionPicker } from "./division-picker.tsx";

export interface FilterControlProps {
  label: string;
  kind: FilterKind;
  value: string;
  onChange: (text: string) => void;
  count: (value: string) => number | undefined;
  /** Values that were entered, the commonest first. */
  entered: readonly { value: string; count: number }[];
  textOf: (text: string) => string;
  /** Of days: the last ones are asked for. */
  isRecent: boolean;
}

export function FilterControl(props: FilterControlProps) {
  const { kind, label, value, onChange } = props;
  switch (kind.kind) {
    case "area":
      return (
        <AreaPicker
          aria-label={label}
          value={value || undefined}
          onChange={(areaId) => onChange(areaId ?? "")}
        />
      );
    case "choice":
    case "presence":
      return <Options {...props} />;
    case "value":
      return <Values {...props} />;
    case "numbers":
      return (
        <>
          <Options {...props} />
          <Numbers {...props} most={kind.most} />
        </>
      );
    case "days":
      return <Days {...props} />;
    case "division":
      return (
        <DivisionPicker
          aria-label={label}
          value={value ? value.padEnd(6, "0") : undefined}
          onChange={(code) => onChange((code ?? "").replace(/(00)+$/, ""))}
        />
      );
  }
}

/** Of a closed list several may be chosen; "any" and "none" stand alone. */
function toggled(kind: FilterKind, set: string, value: string): string {
  if (set === value) return "";
  const isAlone = kind.kind !== "choice" || (kind.isOptional && /^(any|none)$/.test(value));
  if (isAlone || /^(any|none)$/.test(set)) return value;
  const chosen = severalIn(set);
  return chosen.includes(value)
    ? chosen.filter((one) => one !== value).join(",")
    : [...chosen, value].join(",");
}

function Options({ kind, label, value, onChange, count, textOf }: FilterControlProps) {
  const chosen = severalIn(value);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset
    <div className="lf-chips" role="group" aria-label={label}>
      {optionsOf(kind).map((option) => {
        const found = count(option);
        return (
          <button
            key={option}
            type="button"
            className="lf-chip"
            aria-pressed={chosen.includes(option)}
            data-none={found === 0 ? "" : undefined}
            onClick={() => onChange(toggled(kind, value, option))}
          >
            {textOf(option)}
            {found === undefined ? null : <b>{digitsOrMore(found)}</b>}
          </button>
        );
      })}
    </div>
  );
}

function Values({ label, value, onChange, entered }: FilterControlProps) {
  return (
    <Select
      aria-label={label}
      mode="tags"
      placeholder={m["lists.values"]()}
      value={severalIn(value)}
      options={entered.map((one) => ({
        value: one.value,
        label: `${one.value}  ${digitsOrMore(one.count)}`,
      }))}
      tokenSeparators={[",", "，", "、"]}
      onChange={(values: string[]) => onChange(values.join(","))}
    />
  );
}

function Numbers({ label, value, onChange, most }: FilterControlProps & { most: number }) {
  const { from, to } = numbersIn(value) ?? {};
  const set = (nextFrom: number | undefined, nextTo: number | undefined) => {
    const isNone = nextFrom === undefined && nextTo === undefined;
    onChange(isNone ? "" : `${nextFrom ?? ""}-${nextTo ?? ""}`);
  };
  return (
    <div className="lf-range">
      <InputNumber
        aria-label={m["lists.from"]({ field: label })}
        min={0}
        max={to ?? most}
        precision={0}
        value={from ?? null}
        onChange={(next: number | null) => set(next ?? undefined, to)}
      />
      <span aria-hidden>–</span>
      <InputNumber
        aria-label={m["lists.to"]({ field: label })}
        min={from ?? 0}
        max={most}
        precision={0}
        value={to ?? null}
        onChange={(next: number | null) => set(from, next ?? undefined)}
      />
    </div>
  );
}

const spans = ["1d", "7d", "30d"];

function Days({ label, value, onChange, textOf, isRecent }: FilterControlProps) {
  const today = useToday();
  const isSpan = value.endsWith("d");
  const { from, to } = (isSpan ? undefined : daysIn(value, today)) ?? {};
  const set = (nextFrom: string | undefined, nextTo: string | undefined) =>
    onChange(nextFrom || nextTo ? `${nextFrom ?? ""}..${nextTo ?? ""}` : "");
  return (
    <>
      {isRecent ? (
        // biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset
        <div className="lf-chips" role="group" aria-label={label}>
          {spans.map((span) => (
            <button
              key={span}
              type="button"
              className="lf-chip"
              aria-pressed={value === span}
              onClick={() => onChange(value === span ? "" : span)}
            >
              {textOf(span)}
            </button>
          ))}
        </div>
      ) : null}
      <div className="lf-range">
        <DayPicker
          aria-label={m["lists.from"]({ field: label })}
          value={from}
          to={to}
          onChange={(day) => set(day, to)}
        />
        <span aria-hidden>–</span>
        <DayPicker
          aria-label={m["lists.to"]({ field: label })}
          value={to}
          from={from}
          onChange={(day) => set(from, day)}
        />
      </div>
    </>
  );
}
