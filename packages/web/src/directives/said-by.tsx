import type { Staff } from "@lianfang/core/organization/staff-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { AutoComplete } from "antd";
import type { z } from "zod";
import { Field } from "../kernel/kit/field.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { staffKindLabels } from "../organization/unit-kinds.ts";
import type { entryForm } from "./entry-form.ts";

interface SaidByFieldProps {
  form: FormHandle<typeof entryForm>;
  /** Of the unit: offered as one types. */
  people: readonly z.infer<typeof Staff>[];
}

/** Who rang, as they said: anybody may, a neighbour or the driver too. */
export function SaidByField({ form, people }: SaidByFieldProps) {
  const byName = new Map(people.map((person) => [person.name, person]));
  return (
    <Field
      form={form}
      name="saidBy"
      label={m["directives.enter.saidBy"]()}
      hint={m["directives.enter.saidBy.hint"]()}
    >
      {({ id, value, onChange, onBlur, status, ...control }) => (
        <AutoComplete
          id={id}
          value={value ?? ""}
          status={status}
          maxLength={40}
          options={[...byName.values()]
            .filter(({ name }) => name.includes(value ?? ""))
            .map(({ name, kind, phone }) => ({
              value: name,
              label: (
                <span className="lf-option">
                  <span>{name}</span>
                  <span className="lf-muted">
                    {staffKindLabels[kind]()} {phone}
                  </span>
                </span>
              ),
            }))}
          onChange={(name: string) => onChange(name)}
          onBlur={onBlur}
          aria-describedby={control["aria-describedby"]}
          aria-invalid={control["aria-invalid"]}
          aria-required={control["aria-required"]}
        />
      )}
    </Field>
  );
}
