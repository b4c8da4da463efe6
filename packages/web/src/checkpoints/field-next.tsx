/** After somebody was not let pass: what to say, whom to call, and what was done about it. */

import { CrossingPerson, CrossingReason, Outcome } from "@lianfang/core/checkpoints/crossing.ts";
import type { NextStep, Reason } from "@lianfang/core/checkpoints/decision.ts";
import { decideOn } from "@lianfang/core/checkpoints/facts.ts";
import type { Callee } from "@lianfang/core/checkpoints/pulled.ts";
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { z } from "zod";
import { useToday } from "../kernel/field/clock.ts";
import { Button } from "../kernel/field/parts/button.tsx";
import { LongTextBox } from "../kernel/field/parts/fields.tsx";
import { Empty, Note } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { useOutbox, usePhone } from "../kernel/field/phone.ts";
import { RecordNotes, useSaving } from "../kernel/field/record.tsx";
import { go } from "../kernel/field/router.tsx";
import { type Kit, lookupsOf, useKit, usePosts } from "./field-kit.ts";
import { followUp, type OwnCrossing, ownCrossings } from "./field-records.ts";
import { nextSteps, outcomes, say } from "./words.ts";
import "./field-post.css";

interface NextScreenProps {
  params: Readonly<Record<string, string>>;
}

export function NextScreen({ params: { crossingId = "" } }: NextScreenProps) {
  const crossing = ownCrossings(useOutbox()).find(({ id }) => id === crossingId);
  const kit = useKit();
  if (!crossing) {
    return (
      <Screen title={m["checkpoints.field.next"]()} back="/post">
        <Empty title={m["checkpoints.field.gone"]()} text={m["checkpoints.field.gone.text"]()} />
      </Screen>
    );
  }
  return (
    <Screen
      title={m["checkpoints.field.next"]()}
      back="/post"
      foot={
        <Button kind="main" onClick={() => go("/post", { replace: true })}>
          {m["checkpoints.field.nextOne"]()}
        </Button>
      }
    >
      {crossing.people.map((_, at) => (
        <Person
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of the record, which never changes
          key={at}
          crossing={crossing}
          at={at}
          kit={kit}
        />
      ))}
    </Screen>
  );
}

const Answer = z.object({
  lines: z.array(z.object({ line: z.number(), ruled: Outcome, reasons: z.array(CrossingReason) })),
});

interface Said {
  outcome: z.infer<typeof Outcome>;
  reasons: readonly Reason[];
  next: NextStep;
}

/** As the server says, once it has the record: it knows who is under an order. Until then by the phone's rules. */
function saidOf(crossing: OwnCrossing, at: number, kit: Kit | undefined): Said | undefined {
  const person = CrossingPerson.safeParse(crossing.people[at]).data;
  if (!person || !kit) return undefined;
  const line = crossing.vehicle ? at + 1 : at;
  const answered = Answer.safeParse(crossing.entry.answer).data?.lines.find(
    (each) => each.line === line,
  );
  const moment = { ...crossing, timeZone: kit.timeZone };
  const { traveller: _, ...looked } = lookupsOf(
    person,
    crossing.vehicle?.plate,
    kit,
    crossing.crossedAt,
  );
  const own = decideOn(person, moment, looked, kit.rules);
  if (!answered) return own;
  const [gravest] = answered.reasons;
  const isOrdered = gravest?.code === "under-order";
  return {
    outcome: answered.ruled,
    reasons: answered.reasons,
    next: isOrdered ? "call-responsible" : own.next,
  };
}

interface PersonProps {
  crossing: OwnCrossing;
  at: number;
  kit: Kit | undefined;
}

function Person({ crossing, at, kit }: PersonProps) {
  const person = crossing.people[at];
  const said = saidOf(crossing, at, kit);
  const line = crossing.vehicle ? at + 1 : 0;
  const waiting = crossing.waiting.some((each) => each.line === line);
  if (!person || (person.outcome === "admit" && !waiting)) return null;
  const isHandedOver = person.outcome === "refer" || said?.outcome === "refer";
  return (
    <section className="lf-f-part">
      <Note
        tone={isHandedOver ? "red" : "amber"}
        title={`${person.name ?? m["checkpoints.unnamed"]()} · ${outcomes[isHandedOver ? "refer" : person.outcome]()}`}
      >
        <ul className="lf-post-aloud">
          {said?.reasons.map((reason) => (
            <li key={reason.code}>{say(reason)}</li>
          ))}
        </ul>
        {said ? <p>{nextSteps[said.next]()}</p> : null}
      </Note>
      {isHandedOver ? (
        <>
          <Callees checkpointId={crossing.checkpointId} next={said?.next} />
          {said?.next === "enter-arrival" ? <ToArrival crossing={crossing} at={at} /> : null}
          {waiting ? (
            <WhatWasDone crossingId={crossing.id} line={line} next={said?.next} />
          ) : (
            <Note tone="green">{m["checkpoints.followUp.done"]()}</Note>
          )}
        </>
      ) : null}
    </section>
  );
}

