import { m } from "@lianfang/messages/messages.js";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../client.ts";
import { useAreaNames } from "./areas.ts";
import { Field, type FieldProps, type NameIn } from "./field.tsx";
import { useSettled } from "./settled.ts";

interface StaffPickerProps {
  id?: string;
  value: string | undefined;
  onChange: (staffId: string | undefined) => void;
  onBlur?: () => void;
  status?: "" | "error";
  /** The name to show for a value that came with the record. */
  knownName?: string | undefined;
  /** Offers first those of this area. */
  areaId?: string | undefined;
  isDisabled?: boolean;
  autoFocus?: boolean;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean;
  "aria-required"?: boolean;
}

/** A member of staff, found by typing a part of the name. */
export function StaffPicker(props: StaffPickerProps) {
  const { value, onChange, knownName, areaId, isDisabled, ...control } = props;
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim(), 200);
  const areas = useAreaNames();
  const answer = useQuery(
    api.organization.staff.queryOptions({
      input: { limit: 50, ...(search ? { search } : areaId ? { areaId } : {}) },
      placeholderData: keepPreviousData,
    }),
  );
  const rows = (answer.data?.rows ?? []).filter((person) => person.isActive);
  const options = rows.map((person) => ({
    value: person.staffId,
    label: person.name,
    detail: [
      person.areaId ? areas.get(person.areaId) : undefined,
      person.phone,
      person.load > 0 ? m["web.staff.load"]({ count: person.load }) : undefined,
    ]
      .filter(Boolean)
      .join(" "),
  }));
  if (value && knownName && !options.some((option) => option.value === value)) {
    options.unshift({ value, label: knownName, detail: "" });
  }
  return (
    <Select
      {...control}
      value={value ?? null}
      disabled={isDisabled ?? false}
      options={options}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={answer.isFetching}
      placeholder={m["web.staff.placeholder"]()}
      notFoundContent={answer.isFetching ? m["web.loading"]() : m["web.staff.none"]()}
      optionRender={({ data }) => (
        <span className="lf-option">
          <span>{data.label}</span>
          <span className="lf-muted">{data.detail}</span>
        </span>
      )}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  );
}

/** A member of staff in a form. */
export function StaffField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & { knownName?: string | undefined; areaId?: string | undefined },
) {
  return (
    <Field {...props}>
      {({ value, onChange, ...control }) => (
        <StaffPicker
          {...control}
          value={typeof value === "string" ? value : undefined}
          onChange={(staffId) => onChange(staffId as z.input<S>[N] | undefined)}
          knownName={props.knownName}
          areaId={props.areaId}
          isDisabled={props.isDisabled ?? false}
        />
      )}
    </Field>
  );
}
