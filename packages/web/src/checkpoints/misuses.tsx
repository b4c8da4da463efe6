import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { LongTextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { directions } from "./words.ts";
import "./checkpoints.css";
import "../kernel/kit/detail.css";

type Misuse = Awaited<ReturnType<typeof api.checkpoints.passMisuses.call>>["misuses"][number];

const kinds: Record<Misuse["kind"], () => string> = {
  twice: () => m["checkpoints.misuse.twice"](),
  elsewhere: () => m["checkpoints.misuse.elsewhere"](),
  refused: () => m["checkpoints.misuse.refused"](),
};

/** Cards of the last three days that were used as no card may be. */
export function MisusesPage() {
  const { data, error, refetch } = useQuery(
    api.checkpoints.passMisuses.queryOptions({ input: {} }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={6} />;
  return (
    <div className="lf-page">
      <PageHead
        title={m["checkpoints.misuses"]()}
        back={{ to: "/checkpoints/passes", label: m["checkpoints.passes"]() }}
        intro={m["checkpoints.misuses.intro"]()}
      />
      {data.misuses.length === 0 ? (
        <Empty
          title={m["checkpoints.misuses.none"]()}
          text={m["checkpoints.misuses.none.text"]()}
        />
      ) : (
        <div className="lf-detail-main">
          {data.misuses.map((misuse) => (
            <MisuseCard
              key={`${misuse.earlier.crossingId} ${misuse.later.crossingId} ${misuse.later.line}`}
              misuse={misuse}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function MisuseCard({ misuse }: { misuse: Misuse }) {
  const dates = useDates();
  const may = useMay(api.checkpoints.answerMisuse);
  const [isAnswering, setAnswering] = useState(false);
  const { kind, earlier, later, answered, holderName } = misuse;
  const uses = kind === "refused" ? [later] : [earlier, later];
  return (
    <Card
      title={[kinds[kind](), holderName].filter(Boolean).join(" · ")}
      actions={
        may && !answered ? (
          <Button type="primary" onClick={() => setAnswering(true)}>
            {m["checkpoints.misuse.answer"]()}
          </Button>
        ) : null
      }
    >
      <ul className="lf-lines-list">
        {uses.map((use) => (
          <li key={use.crossingId}>
            <AddressLink to={`/checkpoints/crossings/${use.crossingId}`}>
              {`${dates.instant(use.crossedAt)} ${use.checkpointName} ${directions[use.direction]()} ${use.name ?? ""}`}
            </AddressLink>
          </li>
        ))}
      </ul>
      {answered ? (
        <Note tone="good">
          {m["checkpoints.followedUp"]({
            by: answered.by ?? "",
            at: dates.instant(answered.at),
            action: answered.action,
          })}
        </Note>
      ) : null}
      {isAnswering ? <AnswerDialog misuse={misuse} onClose={() => setAnswering(false)} /> : null}
    </Card>
  );
}

const schema = inputOf(contract.checkpoints.answerMisuse).pick({ action: true });

function AnswerDialog({ misuse, onClose }: { misuse: Misuse; onClose: () => void }) {
  const pair = { earlierId: misuse.earlier.crossingId, laterId: misuse.later.crossingId };
  const answer = useCommand(api.checkpoints.answerMisuse, JSON.stringify(pair));
  const form = useForm({
    name: `misuse-${pair.laterId}`,
    schema,
    initial: {},
    command: answer,
    send: ({ action }) => answer.send({ ...pair, action }),
    onDone: () => {
      tell(m["checkpoints.followUp.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.misuse.answer"]()}
      send={m["checkpoints.followUp.send"]()}
      onClose={onClose}
    >
      <LongTextField
        form={form}
        name="action"
        label={m["checkpoints.followUp.action"]()}
        rows={3}
      />
    </FormDialog>
  );
}
