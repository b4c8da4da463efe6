/** A temperature with what goes with it, taken without a network. */

import type { Occurrence } from "@lianfang/core/duties/rules.ts";
import {
  type Day,
  type Instant,
  instantAt,
  isInFuture,
  townDay,
  townTime,
} from "@lianfang/core/kernel/time.ts";
import type { PulledOrder } from "@lianfang/core/observation/pulled.ts";
import { Celsius } from "@lianfang/core/observation/reading-limits.ts";
import { m } from "@lianfang/messages/messages.js";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { townNow, useDates, useToday } from "../kernel/field/clock.ts";
import { useDraft } from "../kernel/field/draft.ts";
import { Button } from "../kernel/field/parts/button.tsx";
import { Choices, LongTextBox, TextBox, Ticks } from "../kernel/field/parts/fields.tsx";
import { Empty, Note } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { type OutboxEntry, useMe, useOutbox } from "../kernel/field/phone.ts";
import { RecordNotes, useSaving } from "../kernel/field/record.tsx";
import { goBack, useAddress } from "../kernel/field/router.tsx";
import { areaOf } from "../kernel/locale.ts";
import { CelsiusBox } from "./celsius-box.tsx";
import { degreesIn } from "./degrees.ts";
import { recordReading, useOrders, useOwed, useWindows } from "./field-owed.ts";
import { restrictiveMeasures, symptoms } from "./words.ts";

type Symptom = keyof typeof symptoms;

interface Values {
  celsius: string;
  hasSymptoms: "no" | "yes";
  symptoms: Symptom[];
  note: string;
  /** Empty: now. */
  time: string;
}

const Recorded = z.object({
  celsius: z.number(),
  takenAt: z.string(),
  symptoms: z.array(z.string()).default([]),
  note: z.string().default(""),
});

interface ReadingScreenProps {
  params: Readonly<Record<string, string>>;
}

export function ReadingScreen({ params: { orderId = "", recordId } }: ReadingScreenProps) {
  const order = useOrders().find((each) => each.orderId === orderId);
  const entry = useOutbox().find(({ id }) => id === recordId);
  if (!order && !entry) {
    return (
      <Screen title={m["observation.celsius"]()} back="/today">
        <Empty title={m["observation.field.gone"]()} text={m["observation.field.gone.text"]()} />
      </Screen>
    );
  }
  return <ReadingForm key={recordId ?? orderId} orderId={orderId} order={order} entry={entry} />;
}

interface ReadingFormProps {
  orderId: string;
  /** Absent when it is no longer held, while a record about it waits to be mended. */
  order: PulledOrder | undefined;
  /** The record to be mended. */
  entry: OutboxEntry | undefined;
}

function ReadingForm({ orderId, order, entry }: ReadingFormProps) {
  const { timeZone } = useMe().town;
  const { values, change, clear } = useDraft(
    useDraftName(orderId, entry),
    initialOf(entry, timeZone),
  );
  const today = useToday();
  const taken = takenOf(entry);
  const missed = useMissedWindow(today);
  const moment = { time: values.time, day: taken ? townDay(taken, timeZone) : today, timeZone };
  const takenAt = takenAtOf(moment);
  const { isFever, problems } = useChecks(values, order, takenAt, missed !== undefined);
  const [isTried, setTried] = useState(false);
  const saving = useSaving(recordReading, entry);
  const shown: Problems = isTried ? problems : {};

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    if (!(await saving.save(inputOf(orderId, values, takenAtOf(moment))))) return;
    await clear();
    if (isFever) tell(m["observation.field.feverSaved"](), "bad");
    else tell(m["observation.field.saved"]());
    goBack("/today");
  };
  return (
    <Screen
      title={order?.name ?? m["observation.field.unknown"]()}
      back="/today"
      foot={
        <Button type="submit" form="reading" kind="main" isBusy={saving.isBusy}>
          {m["web.save"]()}
        </Button>
      }
    >
      {order ? (
        <p>
          {restrictiveMeasures[order.measure]()} · {areaOf(order)} {order.place}
        </p>
      ) : null}
      <RecordNotes problem={entry?.problem} isFull={saving.isFull} />
      <form id="reading" className="lf-f-form" noValidate onSubmit={(event) => void save(event)}>
        <CelsiusBox
          label={m["observation.celsius"]()}
          value={values.celsius}
          onText={(celsius) => change({ celsius })}
          error={shown.celsius}
        />
        {isFever ? (
          <Note tone="red" isUrgent title={m["observation.field.fever"]()}>
            {m["observation.field.fever.text"]()}
          </Note>
        ) : null}
        <Choices
          label={m["observation.symptoms"]()}
          choices={[
            { value: "no", label: m["observation.field.noSymptoms"]() },
            { value: "yes", label: m["observation.field.someSymptoms"]() },
          ]}
          value={values.hasSymptoms}
          onChoose={(hasSymptoms) => change({ hasSymptoms })}
        />
        {values.hasSymptoms === "yes" ? (
          <Ticks
            label={m["observation.field.which"]()}
            choices={(Object.keys(symptoms) as Symptom[]).map((value) => ({
              value,
              label: symptoms[value](),
            }))}
            values={values.symptoms}
            onChange={(those) => change({ symptoms: those })}
            error={shown.symptoms}
          />
        ) : null}
        <TakenAt
          time={values.time}
          missed={missed}
          error={shown.time}
          onTime={(time) => change({ time })}
        />
        <LongTextBox
          label={m["observation.note"]()}
          maxLength={200}
          value={values.note}
          onText={(note) => change({ note })}
        />
      </form>
    </Screen>
  );
}

