import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { PremisesFields, premisesProblemAt, premisesSchema } from "./premises-form.tsx";

export function NewPremisesPage() {
  const add = useCommand(api.registry.createPremises);
  const navigate = useNavigate();
  const form = useForm({
    name: "premises-new",
    schema: premisesSchema,
    initial: { state: "open" },
    command: add,
    send: (values) => add.send(values),
    onDone: ({ premisesId }) => {
      tell(m["premises.added"]());
      void navigate({ to: "/places/premises/$premisesId", params: { premisesId } });
    },
    problemAt: premisesProblemAt,
  });
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["premises.new"]()}
        back={{ to: "/places/premises", label: m["premises.title"]() }}
      />
      <Card>
        <Form form={form} send={m["premises.new"]()}>
          <PremisesFields form={form} />
        </Form>
      </Card>
    </div>
  );
}
