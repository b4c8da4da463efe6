import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { HouseholdFields, householdProblemAt, householdSchema } from "./household-form.tsx";

export function NewHouseholdPage() {
  const add = useCommand(api.registry.createHousehold);
  const navigate = useNavigate();
  const form = useForm({
    name: "household-new",
    schema: householdSchema,
    initial: {},
    command: add,
    send: (values) => add.send(values),
    onDone: ({ householdId }) => {
      tell(m["registry.household.added"]());
      void navigate({ to: `/people/households/${householdId}` as string });
    },
    problemAt: householdProblemAt,
  });
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["registry.household.new"]()}
        back={{ to: "/people/households", label: m["registry.households"]() }}
      />
      <Card>
        <Form form={form} send={m["registry.household.new"]()}>
          <HouseholdFields form={form} />
        </Form>
      </Card>
    </div>
  );
}
