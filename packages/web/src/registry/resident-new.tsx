import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { ResidentFields, residentProblemAt } from "./resident-form.tsx";
import { residentSchema } from "./resident-schema.ts";
import { SamePersonAside, typedIn, useSomebodyElse } from "./same-person-aside.tsx";

/** A new resident; the address may name the household. */
export function NewResidentPage() {
  const { household } = useFilters();
  const add = useCommand(api.registry.createResident);
  const navigate = useNavigate();
  const others = useSomebodyElse();
  const form = useForm({
    name: "resident-new",
    schema: residentSchema,
    initial: { householdId: household, relation: "other", residence: "registered-here" },
    command: add,
    send: (values) => add.send(values),
    onDone: ({ residentId }) => {
      tell(m["registry.resident.added"]());
      others.remember(residentId);
      void navigate({ to: "/people/residents/$residentId", params: { residentId } });
    },
    problemAt: residentProblemAt,
  });
  const same = <SamePersonAside typed={typedIn(form.values)} others={others} />;
  return (
    <div className="lf-page">
      <PageHead
        title={m["registry.resident.new"]()}
        back={{ to: "/people/residents", label: m["registry.residents"]() }}
      />
      <div className="lf-with-aside">
        <Card>
          <Form form={form} send={m["registry.resident.new"]()}>
            <ResidentFields form={form}>{same}</ResidentFields>
          </Form>
        </Card>
        <aside aria-live="polite">{same}</aside>
      </div>
    </div>
  );
}