function Callees({ checkpointId, next }: { checkpointId: string; next: NextStep | undefined }) {
  const post = usePosts().find((each) => each.checkpointId === checkpointId);
  const first: Callee["is"] = next === "report-to-medic" ? "medic" : "responsible";
  const callees = [...(post?.callees ?? [])].sort(
    (one, other) => Number(other.is === first) - Number(one.is === first),
  );
  if (callees.length === 0) return <p>{m["checkpoints.field.noCallee"]()}</p>;
  const words: Record<Callee["is"], () => string> = {
    medic: () => m["checkpoints.field.callee.medic"](),
    responsible: () => m["checkpoints.field.callee.responsible"](),
  };
  return (
    <ul className="lf-post-callees" aria-label={m["checkpoints.field.call"]()}>
      {callees.map(({ is, name, phone }) => (
        <li key={`${is} ${phone}`}>
          <a className="lf-f-button lf-f-kind-plain" href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
            ☎ {words[is]()} {name} {phone}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The arrival's form begins with what was asked at the post; nothing of it stands in an address. */
function ToArrival({ crossing, at }: { crossing: OwnCrossing; at: number }) {
  const phone = usePhone();
  const today = useToday();
  const post = usePosts().find(({ checkpointId }) => checkpointId === crossing.checkpointId);
  const person = CrossingPerson.safeParse(crossing.people[at]).data;
  if (!person || !post) return null;
  const open = async () => {
    const key = `${crossing.id}-${at}`;
    const started = await phone.kept(`draft:arrival:${key}`);
    if (!started) {
      await phone.keep(`draft:arrival:${key}`, {
        areaId: post.areaId,
        areaName: post.areaName,
        name: person.name ?? "",
        identityNumber: person.identityNumber ?? "",
        phone: person.phone ?? "",
        originCode: person.originCode ?? person.identityNumber?.slice(0, 6) ?? "",
        arrivedOn: today,
      });
    }
    go(`/arrival/${key}`);
  };
  return <Button onClick={() => void open()}>{m["checkpoints.enterArrival"]()}</Button>;
}

interface WhatWasDoneProps {
  crossingId: string;
  line: number;
  next: NextStep | undefined;
}

const shortest = 2;

function WhatWasDone({ crossingId, line, next }: WhatWasDoneProps) {
  const saving = useSaving(followUp, undefined);
  const [action, setAction] = useState("");
  const [isTried, setTried] = useState(false);
  const save = async (text: string) => {
    setTried(true);
    if (text.trim().length < shortest) return;
    if ((await saving.keep({ crossingId, line, action: text.trim() })) !== undefined)
      tell(m["checkpoints.followUp.done"]());
  };
  const usual =
    next === "report-to-medic"
      ? m["checkpoints.field.done.medic"]()
      : next === "call-responsible"
        ? m["checkpoints.field.done.responsible"]()
        : m["checkpoints.field.done.arrival"]();
  return (
    <>
      <RecordNotes problem={undefined} isFull={saving.isFull} />
      <Button isBusy={saving.isBusy} onClick={() => void save(usual)}>
        {usual}
      </Button>
      <LongTextBox
        label={m["checkpoints.field.done.other"]()}
        hint={m["checkpoints.followUp.hint"]()}
        maxLength={200}
        value={action}
        onText={setAction}
        error={
          isTried && action !== "" && action.trim().length < shortest
            ? m["kernel.field.tooShort"]({ minimum: shortest })
            : undefined
        }
      />
      {action === "" ? null : (
        <Button isBusy={saving.isBusy} onClick={() => void save(action)}>
          {m["checkpoints.followUp.send"]()}
        </Button>
      )}
    </>
  );
}
