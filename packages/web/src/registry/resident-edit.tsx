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
import { ResidentFields, residentProblemAt, residentSchema } from "./resident-form.tsx";

export function EditResidentPage() {
  const { residentId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.resident.queryOptions({ input: { residentId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <EditForm key={data.revision} resident={data} />;
}

type Resident = Awaited<ReturnType<typeof api.registry.resident.call>>;

/** Hidden values stay as they are unless a new one is typed. */
function EditForm({ resident }: { resident: Resident }) {
  const { residentId, revision, identityMasked, phoneMasked } = resident;
  const edit = useCommand(api.registry.editResident, residentId);
  const navigate = useNavigate();
  const page = { to: "/people/residents/$residentId", params: { residentId } } as const;
  const {
    householdId,
    name,
    sex,
    birthday,
    relation,
    residence,
    occupation,
    vulnerabilities,
    note,
  } = resident;
  const form = useForm({
    name: `resident-${residentId}`,
    schema: residentSchema,
    initial: {
      householdId,
      name,
      sex,
      birthday,
      relation,
      residence,
      occupation,
      vulnerabilities,
      note,
    },
    command: edit,
    send: (values) =>
      edit.send({
        ...values,
        birthday: values.birthday ?? null,
        occupation: values.occupation ?? null,
        note: values.note ?? null,
        residentId,
        revision,
      }),
    onDone: () => {
      tell(m["web.saved"]());
      void navigate(page);
    },
    problemAt: residentProblemAt,
  });
  const keeps = (masked: string | undefined) =>
    masked ? m["registry.keeps"]({ masked }) : undefined;
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["registry.resident.edit"]({ name })}
        back={{ to: `/people/residents/${residentId}`, label: name }}
      />
      <Card>
        <Form form={form} send={m["web.save"]()} onCancel={() => void navigate(page)}>
          <ResidentFields
            form={form}
            identityHint={keeps(identityMasked)}
            phoneHint={keeps(phoneMasked)}
          />
        </Form>
      </Card>
    </div>
  );
}
