import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import {
  type Premises,
  PremisesFields,
  premisesProblemAt,
  premisesSchema,
} from "./premises-form.tsx";

export function EditPremisesPage() {
  const { premisesId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.premises.queryOptions({ input: { premisesId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <EditForm key={data.revision} premises={data} />;
}

/** The hidden telephone stays as it is unless a new one is typed. */
function EditForm({ premises }: { premises: Premises }) {
  const { premisesId, revision, name, phoneMasked } = premises;
  const edit = useCommand(api.registry.editPremises, premisesId);
  const navigate = useNavigate();
  const page = { to: "/places/premises/$premisesId", params: { premisesId } } as const;
  const { kind, areaId, address, creditCode, inChargeName } = premises;
  const { floorAreaM2, capacity, state, stateSince, note } = premises;
  const form = useForm({
    name: `premises-${premisesId}`,
    schema: premisesSchema,
    initial: {
      ...{ kind, name, areaId, address, creditCode, inChargeName },
      ...{ floorAreaM2, capacity, state, stateSince, note },
    },
    command: edit,
    send: (values) =>
      edit.send({
        ...values,
        address: values.address ?? null,
        creditCode: values.creditCode ?? null,
        inChargeName: values.inChargeName ?? null,
        floorAreaM2: values.floorAreaM2 ?? null,
        capacity: values.capacity ?? null,
        note: values.note ?? null,
        premisesId,
        revision,
      }),
    onDone: () => {
      tell(m["web.saved"]());
      void navigate(page);
    },
    problemAt: premisesProblemAt,
  });
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["premises.edit"]({ name })}
        back={{ to: `/places/premises/${premisesId}`, label: name }}
      />
      <Card>
        <Form form={form} send={m["web.save"]()} onCancel={() => void navigate(page)}>
          <PremisesFields
            form={form}
            phoneHint={phoneMasked ? m["registry.keeps"]({ masked: phoneMasked }) : undefined}
          />
        </Form>
      </Card>
    </div>
  );
}
