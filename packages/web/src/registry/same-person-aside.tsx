import { Day } from "@lianfang/core/kernel/time.ts";
import { Sex } from "@lianfang/core/registry/people.ts";
import type { SamePerson, TypedPerson } from "@lianfang/core/registry/same-person-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { useSettled } from "../kernel/kit/settled.ts";
import { useMay } from "../kernel/me.ts";
import { Likeness, Person } from "./likeness.tsx";
import { removals } from "./words.ts";

type Typed = z.input<typeof TypedPerson>;

/** Of a form's values those by which a person is known; what is not whole yet is left out. */
export function typedIn(values: Partial<Record<keyof Typed, unknown>>, besides?: string): Typed {
  const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
  return {
    name: text(values.name) ?? "",
    identityNumber: text(values.identityNumber),
    sex: Sex.safeParse(values.sex).data,
    birthday: Day.safeParse(values.birthday).data,
    phone: text(values.phone),
    householdId: text(values.householdId),
    areaId: text(values.areaId),
    group: text(values.group),
    address: text(values.address),
    besides,
  };
}

/** People said to be somebody else than who is being entered. */
export interface SomebodyElse {
  ids: readonly string[];
  add: (residentId: string) => void;
  /** Remembers it, once the new record has an id; what fails is asked again by the sweep. */
  remember: (newId: string) => void;
}

export function useSomebodyElse(): SomebodyElse {
  const [ids, setIds] = useState<readonly string[]>([]);
  const say = useCommand(api.registry.sayDifferent);
  const may = useMay(api.registry.sayDifferent);
  return {
    ids,
    add: (residentId) => setIds((before) => [...before, residentId]),
    remember: (newId) => {
      if (!may) return;
      void ids.reduce(async (before, otherId) => {
        await before;
        await say.send({ oneId: newId, otherId });
      }, Promise.resolve());
    },
  };
}

interface SamePersonAsideProps {
  /** What is typed so far. */
  typed: Typed;
  others: SomebodyElse;
  /** Takes the one on the register instead; without it their page can be opened. */
  onTake?: ((person: SamePerson["person"]) => void) | undefined;
}

/** Beside the fields: whom of the register this may be, before somebody is entered twice. */
export function SamePersonAside({ typed, others, onTake }: SamePersonAsideProps) {
  const may = useMay(api.registry.samePerson);
  const asked = useSettled(JSON.stringify(typed), 300);
  const input: Typed = JSON.parse(asked);
  const isAsked = Boolean(input.name || input.identityNumber);
  const { data } = useQuery(
    api.registry.samePerson.queryOptions({
      input,
      enabled: may && isAsked,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  const people = data?.people.filter(({ person }) => !others.ids.includes(person.residentId)) ?? [];
  if (!isAsked || (people.length === 0 && !data?.isElsewhere)) return null;
  return (
    <Card title={m["sameperson.offered"]()}>
      {data?.isElsewhere ? <Note tone="attention">{m["sameperson.elsewhere"]()}</Note> : null}
      <ul className="lf-same-offers">
        {people.map((same) => (
          <Offer key={same.person.residentId} same={same} others={others} onTake={onTake} />
        ))}
      </ul>
    </Card>
  );
}

function Offer({
  same,
  others,
  onTake,
}: { same: SamePerson } & Pick<SamePersonAsideProps, "others" | "onTake">) {
  const { person, removed } = same;
  const left = Object.entries(removals).find(([reason]) => reason === removed);
  return (
    <li>
      <Person of={person} />
      <Likeness {...same} />
      {removed ? (
        <span className="lf-muted">
          {m["sameperson.left"]({ reason: left ? left[1]() : removed })}
        </span>
      ) : null}
      <span className="lf-same-actions">
        {onTake && !removed ? (
          <Button type="primary" onClick={() => onTake(person)}>
            {m["sameperson.take"]()}
          </Button>
        ) : null}
        <a
          className="lf-button"
          href={`/people/residents/${person.residentId}`}
          target="_blank"
          rel="noreferrer"
        >
          {m["sameperson.open"]()}
        </a>
        <Button onClick={() => others.add(person.residentId)}>{m["sameperson.other"]()}</Button>
      </span>
    </li>
  );
}
