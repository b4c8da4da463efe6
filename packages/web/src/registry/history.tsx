import type { SubjectKind } from "@lianfang/core/registry/history.ts";
import type { HistoryRow, RegisterChange } from "@lianfang/core/registry/history-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { entryText } from "../journal/entry-text.ts";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Card, Timeline, type TimelineEntry } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { changeTexts, fieldName, valueText } from "./history-words.ts";
import { recordAddress } from "./standing.ts";
import { removals } from "./words.ts";
import "./history.css";

interface Subject {
  kind: SubjectKind;
  subjectId: string;
}

/** All that was written about a record, newest first; what nobody has built on can be put back. */
export function History(subject: Subject) {
  return (
    <Card title={m["history.title"]()}>
      <HistoryLines {...subject} />
    </Card>
  );
}

function HistoryLines(subject: Subject) {
  const dates = useDates();
  const list = usePaged(api.registry.history, { ...subject, limit: 30 });
  if (list.error) return <Trouble error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <CardLines count={3} />;
  const entries = gathered(list.rows).map(({ row, times, since }): TimelineEntry => {
    const at = dates.instant(row.happenedAt ?? row.receivedAt);
    return {
      key: `${row.writeId} ${row.change?.revision ?? ""}`,
      when: since === undefined ? at : `${dates.instant(since)} – ${at}`,
      what: <What row={row} times={times} subject={subject} />,
      who: whoOf(row),
    };
  });
  return (
    <>
      <Timeline entries={entries} />
      {list.hasMore ? (
        <Button type="link" loading={list.isLoadingMore} onClick={list.loadMore}>
          {m["history.more"]()}
        </Button>
      ) : null}
    </>
  );
}

interface Gathered {
  row: HistoryRow;
  times: number;
  /** When the first of several was. */
  since?: string;
}

/** The same entry several times in a row, as readings are, is one line. */
function gathered(rows: readonly HistoryRow[]): Gathered[] {
  const lines: Gathered[] = [];
  for (const row of rows) {
    const last = lines.at(-1);
    const isSame = last && !row.change && !row.reason && last.row.entry === row.entry;
    if (isSame && !last.row.change) {
      last.times += 1;
      last.since = row.happenedAt ?? row.receivedAt;
    } else {
      lines.push({ row, times: 1 });
    }
  }
  return lines;
}

function whoOf({ actorName, tokenName }: HistoryRow): string {
  if (actorName && tokenName) return m["tokens.byToken"]({ name: actorName, token: tokenName });
  return actorName ?? m["journal.system"]();
}

function What({ row, times, subject }: { row: HistoryRow; times: number; subject: Subject }) {
  const { change, about, reason } = row;
  const address = about && recordAddress(about);
  const text = textOf(row);
  return (
    <div className="lf-history">
      <span>
        {address ? <AddressLink to={address}>{text}</AddressLink> : text}
        {times > 1 ? <span className="lf-muted"> ×{times}</span> : null}
        {reason ? <span className="lf-muted"> {reasonText(reason)}</span> : null}
      </span>
      {change ? <Change change={change} subject={subject} /> : null}
      {row.entry === "registry.records.changed" ? <UndoBulk writeId={row.writeId} /> : null}
    </div>
  );
}

/** A change by what it was; one that came with something else (an import) also by that. */
function textOf({ entry, change }: HistoryRow): string {
  if (!change) return entryText(entry);
  const what = changeTexts[change.what]();
  const isOwn = /^registry\.(household|resident|change|premises)\./.test(entry);
  return isOwn ? what : m["history.with"]({ what, entry: entryText(entry) });
}

function reasonText(reason: string): string {
  const known = Object.entries(removals).find(([key]) => key === reason);
  return known ? known[1]() : m["history.reason"]({ reason });
}

function Change({ change, subject }: { change: RegisterChange; subject: Subject }) {
  const [isOpen, setOpen] = useState(false);
  const other = change.with;
  return (
    <>
      {other ? (
        <span>
          {m["history.withWhom"]({ name: other.name ?? "***" })}{" "}
          <Button type="link" size="small" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            {isOpen ? m["history.other.close"]() : m["history.other.open"]()}
          </Button>
        </span>
      ) : null}
      {change.fields.length > 0 ? <Fields fields={change.fields} /> : null}
      {change.canUndo ? <Undo change={change} subject={subject} /> : null}
      {other && isOpen ? (
        <div className="lf-history-other">
          <HistoryLines kind="resident" subjectId={other.residentId} />
        </div>
      ) : null}
    </>
  );
}

function Fields({ fields }: { fields: RegisterChange["fields"] }) {
  return (
    <ul className="lf-history-fields">
      {fields.map(({ field, from, to }) => (
        <li key={field}>
          <span className="lf-muted">{fieldName(field)}</span> <del>{valueText(field, from)}</del>{" "}
          <span aria-hidden="true">→</span> <ins>{valueText(field, to)}</ins>
        </li>
      ))}
    </ul>
  );
}

function Undo({ change, subject }: { change: RegisterChange; subject: Subject }) {
  const mayUndo = useMay(api.registry.undoChange);
  const undo = useCommand(api.registry.undoChange, `${subject.subjectId} ${change.revision}`);
  if (!mayUndo) return null;
  const { revision, what } = change;
  return (
    <span>
      <ConfirmButton
        kind="link"
        size="small"
        isDanger={what === "created"}
        question={questions[what]()}
        consequence={<p>{m["history.undo.consequence"]()}</p>}
        command={undo}
        onConfirm={async () => {
          const answer = await undo.send({ ...subject, revision });
          if (answer) tell(m["history.undo.done"]());
          return answer;
        }}
      >
        {undoTexts[what]()}
      </ConfirmButton>
    </span>
  );
}

/** All that was changed in the same write. */
function UndoBulk({ writeId }: { writeId: string }) {
  const mayUndo = useMay(api.registry.undoBulk);
  const undo = useCommand(api.registry.undoBulk, writeId);
  if (!mayUndo) return null;
  return (
    <span>
      <ConfirmButton
        kind="link"
        size="small"
        isDanger={false}
        question={m["bulk.undo.question"]()}
        consequence={<p>{m["bulk.undo.consequence"]()}</p>}
        command={undo}
        onConfirm={async () => {
          const answer = await undo.send({ writeId });
          if (answer) tell(m["bulk.undone"]({ count: digits(answer.restored) }));
          return answer;
        }}
      >
        {m["bulk.undo"]()}
      </ConfirmButton>
    </span>
  );
}

const putBack = {
  text: () => m["history.undo"](),
  question: () => m["history.undo.question"](),
};

const undoTexts: Record<RegisterChange["what"], () => string> = {
  created: () => m["history.undo.created"](),
  edited: putBack.text,
  removed: () => m["history.undo.removed"](),
  restored: putBack.text,
  merged: () => m["history.undo.merged"](),
  unmerged: () => m["history.undo.unmerged"](),
  undone: () => m["history.undo.undone"](),
};

const questions: Record<RegisterChange["what"], () => string> = {
  created: () => m["history.undo.created.question"](),
  edited: putBack.question,
  removed: () => m["history.undo.removed.question"](),
  restored: putBack.question,
  merged: () => m["history.undo.merged.question"](),
  unmerged: () => m["history.undo.unmerged.question"](),
  undone: putBack.question,
};
