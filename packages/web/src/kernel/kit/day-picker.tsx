import type { Day } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import type { z } from "zod";
import { useToday } from "../clock.ts";
import { Field, type FieldProps, type NameIn } from "./field.tsx";

const written = "YYYY-MM-DD";

interface DayPickerProps {
  id?: string;
  value: Day | undefined;
  onChange: (day: Day | undefined) => void;
  onBlur?: () => void;
  /** First and last day that may be picked. */
  from?: Day | undefined;
  to?: Day | undefined;
  status?: "" | "error";
  isDisabled?: boolean;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean;
  "aria-required"?: boolean;
}

/** A calendar day of the town; opens on the town's today, which may lie in another year. */
export function DayPicker({ value, onChange, from, to, isDisabled, ...control }: DayPickerProps) {
  const today = useToday();
  return (
    <DatePicker
      {...control}
      value={value ? dayjs(value, written) : null}
      format={[written, "YYYYMMDD", "YYYY.M.D", "YYYY/M/D"]}
      placeholder={m["web.day.placeholder"]()}
      disabled={isDisabled ?? false}
      showNow={false}
      defaultPickerValue={dayjs(value ?? today, written)}
      disabledDate={(date) => {
        const day = date.format(written);
        return (from !== undefined && day < from) || (to !== undefined && day > to);
      }}
      renderExtraFooter={() => (
        <button type="button" className="lf-plain-button" onClick={() => onChange(today)}>
          {m["web.date.today"]()}
        </button>
      )}
      onChange={(date) => onChange(date ? date.format(written) : undefined)}
    />
  );
}

/** A day in a form. */
export function DayField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & { from?: Day | undefined; to?: Day | undefined },
) {
  return (
    <Field {...props}>
      {({ value, onChange, ...control }) => (
        <DayPicker
          {...control}
          value={typeof value === "string" ? value : undefined}
          onChange={(day) => onChange(day as z.input<S>[N] | undefined)}
          from={props.from}
          to={props.to}
          isDisabled={props.isDisabled ?? false}
        />
      )}
    </Field>
  );
}
