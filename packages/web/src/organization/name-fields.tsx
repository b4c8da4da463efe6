import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import { RadioField } from "../kernel/kit/fields.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { StaffField } from "../kernel/kit/staff-picker.tsx";
import { type Level, levelName } from "./chain-of-targets.ts";

/** A form in which somebody's name is put on something. */
type Naming = z.ZodObject<{ level: z.ZodType; staffId: z.ZodType }>;

interface NameFieldsProps<S extends Naming> {
  form: FormHandle<S>;
  levels: readonly Level[];
  /** Whoever works there is offered first. */
  areaId?: string | undefined;
}

/** Whose name is put, and on which level of the chain. */
export function NameFields<S extends Naming>({ form, levels, areaId }: NameFieldsProps<S>) {
  return (
    <>
      <RadioField
        form={form}
        name="level"
        label={m["organization.responsibility.level"]()}
        choices={levels.map((one) => ({ value: String(one.level), label: levelName(one) }))}
      />
      <StaffField
        form={form}
        name="staffId"
        label={m["organization.responsibility.who"]()}
        hint={m["organization.responsibility.who.hint"]()}
        areaId={areaId}
      />
    </>
  );
}
