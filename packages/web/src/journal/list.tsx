import type { JournalRow } from "@lianfang/core/journal/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import type { z } from "zod";
import { api, client } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { Facts } from "../kernel/kit/facts.tsx";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { Note, ProblemNote } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { digits } from "../kernel/numbers.ts";
import { shown } from "../kernel/problem.ts";
import { entryText, entryTexts } from "./entry-text.ts";
import "./journal.css";

type Row = z.infer<typeof JournalRow>;

function whoWrote({ actorName, token }: Row): string {
  if (actorName && token) return m["tokens.byToken"]({ name: actorName, token: token.name });
  return actorName ?? m["journal.system"]();
}

function SealTag({ row }: { row: Row }) {
  if (row.sealNumber === undefined) {
    return <StateTag tone="amber">{m["journal.unsealed"]()}</StateTag>;
  }
  return <StateTag tone="green">{m["journal.sealed"]({ number: row.sealNumber })}</StateTag>;
}

function useColumns(): readonly Column<Row>[] {
  const dates = useDates();
  return [
    {
      key: "entry",
      title: m["journal.entry"](),
      cell: ({ entry }) => <strong>{entryText(entry)}</strong>,
      card: "title",
    },
    {
      key: "who",
      title: m["journal.who"](),
      cell: whoWrote,
    },
    {
      key: "at",
      title: m["journal.receivedAt"](),
      cell: ({ receivedAt }) => dates.instant(receivedAt),
    },
    {
      key: "about",
      title: m["journal.about"](),
      align: "end",
      isMinor: true,
      card: "none",
      cell: ({ subjectIds }) =>
        subjectIds.length > 0 ? m["journal.subjects"]({ count: subjectIds.length }) : undefined,
    },
    {
      key: "digest",
      title: m["journal.digest"](),
      isMinor: true,
      card: "none",
      cell: ({ digest }) => <code>{digest.slice(0, 12)}</code>,
    },
    {
      key: "seal",
      title: m["journal.seal"](),
      card: "tag",
      cell: (row) => <SealTag row={row} />,
    },
  ];
}

function Details({ row }: { row: Row }) {
  const dates = useDates();
  const code = (text: string) => <code className="lf-journal-code">{text}</code>;
  return (
    <Facts
      columns={1}
      facts={[
        [m["journal.entryName"](), code(row.entry)],
        [m["journal.who"](), whoWrote(row)],
        [m["journal.happenedAt"](), row.happenedAt ? dates.instant(row.happenedAt) : undefined],
        [m["journal.receivedAt"](), dates.instant(row.receivedAt)],
        [
          m["journal.about"](),
          row.subjectIds.length > 0 ? code(row.subjectIds.slice(0, 20).join("\n")) : undefined,
        ],
        [m["journal.id"](), code(row.id)],
        [m["journal.sequence"](), row.sequence],
        [m["journal.digest"](), code(row.digest)],
        [m["journal.seal"](), <SealTag key="seal" row={row} />],
      ]}
    />
  );
}

function useVerification() {
  return useMutation({ mutationFn: () => client.journal.verify({}) });
}

function Verified({ verification }: { verification: ReturnType<typeof useVerification> }) {
  if (verification.error) return <ProblemNote problem={shown(verification.error)} />;
  const result = verification.data;
  if (!result) return null;
  const counts = m["journal.verified.counts"]({
    seals: digits(result.seals),
    rows: digits(result.sealedRows),
    unsealed: digits(result.unsealedRows),
  });
  if (!result.isIntact) {
    return (
      <Note tone="wrong">
        <p role="alert">
          <strong>{m["journal.broken"]({ number: result.firstBroken ?? "?" })}</strong>{" "}
          {m["journal.broken.mend"]()}
        </p>
      </Note>
    );
  }
  return (
    <Note tone="good">
      <p role="status">
        <strong>{m["journal.intact"]()}</strong> {counts}
      </p>
      {result.head ? (
        <p className="lf-journal-head">
          {m["journal.head"]()} <code className="lf-journal-code">{result.head}</code>
        </p>
      ) : null}
    </Note>
  );
}

/** Every write, and whether all of it is still as it was written. */
export function JournalPage() {
  const columns = useColumns();
  const verification = useVerification();
  return (
    <ListPage
      title={m["journal.journal"]()}
      intro={m["journal.intro"]()}
      query={api.journal.list}
      input={({ entry }) => ({ limit: 100, entry })}
      filters={[
        {
          kind: "choice",
          name: "entry",
          label: m["journal.entry"](),
          options: Object.entries(entryTexts).map(([value, label]) => ({ value, label: label() })),
        },
      ]}
      columns={columns}
      rowKey={({ id }) => id}
      panel={(row) => <Details row={row} />}
      panelTitle={({ entry }) => entryText(entry)}
      actions={
        <Button loading={verification.isPending} onClick={() => verification.mutate()}>
          {m["journal.verify"]()}
        </Button>
      }
      above={() => (
        <div className="lf-journal-verified">
          <Verified verification={verification} />
        </div>
      )}
      empty={{ title: m["journal.none"]() }}
    />
  );
}
