/** Where somebody works, learns, lodges or rents, on their own page. */
import { contract } from "@lianfang/core/contract.ts";
import type { PremisesOfPerson } from "@lianfang/core/registry/premises.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Field } from "../kernel/kit/field.tsx";
import { ChoiceField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { Lines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { AreaName } from "./place.tsx";
import { EndLink } from "./premises-people.tsx";
import { PremisesPicker } from "./premises-picker.tsx";
import { premisesRoles } from "./premises-words.ts";

export function ResidentPremises({ residentId }: { residentId: string }) {
  const mayAdd = useMay(api.registry.addPremisesPeople);
  const [isAdding, setAdding] = useState(false);
  return (
    <Card
      title={m["premises.ofPerson"]()}
      actions={
        mayAdd ? (
          <Button onClick={() => setAdding(true)}>{m["premises.ofPerson.add"]()}</Button>
        ) : undefined
      }
    >
      <Places residentId={residentId} />
      {isAdding ? <AddDialog residentId={residentId} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function Places({ residentId }: { residentId: string }) {
  const dates = useDates();
  const { data, error, refetch } = useQuery(
    api.registry.premisesOfResident.queryOptions({ input: { residentId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Lines count={1} />;
  if (data.rows.length === 0) return <p className="lf-muted">{m["premises.ofPerson.none"]()}</p>;
  return (
    <ul className="lf-premises-people">
      {data.rows.map((row) => (
        <li key={row.linkId}>
          <AddressLink to={`/places/premises/${row.premisesId}`}>{row.name}</AddressLink>
          <span>{premisesRoles[row.role]()}</span>
          <span>
            <AreaName of={row} /> {row.address}
          </span>
          <LetBy row={row} />
          <span className="lf-muted">
            {row.since ? m["premises.sinceText"]({ day: dates.day(row.since) }) : ""}
          </span>
          <EndLink {...row} residentId={residentId} />
        </li>
      ))}
    </ul>
  );
}

/** Of whom it is rented; of one's own, how many rent it. */
function LetBy({ row: { role, landlordName, tenants } }: { row: PremisesOfPerson }) {
  const text =
    role === "landlord"
      ? m["premises.tenants.count"]({ count: digits(tenants) })
      : role === "tenant" && landlordName
        ? m["premises.letBy"]({ name: landlordName })
        : "";
  return <span className="lf-muted">{text}</span>;
}

const schema = inputOf(contract.registry.addPremisesPeople)
  .pick({ role: true, since: true })
  .extend({ premisesId: z.string() });

function AddDialog({ residentId, onClose }: { residentId: string; onClose: () => void }) {
  const add = useCommand(api.registry.addPremisesPeople, residentId);
  const form = useForm({
    name: `resident-premises-${residentId}`,
    schema,
    initial: { role: "employee" },
    command: add,
    send: (values) => add.send({ ...values, residentIds: [residentId] }),
    onDone: ({ added }) => {
      tell(m["premises.people.added"]({ count: digits(added) }));
      onClose();
    },
    problemAt: {
      "registry.premisesNotFound": "premisesId",
      "registry.stateInFuture": "since",
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["premises.ofPerson.add"]()}
      send={m["premises.ofPerson.add"]()}
      onClose={onClose}
    >
      <Field form={form} name="premisesId" label={m["premises.title"]()}>
        {(control) => <PremisesPicker {...control} />}
      </Field>
      <ChoiceField
        form={form}
        name="role"
        label={m["premises.role"]()}
        choices={choicesOf(premisesRoles)}
      />
      <DayField form={form} name="since" label={m["premises.since"]()} />
    </FormDialog>
  );
}
