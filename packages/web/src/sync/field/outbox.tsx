/** Every record with its state; what was refused says why, and is mended or discarded on purpose. */
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { townInstant, useDates } from "../../kernel/field/clock.ts";
import { type FieldForm, formOf } from "../../kernel/field/modules.ts";
import { Ask } from "../../kernel/field/parts/ask.tsx";
import { Button, ButtonLink } from "../../kernel/field/parts/button.tsx";
import { Empty, Note, Tag, type Tone } from "../../kernel/field/parts/notes.tsx";
import { Screen } from "../../kernel/field/parts/screen.tsx";
import { tell } from "../../kernel/field/parts/tell.tsx";
import { type OutboxEntry, useOutbox, usePhone, useStatus } from "../../kernel/field/phone.ts";
import { RecordNotes } from "../../kernel/field/record.tsx";

const mostShown = 50;

export function OutboxScreen() {
  const phone = usePhone();
  const status = useStatus();
  const entries = useOutbox();
  const wrong = entries.filter(({ state }) => state === "refused" || state === "conflict");
  const waiting = entries.filter(({ state }) => state === "waiting");
  const sent = entries.filter(({ state }) => state === "acknowledged").reverse();
  return (
    <Screen
      title={m["field.outbox"]()}
      back="/me"
      foot={
        <Button kind="main" isBusy={status.isSyncing} onClick={() => void phone.sync()}>
          {m["field.sendNow"]()}
        </Button>
      }
    >
      <Standing />
      {entries.length === 0 && status.quarantined === 0 ? (
        <Empty title={m["field.outbox.none"]()} text={m["field.outbox.none.text"]()} />
      ) : null}
      <Part title={m["field.outbox.wrong"]({ count: wrong.length })} entries={wrong} />
      <Part title={m["field.outbox.waiting"]({ count: waiting.length })} entries={waiting} />
      {status.quarantined > 0 ? (
        <Note tone="amber" title={m["field.outbox.quarantined"]({ count: status.quarantined })}>
          {m["field.outbox.quarantined.text"]()}
        </Note>
      ) : null}
      {sent.length > 0 ? (
        <details className="lf-f-done">
          <summary>{m["field.outbox.sent"]({ count: sent.length })}</summary>
          <p className="lf-f-hint">{m["field.outbox.sent.text"]()}</p>
          <Entries entries={sent} />
        </details>
      ) : null}
    </Screen>
  );
}

/** Why nothing goes out, and what to do about it. */
function Standing() {
  const { network, trouble, waiting } = useStatus();
  if (network === "sign-in") {
    return (
      <Note tone="amber" title={m["field.network.signIn"]()}>
        <p>{m["field.signIn.again.text"]()}</p>
        <ButtonLink kind="main" href="/sign-in">
          {m["accounts.signIn"]()}
        </ButtonLink>
      </Note>
    );
  }
  if (trouble === "no-room")
    return (
      <Note tone="red" title={m["field.noRoom"]()}>
        {m["field.noRoom.text"]()}
      </Note>
    );
  if (trouble === "another-owner")
    return <Note tone="red" title={m["field.signIn.anotherOwner"]()} />;
  if (trouble === "later")
    return (
      <Note tone="amber" title={m["field.later"]()}>
        {m["field.later.text"]()}
      </Note>
    );
  if (network === "offline" && waiting > 0)
    return <Note tone="amber">{m["field.offline.text"]()}</Note>;
  return null;
}

function Part({ title, entries }: { title: string; entries: readonly OutboxEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <section className="lf-f-part">
      <h2>{title}</h2>
      <Entries entries={entries} />
    </section>
  );
}

function Entries({ entries }: { entries: readonly OutboxEntry[] }) {
  const [most, setMost] = useState(mostShown);
  return (
    <>
      <ul className="lf-f-items">
        {entries.slice(0, most).map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      {entries.length > most ? (
        <Button onClick={() => setMost(most + mostShown)}>
          {m["field.today.more"]({ count: entries.length - most })}
        </Button>
      ) : null}
    </>
  );
}

const stateTones: Record<OutboxEntry["state"], Tone> = {
  waiting: "amber",
  refused: "red",
  conflict: "red",
  acknowledged: "green",
};
const stateLabels: Record<OutboxEntry["state"], () => string> = {
  waiting: () => m["field.record.waiting"](),
  refused: () => m["field.record.refused"](),
  conflict: () => m["field.record.conflict"](),
  acknowledged: () => m["field.record.sent"](),
};

function Entry({ entry }: { entry: OutboxEntry }) {
  const dates = useDates();
  const form = formOf(entry.procedure);
  return (
    <li className="lf-f-entry">
      <div className="lf-f-entry-head">
        <b>{form?.label() ?? m["field.record"]()}</b>
        <Tag tone={stateTones[entry.state]}>{stateLabels[entry.state]()}</Tag>
      </div>
      {form ? <Summary form={form} entry={entry} /> : null}
      <p className="lf-f-hint">{dates.instant(townInstant(entry.happenedAt))}</p>
      {entry.state === "refused" || entry.state === "conflict" ? (
        <Wrong entry={entry} form={form} />
      ) : null}
    </li>
  );
}

function Summary({ form, entry }: { form: FieldForm; entry: OutboxEntry }) {
  return <p>{form.useSummary(entry)}</p>;
}

function Wrong({ entry, form }: { entry: OutboxEntry; form: FieldForm | undefined }) {
  const phone = usePhone();
  const [isAsked, setAsked] = useState(false);
  const discard = async () => {
    await phone.discard(entry.id);
    tell(m["field.discarded"]());
  };
  return (
    <>
      <RecordNotes problem={entry.problem} />
      {form?.mend ? (
        <ButtonLink kind="main" href={form.mend(entry)}>
          {m["field.mend"]()}
        </ButtonLink>
      ) : null}
      {entry.state === "refused" ? (
        <Button onClick={() => void phone.retry(entry.id)}>{m["field.retry"]()}</Button>
      ) : null}
      <Button kind="quiet" onClick={() => setAsked(true)}>
        {m["field.discard"]()}
      </Button>
      {isAsked ? (
        <Ask
          title={m["field.discard.title"]()}
          yes={m["field.discard.yes"]()}
          isDangerous
          onYes={discard}
          onClose={() => setAsked(false)}
        >
          {m["field.discard.text"]()}
        </Ask>
      ) : null}
    </>
  );
}
