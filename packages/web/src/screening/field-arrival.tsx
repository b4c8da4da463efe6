/** An arrival entered on the phone, without a network. */
import { addDays, type Day } from "@lianfang/core/kernel/time.ts";
import { readIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { m } from "@lianfang/messages/messages.js";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { useToday } from "../kernel/field/clock.ts";
import { useDraft } from "../kernel/field/draft.ts";
import { Button } from "../kernel/field/parts/button.tsx";
import { Choices, TextBox } from "../kernel/field/parts/fields.tsx";
import { Empty } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { type OutboxEntry, useOutbox } from "../kernel/field/phone.ts";
import { RecordNotes, useSaving } from "../kernel/field/record.tsx";
import { goBack } from "../kernel/field/router.tsx";
import { OriginField } from "./field-origin.tsx";
import { recordArrival } from "./field-record.ts";

interface Values {
  areaId: string;
  areaName: string;
  name: string;
  sex: "" | "male" | "female";
  identityNumber: string;
  phone: string;
  address: string;
  originCode: string;
  originDetail: string;
  arrivedOn: Day;
}

const nothing: Values = {
  areaId: "",
  areaName: "",
  name: "",
  sex: "",
  identityNumber: "",
  phone: "",
  address: "",
  originCode: "",
  originDetail: "",
  arrivedOn: "",
};

const text = z.string().default("");
const Recorded = z.object({
  person: z.object({
    areaId: text,
    name: text,
    sex: z.enum(["male", "female"]),
    identityNumber: text,
    phone: text,
    address: text,
  }),
  originCode: text,
  originDetail: text,
  arrivedOn: text,
});

function recorded(entry: OutboxEntry | undefined): Values {
  const { data } = Recorded.safeParse(entry?.input);
  if (!data) return nothing;
  const { person, ...journey } = data;
  return { ...nothing, ...person, ...journey };
}

interface ArrivalScreenProps {
  params: Readonly<Record<string, string>>;
}

export function ArrivalScreen({ params: { draft, recordId } }: ArrivalScreenProps) {
  const entry = useOutbox().find(({ id }) => id === recordId);
  const name = recordId ? `arrival-mend:${recordId}` : `arrival:${draft}`;
  const { values, change, clear, isReady } = useDraft<Values>(name, recorded(entry));
  const today = useToday();
  const saving = useSaving(recordArrival, entry);
  const [isTried, setTried] = useState(false);
  const problems = problemsOf(values, today);
  const shown = isTried ? problems : {};

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    if (!(await saving.save(inputOf(values, today)))) return;
    await clear();
    tell(m["screening.field.saved"]());
    goBack("/post");
  };
  const box = (
    name: Exclude<keyof Values, "sex">,
    label: string,
    maxLength: number,
    inputMode: "text" | "tel" = "text",
  ) => (
    <TextBox
      label={label}
      inputMode={inputMode}
      maxLength={maxLength}
      autoComplete="off"
      value={values[name]}
      onText={(given) => change({ [name]: given })}
      error={shown[name]}
    />
  );
  if (!isReady) return null;
  if (values.areaId === "") {
    return (
      <Screen title={m["screening.field.arrival"]()} back="/post">
        <Empty title={m["screening.field.gone"]()} text={m["screening.field.gone.text"]()} />
      </Screen>
    );
  }
  return (
    <Screen
      title={m["screening.field.arrival"]()}
      back="/post"
      foot={
        <Button type="submit" form="arrival" kind="main" isBusy={saving.isBusy}>
          {m["web.save"]()}
        </Button>
      }
    >
      {values.areaName ? <p>{values.areaName}</p> : null}
      <RecordNotes problem={entry?.problem} isFull={saving.isFull} />
      <form id="arrival" className="lf-f-form" noValidate onSubmit={(event) => void save(event)}>
        {box("name", m["registry.name"](), 40)}
        <Choices
          label={m["registry.sex"]()}
          choices={[
            { value: "male", label: m["registry.sex.male"]() },
            { value: "female", label: m["registry.sex.female"]() },
          ]}
          value={sexOf(values, today) || undefined}
          onChoose={(sex) => change({ sex })}
          error={shown.sex}
        />
        {box("identityNumber", m["registry.identityNumber"](), 20)}
        {box("phone", m["registry.phone"](), 20, "tel")}
        <OriginField
          code={values.originCode}
          onCode={(originCode) => change({ originCode })}
          error={shown.originCode}
        />
        {box("originDetail", m["screening.originDetail"](), 60)}
        {box("address", m["screening.field.staysAt"](), 120)}
        <TextBox
          label={m["screening.arrivedOn"]()}
          type="date"
          max={today}
          value={values.arrivedOn}
          onText={(arrivedOn) => change({ arrivedOn })}
          error={shown.arrivedOn}
        />
      </form>
    </Screen>
  );
}

/** An identity number says it; else somebody does. */
function sexOf({ sex, identityNumber }: Values, today: Day): Values["sex"] {
  const reading = readIdentityNumber(identityNumber, addDays(today, 1));
  return reading.ok ? reading.value.sex : sex;
}

function problemsOf(values: Values, today: Day): Partial<Record<keyof Values, string>> {
  const { name, identityNumber, phone, originCode, arrivedOn } = values;
  const isWrong =
    identityNumber !== "" && !readIdentityNumber(identityNumber, addDays(today, 1)).ok;
  const found: [keyof Values, boolean, () => string][] = [
    ["name", name.trim() === "", m["kernel.field.required"]],
    ["sex", sexOf(values, today) === "", m["kernel.field.required"]],
    ["identityNumber", isWrong, m["problem.registry.identityNumberWrong"]],
    ["phone", phone !== "" && !/^[\d\s()+-]{3,20}$/.test(phone), m["kernel.field.wrongForm"]],
    ["originCode", !/^\d{6}$/.test(originCode), m["kernel.field.wrongForm"]],
    ["arrivedOn", arrivedOn === "" || arrivedOn > today, m["kernel.field.wrongForm"]],
  ];
  return Object.fromEntries(found.flatMap(([field, is, say]) => (is ? [[field, say()]] : [])));
}

function inputOf(values: Values, today: Day): Record<string, unknown> {
  const { areaId, name, identityNumber, phone, address, originCode, originDetail, arrivedOn } =
    values;
  const said = (given: string) => given.trim() || undefined;
  const person = {
    is: "new",
    areaId,
    name: name.trim(),
    sex: sexOf(values, today),
    identityNumber: said(identityNumber),
    phone: said(phone),
    address: said(address),
  };
  const journey = { originCode, originDetail: said(originDetail), arrivedOn, door: "checkpoint" };
  return JSON.parse(JSON.stringify({ ...journey, person }));
}
