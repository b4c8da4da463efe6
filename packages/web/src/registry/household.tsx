import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { AnswersCard } from "../organization/answers-card.tsx";
import { History } from "./history.tsx";
import { HouseholdFields, householdProblemAt, householdSchema } from "./household-form.tsx";
import { MemberList } from "./member-list.tsx";
import { AreaName, useHomeText } from "./place.tsx";
import { Sections } from "./sections.tsx";

export function HouseholdPage() {
  const { householdId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.household.queryOptions({ input: { householdId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Shown household={data} />;
}

type Household = Awaited<ReturnType<typeof api.registry.household.call>>;

function Shown({ household }: { household: Household }) {
  const dates = useDates();
  const [isEditing, setEditing] = useState(false);
  const mayEdit = useMay(api.registry.editHousehold);
  const homeText = useHomeText();
  const { householdId, number, headName, group, address, phoneMasked } = household;
  return (
    <DetailPage
      title={headName ? m["registry.household.of"]({ name: headName }) : number}
      intro={homeText(household)}
      back={{ to: "/people/households", label: m["registry.households"]() }}
      actions={
        mayEdit ? (
          <>
            <AddressLink
              to={`/people/residents/new?household=${householdId}`}
              className="lf-button-primary"
            >
              {m["registry.resident.new"]()}
            </AddressLink>
            <Button onClick={() => setEditing(true)}>{m["web.edit"]()}</Button>
            <Remove household={household} />
          </>
        ) : undefined
      }
      factsTitle={m["registry.household"]()}
      facts={[
        [m["registry.household.number"](), number],
        [m["registry.area"](), <AreaName key="a" of={household} />],
        [m["registry.group"](), group],
        [m["registry.address"](), address],
        [m["registry.phone"](), phoneMasked],
        [m["registry.changedAt"](), dates.instant(household.changedAt)],
      ]}
      side={<AnswersCard targetKind="household" targetId={householdId} />}
    >
      <Members household={household} />
      <Sections about={{ householdId }} />
      <History kind="household" subjectId={householdId} />
      {isEditing ? <EditDialog household={household} onClose={() => setEditing(false)} /> : null}
    </DetailPage>
  );
}

function Members({ household }: { household: Household }) {
  return (
    <Card title={`${m["registry.household.members"]()} ${household.memberRows.length}`}>
      {household.memberRows.length === 0 ? (
        <p className="lf-muted">{m["registry.household.members.none"]()}</p>
      ) : (
        <MemberList members={household.memberRows} />
      )}
    </Card>
  );
}

function Remove({ household: { householdId, memberRows } }: { household: Household }) {
  const mayRemove = useMay(api.registry.removeHousehold);
  const remove = useCommand(api.registry.removeHousehold, householdId);
  const navigate = useNavigate();
  if (!mayRemove || memberRows.length > 0) return null;
  return (
    <ConfirmButton
      question={m["registry.household.remove.question"]()}
      command={remove}
      onConfirm={async () => {
        const answer = await remove.send({ householdId });
        if (answer) await navigate({ to: "/people/households" });
        return answer;
      }}
    >
      {m["registry.household.remove"]()}
    </ConfirmButton>
  );
}

function EditDialog({ household, onClose }: { household: Household; onClose: () => void }) {
  const { householdId, revision, areaId, number, group, address, phoneMasked } = household;
  const edit = useCommand(api.registry.editHousehold, householdId);
  const form = useForm({
    name: `household-${householdId}`,
    schema: householdSchema,
    initial: { areaId, number, group, address },
    command: edit,
    send: ({ group = "", address = "", ...values }) =>
      edit.send({ ...values, group, address, householdId, revision }),
    onDone: () => {
      tell(m["web.saved"]());
      onClose();
    },
    problemAt: householdProblemAt,
  });
  return (
    <FormDialog
      form={form}
      title={m["registry.household.edit"]()}
      send={m["web.save"]()}
      onClose={onClose}
    >
      <HouseholdFields
        form={form}
        phoneHint={phoneMasked ? m["registry.keeps"]({ masked: phoneMasked }) : undefined}
      />
    </FormDialog>
  );
}
