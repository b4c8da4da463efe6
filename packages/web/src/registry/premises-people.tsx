/** Who is at premises, and putting them down there. */
import { contract } from "@lianfang/core/contract.ts";
import type { PremisesPerson, PremisesRole } from "@lianfang/core/registry/premises.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
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
import { More } from "../kernel/kit/list-more.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { PeoplePicker } from "./people-picker.tsx";
import { AreaName } from "./place.tsx";
import type { Premises } from "./premises-form.tsx";
import { premisesRoles, usualRoles } from "./premises-words.ts";
import "./premises.css";

export function PremisesPeople({ premises }: { premises: Premises }) {
  const mayAdd = useMay(api.registry.addPremisesPeople);
  const [isAdding, setAdding] = useState(false);
  const { premisesId, kind, people, tenants } = premises;
  const isLet = kind === "rented-dwelling";
  const adding = mayAdd ? (
    <Button type="primary" onClick={() => setAdding(true)}>
      {m["premises.people.add"]()}
    </Button>
  ) : undefined;
  return (
    <>
      {isLet ? (
        <Card title={counted(m["premises.tenants.title"](), tenants)} actions={adding}>
          <People premisesId={premisesId} which={{ role: "tenant" }} />
        </Card>
      ) : null}
      <Card
        title={isLet ? m["premises.people.others"]() : counted(m["premises.people"](), people)}
        actions={isLet ? undefined : adding}
      >
        <People premisesId={premisesId} which={isLet ? { besides: "tenant" } : {}} />
      </Card>
      {isAdding ? <AddDialog premises={premises} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function counted(title: string, count: number): string {
  return count > 0 ? `${title} ${digits(count)}` : title;
}

interface PeopleProps {
  premisesId: string;
  which: { role?: PremisesRole; besides?: PremisesRole };
}

function People({ premisesId, which }: PeopleProps) {
  const list = usePaged(api.registry.premisesPeople, { premisesId, ...which, limit: 50 });
  if (list.error) return <Trouble error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <Lines count={3} />;
  const elsewhere = list.first?.elsewhere ?? 0;
  return (
    <>
      {list.rows.length === 0 && elsewhere === 0 ? (
        <p className="lf-muted">{m["premises.people.none"]()}</p>
      ) : (
        <ul className="lf-premises-people">
          {list.rows.map((person) => (
            <Person
              key={person.linkId}
              person={person}
              premisesId={premisesId}
              isRoleSaid={which.role !== undefined}
            />
          ))}
        </ul>
      )}
      <More list={list} />
      {elsewhere > 0 ? (
        <p className="lf-muted">{m["premises.people.elsewhere"]({ count: digits(elsewhere) })}</p>
      ) : null}
    </>
  );
}

interface PersonProps {
  person: PremisesPerson;
  premisesId: string;
  /** Above the list, for all. */
  isRoleSaid: boolean;
}

function Person({ person, premisesId, isRoleSaid }: PersonProps) {
  const dates = useDates();
  const { residentId, name, role, age, since, phoneMasked } = person;
  return (
    <li>
      <AddressLink to={`/people/residents/${residentId}`}>{name}</AddressLink>
      {isRoleSaid ? null : <span>{premisesRoles[role]()}</span>}
      <span>{age === undefined ? "" : m["registry.years"]({ age })}</span>
      <span>
        <AreaName of={person} />
      </span>
      <span>{phoneMasked}</span>
      <span className="lf-muted">
        {since ? m["premises.sinceText"]({ day: dates.day(since) }) : ""}
      </span>
      <EndLink {...person} premisesId={premisesId} />
    </li>
  );
}

interface Link extends Pick<PremisesPerson, "linkId" | "role" | "since" | "residentId"> {
  premisesId: string;
}

/** Somebody is there no longer; at once, and taken back at once. */
export function EndLink({ linkId, ...link }: Link) {
  const mayEnd = useMay(api.registry.endPremisesPeople);
  const end = useCommand(api.registry.endPremisesPeople, linkId);
  const again = useCommand(api.registry.addPremisesPeople, linkId);
  if (!mayEnd) return null;
  const { premisesId, residentId, role, since } = link;
  const undo = () => void again.send({ premisesId, residentIds: [residentId], role, since });
  const send = async () => {
    if (await end.send({ linkIds: [linkId] })) tell(m["premises.people.ended"](), undo);
  };
  return (
    <SendButton command={end} kind="link" size="small" onSend={() => void send()}>
      {m["premises.people.end"]()}
    </SendButton>
  );
}

const schema = inputOf(contract.registry.addPremisesPeople).omit({ premisesId: true });

function AddDialog({ premises, onClose }: { premises: Premises; onClose: () => void }) {
  const { premisesId, kind } = premises;
  const add = useCommand(api.registry.addPremisesPeople, premisesId);
  const form = useForm({
    name: `premises-people-${premisesId}`,
    schema,
    initial: { role: usualRoles[kind] ?? "employee" },
    command: add,
    send: (values) => add.send({ ...values, premisesId }),
    onDone: ({ added }) => {
      tell(m["premises.people.added"]({ count: digits(added) }));
      onClose();
    },
    problemAt: {
      "registry.residentNotFound": "residentIds",
      "registry.stateInFuture": "since",
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["premises.people.add"]()}
      send={m["premises.people.add"]()}
      onClose={onClose}
    >
      <Field
        form={form}
        name="residentIds"
        label={m["premises.people"]()}
        hint={m["premises.people.add.hint"]()}
      >
        {(control) => <PeoplePicker {...control} />}
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
