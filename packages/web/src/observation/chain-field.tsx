import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { Field } from "../kernel/kit/field.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { StaffPicker } from "../kernel/kit/staff-picker.tsx";
import { textOf } from "../kernel/locale.ts";
import type { orderForm } from "./order-form.ts";

interface ChainFieldProps {
  form: FormHandle<typeof orderForm>;
  draftChain: readonly { staffId: string; name: string }[];
  areaId: string;
}

/** Who answers for the person, level by level; one at least. */
export function ChainField({ form, draftChain, areaId }: ChainFieldProps) {
  const { data } = useQuery(api.organization.chain.queryOptions({ input: {} }));
  const chosen = form.values.chain ?? {};
  const knownName = (staffId: string | undefined) =>
    draftChain.find((person) => person.staffId === staffId)?.name;
  return (
    <Field form={form} name="chain" label={m["observation.chain"]()} isGroup>
      {({ id }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would nest legends in the label
        <div
          id={id}
          role="group"
          tabIndex={-1}
          aria-labelledby={`${id}-label`}
          className="lf-chain"
        >
          {(data?.levels ?? []).map(({ level, label, labelEn }) => (
            <div key={level}>
              <span className="lf-muted">{textOf({ zh: label, en: labelEn })}</span>
              <StaffPicker
                aria-label={textOf({ zh: label, en: labelEn })}
                value={chosen[level]}
                knownName={knownName(chosen[level])}
                areaId={areaId}
                onChange={(staffId) => form.set("chain", { ...chosen, [level]: staffId })}
              />
            </div>
          ))}
        </div>
      )}
    </Field>
  );
}
