/** One directive to be read, confirmed, and finished, without a network. */
import { longestNote } from "@lianfang/core/directives/directive.ts";
import type { PulledDirective } from "@lianfang/core/directives/pulled.ts";
import type { Said } from "@lianfang/core/directives/said.ts";
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { townNow, useDates, useMinute } from "../kernel/field/clock.ts";
import { useDraft } from "../kernel/field/draft.ts";
import { Ask } from "../kernel/field/parts/ask.tsx";
import { Button, ButtonLink } from "../kernel/field/parts/button.tsx";
import { LongTextBox } from "../kernel/field/parts/fields.tsx";
import { Empty, Note, Tag } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { useOutbox } from "../kernel/field/phone.ts";
import { RecordNotes, useSaving } from "../kernel/field/record.tsx";
import { goBack } from "../kernel/field/router.tsx";
import {
  acknowledge,
  correct,
  finish,
  screenOf,
  takeBack,
  unitOf,
  useDirectives,
  useStandOf,
} from "./field-directives.ts";
import { Amend } from "./field-take-back.tsx";
import { nameOfWhoDid } from "./words.ts";
import "./field-paper.css";

interface PaperScreenProps {
  params: Readonly<Record<string, string>>;
}

export function PaperScreen({ params: { directiveId, unitId } }: PaperScreenProps) {
  const directive = useDirectives().find(
    (each) => each.directiveId === directiveId && each.unitId === unitId,
  );
  if (directive) return <Paper directive={directive} />;
  return (
    <Screen title={m["directives.directive"]()} back="/today">
      <Empty title={m["directives.field.gone"]()} text={m["directives.field.gone.text"]()} />
    </Screen>
  );
}

function Paper({ directive }: { directive: PulledDirective }) {
  const { acknowledged, finished } = useStandOf(directive);
  const saving = useSaving(acknowledge, undefined);
  const now = useMinute();
  const { directiveId, unitId } = directive;

  const confirm = async () => {
    if (!(await saving.save({ directiveId, unitId, acknowledgedAt: townNow() }))) return;
    tell(m["directives.field.saved.acknowledge"]());
    goBack("/today");
  };
  return (
    <Screen
      title={directive.title}
      back="/today"
      foot={
        acknowledged ? (
          <AfterConfirming directive={directive} isFinished={finished !== undefined} />
        ) : (
          <Button kind="main" isBusy={saving.isBusy} onClick={() => void confirm()}>
            {m["directives.acknowledge"]()}
          </Button>
        )
      }
    >
      <Heading directive={directive} />
      {!acknowledged && directive.confirmBy <= now ? (
        <Note tone="red" title={m["directives.field.missed"]()} />
      ) : null}
      <Refused directive={directive} isFull={saving.isFull} />
      <p className="lf-f-paper">{directive.text}</p>
      <Standing directive={directive} />
      <Ours directive={directive} />
    </Screen>
  );
}

function Heading({ directive }: { directive: PulledDirective }) {
  const dates = useDates();
  const { number, issuedBy, issuedAt, confirmBy, finishBy } = directive;
  return (
    <div className="lf-f-card">
      <dl className="lf-f-facts">
        <div>
          <dt>{m["directives.number"]()}</dt>
          <dd>{number}</dd>
        </div>
        <div>
          <dt>{m["directives.issuedBy"]()}</dt>
          <dd>{m["directives.doneBy"]({ name: issuedBy, at: dates.instant(issuedAt) })}</dd>
        </div>
        <div>
          <dt>{m["directives.unit"]()}</dt>
          <dd>{unitOf(directive)}</dd>
        </div>
        <div>
          <dt>{m["directives.confirmBy"]()}</dt>
          <dd>{dates.instant(confirmBy)}</dd>
        </div>
        {finishBy ? (
          <div>
            <dt>{m["directives.finishBy"]()}</dt>
            <dd>{dates.instant(finishBy)}</dd>
          </div>
        ) : null}
      </dl>
    </div>
  );
}

/** Feedback is mended in the outbox. */
const amending = [acknowledge, finish, takeBack, correct];

