import { passFields } from "@lianfang/core/checkpoints/pass.ts";
import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Field } from "../kernel/kit/field.tsx";
import { NumberField, RadioField, TextField } from "../kernel/kit/fields.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { HouseholdPicker } from "../registry/household-field.tsx";
import { passKinds } from "./words.ts";

/** Fourteen days, as long as a period of observation. */
const usualDays = 14;

export function NewPassPage() {
  const apply = useCommand(api.checkpoints.applyForPass);
  const navigate = useNavigate();
  const today = useToday();
  const form = useForm({
    name: "pass-new",
    schema: passFields,
    initial: { kind: "person", validFrom: today, validUntil: addDays(today, usualDays) },
    command: apply,
    send: (values) => apply.send(values),
    onDone: ({ passId }) => {
      tell(m["checkpoints.pass.applied"]());
      void navigate({ to: "/checkpoints/passes/$passId", params: { passId } });
    },
    problemAt: {
      "checkpoints.identityNumberWrong": "identityNumber",
      "checkpoints.plateWrong": "plate",
      "checkpoints.areaNotFound": "areaId",
      "checkpoints.passEndsBeforeItBegins": "validUntil",
    },
  });
  const { kind } = form.values;
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["checkpoints.pass.new"]()}
        back={{ to: "/checkpoints/passes", label: m["checkpoints.passes"]() }}
      />
      <Card>
        <Form form={form} send={m["checkpoints.pass.apply"]()}>
          <RadioField
            form={form}
            name="kind"
            label={m["checkpoints.pass.kind"]()}
            choices={choicesOf(passKinds)}
          />
          <AreaField form={form} name="areaId" label={m["checkpoints.area"]()} />
          <TextField
            form={form}
            name="holderName"
            label={m["checkpoints.holder"]()}
            hint={m["checkpoints.holder.hint"]()}
          />
          {kind === "person" ? (
            <TextField form={form} name="identityNumber" label={m["registry.identityNumber"]()} />
          ) : null}
          {kind === "vehicle" ? (
            <TextField form={form} name="plate" label={m["checkpoints.plate"]()} />
          ) : null}
          {kind === "household" ? (
            <Field form={form} name="householdId" label={m["registry.household"]()}>
              {(control) => <HouseholdPicker {...control} />}
            </Field>
          ) : null}
          <NumberField
            form={form}
            name="everyDays"
            label={m["checkpoints.everyDays"]()}
            hint={m["checkpoints.everyDays.hint"]()}
            min={1}
            max={14}
          />
          <DayField form={form} name="validFrom" label={m["checkpoints.validFrom"]()} />
          <DayField form={form} name="validUntil" label={m["checkpoints.validUntil"]()} />
          <TextField form={form} name="purpose" label={m["checkpoints.purpose"]()} />
        </Form>
      </Card>
    </div>
  );
}