/** The window that is over and for which a reading is entered late. */
function useMissedWindow(day: Day): Occurrence | undefined {
  const { search } = useAddress();
  return useWindows()
    .find((each) => each.day === day)
    ?.windows.find(({ windowId }) => windowId === search.get("window"));
}

interface TakenAtProps {
  time: string;
  missed: Occurrence | undefined;
  error: string | undefined;
  onTime: (time: string) => void;
}

/** Now, unless somebody says otherwise: a reading entered late says when it was really taken. */
function TakenAt({ time, missed, error, onTime }: TakenAtProps) {
  const dates = useDates();
  return (
    <TextBox
      label={m["observation.reading.takenAt"]()}
      type="time"
      value={time}
      onText={onTime}
      hint={
        missed
          ? m["observation.reading.late.hint"]({
              from: dates.time(missed.from),
              to: dates.time(missed.to),
            })
          : m["observation.field.takenAt.hint"]()
      }
      error={error}
    />
  );
}

/** What is half typed belongs to its window: the morning's is no draft of the evening's. */
function useDraftName(orderId: string, entry: OutboxEntry | undefined): string {
  const today = useToday();
  const { search } = useAddress();
  const open = useOwed().find(({ order, state }) => order.orderId === orderId && state === "open");
  const windowId = search.get("window") ?? open?.window.windowId ?? "";
  const [name] = useState(
    entry ? `reading-mend:${entry.id}` : `reading:${orderId}:${today}:${windowId}`,
  );
  return name;
}

const takenOf = (entry: OutboxEntry | undefined): Instant | undefined =>
  Recorded.safeParse(entry?.input).data?.takenAt;

function initialOf(entry: OutboxEntry | undefined, timeZone: string): Values {
  const { data } = Recorded.safeParse(entry?.input);
  if (!data) return { celsius: "", hasSymptoms: "no", symptoms: [], note: "", time: "" };
  return {
    celsius: data.celsius.toFixed(1),
    hasSymptoms: data.symptoms.length > 0 ? "yes" : "no",
    symptoms: data.symptoms.filter((each): each is Symptom => each in symptoms),
    note: data.note,
    time: townTime(data.takenAt, timeZone),
  };
}

interface Moment {
  /** Empty: now. */
  time: string;
  /** The town's; of a reading that is mended, its own. */
  day: Day;
  timeZone: string;
}

function takenAtOf({ time, day, timeZone }: Moment): Instant {
  return time === "" ? townNow() : instantAt(day, time, timeZone);
}

function inputOf(orderId: string, values: Values, takenAt: Instant): Record<string, unknown> {
  const note = values.note.trim();
  return {
    orderId,
    celsius: degreesIn(values.celsius),
    takenAt,
    symptoms: values.hasSymptoms === "yes" ? values.symptoms : [],
    ...(note === "" ? {} : { note }),
  };
}

type Problems = { celsius?: string; symptoms?: string; time?: string };

function useChecks(
  values: Values,
  order: PulledOrder | undefined,
  takenAt: Instant,
  needsTime: boolean,
) {
  const days = useWindows();
  const duty = days.find(({ windows }) => windows.some(({ to }) => to > takenAt)) ?? days[0];
  const celsius = degreesIn(values.celsius);
  const isTemperature = Celsius.safeParse(celsius).success;
  const problems: Problems = {};
  if (!isTemperature) problems.celsius = m["observation.celsius.wrong"]();
  if (values.hasSymptoms === "yes" && values.symptoms.length === 0)
    problems.symptoms = m["observation.field.which.missing"]();
  if (isInFuture(takenAt, townNow())) problems.time = m["problem.observation.readingInFuture"]();
  if (order && takenAt < order.startsAt)
    problems.time = m["problem.observation.readingOutsideOrder"]();
  if (needsTime && values.time === "") problems.time = m["observation.field.takenAt.missing"]();
  return { isFever: isTemperature && duty !== undefined && celsius >= duty.feverCelsius, problems };
}