/** Why something done about it was refused: it waits in the outbox for somebody to decide. */
function Refused({ directive, isFull }: { directive: PulledDirective; isFull: boolean }) {
  const entry = useOutbox().findLast(
    ({ procedure, input, problem }) =>
      amending.includes(procedure) &&
      input.directiveId === directive.directiveId &&
      input.unitId === directive.unitId &&
      problem !== undefined,
  );
  return <RecordNotes problem={entry?.problem} isFull={isFull} />;
}

function Standing({ directive }: { directive: PulledDirective }) {
  const dates = useDates();
  const { acknowledged, finished, note } = useStandOf(directive);
  return (
    <>
      {acknowledged ? (
        <p>
          <Tag tone="green">
            {acknowledged.by
              ? m["directives.field.acknowledgedBy"]({ name: whoDid(acknowledged) })
              : m["directives.field.acknowledged"]()}
          </Tag>{" "}
          {dates.instant(acknowledged.at)}
        </p>
      ) : null}
      {finished ? (
        <div className="lf-f-card lf-f-said">
          <Tag tone="green">
            {finished.by
              ? m["directives.field.finishedBy"]({ name: whoDid(finished) })
              : m["directives.field.finished"]()}
          </Tag>{" "}
          {dates.instant(finished.at)}
          {note ? <p>{note}</p> : null}
          <Amend
            directive={directive}
            actId={finished.actId}
            hasWords={note !== undefined && note !== ""}
          />
        </div>
      ) : null}
    </>
  );
}

/** What the unit fed back: as the server has it, and what still waits here. */
function Ours({ directive }: { directive: PulledDirective }) {
  const { feedback } = useStandOf(directive);
  if (feedback.length === 0) return null;
  return (
    <section className="lf-f-part">
      <h2>{m["directives.field.ours"]()}</h2>
      <div className="lf-f-card">
        {feedback.map((said) => (
          <div key={said.actId} className="lf-f-said">
            {said.text}
            <small>
              <About said={said} />
            </small>
            {said.sending === "refused" ? null : (
              <Amend directive={directive} actId={said.actId} hasWords />
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

/** Who said it and when; that it was put right, and how far it has come. */
function About({ said }: { said: Said }) {
  const { by, at, isCorrected, sending } = said;
  const dates = useDates();
  const when = dates.instant(at);
  const parts = [
    by ? m["directives.doneBy"]({ name: whoDid(said), at: when }) : when,
    isCorrected && m["directives.act.corrected"](),
    sending === "waiting" && m["field.record.waiting"](),
    sending === "refused" && m["field.record.refused"](),
  ];
  return parts.filter(Boolean).join(" · ");
}

function whoDid({ by = "", entered }: Partial<Pick<Said, "by" | "entered">>): string {
  return nameOfWhoDid({ by, entered });
}

interface AfterConfirmingProps {
  directive: PulledDirective;
  isFinished: boolean;
}

function AfterConfirming({ directive, isFinished }: AfterConfirmingProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="lf-f-two">
      <ButtonLink href={`${screenOf(directive)}/feedback`} kind={isFinished ? "main" : "plain"}>
        {m["directives.feedBack"]()}
      </ButtonLink>
      {isFinished ? null : (
        <Button kind="main" onClick={() => setAsking(true)}>
          {m["directives.finish"]()}
        </Button>
      )}
      {isAsking ? <FinishAsk directive={directive} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

function FinishAsk({ directive, onClose }: { directive: PulledDirective; onClose: () => void }) {
  const { directiveId, unitId } = directive;
  const { values, change, clear } = useDraft(`directive-finish:${directiveId}:${unitId}`, {
    note: "",
  });
  const saving = useSaving(finish, undefined);
  const send = async () => {
    const said = values.note.trim();
    const input = { directiveId, unitId, finishedAt: townNow(), ...(said ? { note: said } : {}) };
    if (!(await saving.save(input))) {
      tell(m["field.noRoom"](), "bad");
      return;
    }
    await clear();
    tell(m["directives.field.saved.finish"]());
    goBack("/today");
  };
  return (
    <Ask
      title={m["directives.finish.ask"]()}
      yes={m["directives.finish"]()}
      onYes={send}
      onClose={onClose}
    >
      <p>{m["directives.finish.ask.text"]()}</p>
      <LongTextBox
        label={m["directives.note"]()}
        rows={3}
        maxLength={longestNote}
        value={values.note}
        onText={(note) => change({ note })}
      />
    </Ask>
  );
}
