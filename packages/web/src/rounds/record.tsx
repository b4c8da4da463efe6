/** One record, what it was before, and putting it right. */
import type { RoundRecord } from "@lianfang/core/rounds/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { areaOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { dutyLabels } from "../policy/words.ts";
import { CorrectDialog } from "./record-correct.tsx";
import { saidFacts } from "./sent.tsx";
import { TargetName } from "./target-name.tsx";
import { makerOf, outcomes, outcomeTones } from "./words.ts";

export function RecordPage() {
  const { recordId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.rounds.record.queryOptions({ input: { recordId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  return data ? <Shown record={data} /> : <CardLines count={8} />;
}

function Shown({ record }: { record: RoundRecord & { earlier: RoundRecord[] } }) {
  const dates = useDates();
  const mayCorrect = useMay(api.rounds.correctRecord);
  const [isCorrecting, setCorrecting] = useState(false);
  const { outcome, correctedBy, corrects, earlier } = record;
  const isStanding = !correctedBy && outcome !== "void";
  return (
    <DetailPage
      title={`${dutyLabels[record.duty]()} · ${record.name}`}
      state={<StateTag tone={outcomeTones[outcome]}>{outcomes[outcome]()}</StateTag>}
      intro={areaOf(record)}
      back={{ to: "/places/rounds/records", label: m["rounds.records"]() }}
      actions={
        mayCorrect && isStanding ? (
          <Button onClick={() => setCorrecting(true)}>{m["rounds.correct"]()}</Button>
        ) : null
      }
      facts={saidFacts(record)}
      side={
        <Card title={m["rounds.record"]()}>
          <Facts
            columns={1}
            facts={[
              [m["rounds.target"](), <TargetName key="target" of={record} />],
              [m["rounds.recordedBy"](), makerOf(record)],
              [m["rounds.receivedAt"](), dates.instant(record.receivedAt)],
              [m["rounds.correct.reason"](), corrects?.reason],
            ]}
          />
        </Card>
      }
    >
      {correctedBy ? (
        <Note tone="attention">
          {m["rounds.replaced"]()}{" "}
          <AddressLink to={`/places/rounds/records/${correctedBy}`}>
            {m["rounds.replaced.open"]()}
          </AddressLink>
        </Note>
      ) : null}
      {earlier.map((before) => (
        <Card
          key={before.recordId}
          title={m["rounds.before"]({ at: dates.instant(before.receivedAt) })}
        >
          <Facts facts={[...saidFacts(before), [m["rounds.recordedBy"](), makerOf(before)]]} />
        </Card>
      ))}
      {isCorrecting ? <CorrectDialog record={record} onClose={() => setCorrecting(false)} /> : null}
    </DetailPage>
  );
}
