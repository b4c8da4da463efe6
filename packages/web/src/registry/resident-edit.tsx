import type { circumstances } from "@lianfang/core/registry/circumstances.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { ResidentFields, residentProblemAt } from "./resident-form.tsx";
import { type Resident, residentSchema } from "./resident-schema.ts";
import { SamePersonAside, typedIn, useSomebodyElse } from "./same-person-aside.tsx";

export function EditResidentPage() {
  const { residentId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.resident.queryOptions({ input: { residentId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <EditForm key={data.revision} resident={data} />;
}

/** Hidden values stay as they are unless a new one is typed. */
function EditForm({ resident }: { resident: Resident }) {
  const { residentId, revision, identityMasked, phoneMasked, isPhoneShared } = resident;
  const edit = useCommand(api.registry.editResident, residentId);
  const navigate = useNavigate();
  const others = useSomebodyElse();
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
      ...circumstancesOf(resident),
    },
    command: edit,
    send: (values) =>
      edit.send({
        ...values,
        birthday: values.birthday ?? null,
        occupation: values.occupation ?? null,
        note: values.note ?? null,
        ...circumstancesSent(values, circumstancesOf(resident)),
        residentId,
        revision,
      }),
    onDone: () => {
      tell(m["web.saved"]());
      others.remember(residentId);
      void navigate(page);
    },
    problemAt: residentProblemAt,
  });
  const keeps = (masked: string | undefined) =>
    masked ? m["registry.keeps"]({ masked }) : undefined;
  const same = <SamePersonAside typed={typedIn(form.values, residentId)} others={others} />;
  return (
    <div className="lf-page">
      <PageHead
        title={m["registry.resident.edit"]({ name })}
        back={{ to: `/people/residents/${residentId}`, label: name }}
      />
      <div className="lf-with-aside">
        <Card>
          <Form form={form} send={m["web.save"]()} onCancel={() => void navigate(page)}>
            <ResidentFields
              form={form}
              identityHint={keeps(identityMasked)}
              residentId={residentId}
              phoneHint={isPhoneShared ? m["registry.phone.sharedHint"]() : keeps(phoneMasked)}
              proxyPhoneHint={keeps(resident.proxy?.phoneMasked)}
            >
              {same}
            </ResidentFields>
          </Form>
        </Card>
        <aside aria-live="polite">{same}</aside>
      </div>
    </div>
  );
}

type Circumstances = Pick<z.input<typeof residentSchema>, keyof typeof circumstances>;

function circumstancesOf(resident: Resident): Circumstances {
  const { proxy } = resident;
  return {
    registeredDivision: resident.registeredDivision,
    registeredAddress: resident.registeredAddress,
    livingDivision: resident.livingDivision,
    livingAddress: resident.livingAddress,
    tenancy: resident.tenancy,
    landlordHouseholdId: resident.landlord?.householdId,
    commuteFrequency: resident.commuteFrequency,
    commuteDivision: resident.commuteDivision,
    commutePlace: resident.commutePlace,
    listedTrade: resident.listedTrade,
    proxyResidentId: proxy?.residentId,
    proxyName: proxy?.residentId ? undefined : proxy?.name,
    proxyRelation: proxy?.relation,
  };
}

/** Emptied fields are sent as null; the proxy's hidden telephone stays as long as the proxy does. */
function circumstancesSent(values: Circumstances, before: Circumstances) {
  const isSameProxy = values.proxyName === before.proxyName;
  return {
    registeredDivision: values.registeredDivision ?? null,
    registeredAddress: values.registeredAddress ?? null,
    livingDivision: values.livingDivision ?? null,
    livingAddress: values.livingAddress ?? null,
    tenancy: values.tenancy ?? null,
    landlordHouseholdId: values.landlordHouseholdId ?? null,
    commuteFrequency: values.commuteFrequency ?? null,
    commuteDivision: values.commuteDivision ?? null,
    commutePlace: values.commutePlace ?? null,
    listedTrade: values.listedTrade ?? null,
    proxyResidentId: values.proxyResidentId ?? null,
    proxyName: values.proxyResidentId ? null : (values.proxyName ?? null),
    proxyPhone: values.proxyPhone ?? (isSameProxy ? undefined : null),
    proxyRelation: values.proxyRelation ?? null,
  };
}
