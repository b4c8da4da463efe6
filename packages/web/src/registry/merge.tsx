import type { FieldSource } from "@lianfang/core/registry/merge.ts";
import type { MergePreview } from "@lianfang/core/registry/same-person-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { Likeness } from "./likeness.tsx";
import { MergeTable, type Picks } from "./merge-table.tsx";
import { MergeTies } from "./merge-ties.tsx";

type Side = "one" | "other";

/** Two records side by side, and the one made of them. */
export function MergePage() {
  const { oneId = "", otherId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.mergePreview.queryOptions({ input: { oneId, otherId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  const { one, other } = data;
  return <Shown key={`${one.revision} ${other.revision}`} preview={data} />;
}

function Shown({ preview }: { preview: MergePreview }) {
  const [survivor, setSurvivor] = useState<Side>(preview.suggested);
  const [picks, setPicks] = useState<Picks>(() =>
    Object.fromEntries(preview.fields.map(({ group, suggested }) => [group, suggested])),
  );
  const { one, other, likeness } = preview;
  return (
    <div className="lf-page">
      <PageHead
        title={m["sameperson.merge"]()}
        intro={m["sameperson.merge.intro"]()}
        back={{ to: "/people/duplicates", label: m["sameperson.duplicates"]() }}
      />
      <div className="lf-detail">
        {likeness ? (
          <Likeness {...likeness} />
        ) : (
          <Note tone="attention">{m["sameperson.unlike"]()}</Note>
        )}
        <Card>
          <MergeTable
            preview={preview}
            survivor={survivor}
            onSurvivor={setSurvivor}
            picks={picks}
            onPick={(group, source) => setPicks((before) => ({ ...before, [group]: source }))}
          />
        </Card>
        <MergeTies preview={preview} />
        <Decision preview={preview} survivor={survivor} picks={picks} />
        <p className="lf-muted">
          {m["sameperson.merge.follows"]({ name: survivor === "one" ? one.name : other.name })}
        </p>
      </div>
    </div>
  );
}

interface DecisionProps {
  preview: MergePreview;
  survivor: Side;
  picks: Picks;
}

function Decision({ preview, survivor, picks }: DecisionProps) {
  const { one, other } = preview;
  const [stays, goes] = survivor === "one" ? [one, other] : [other, one];
  const pair = `${one.residentId} ${other.residentId}`;
  const merge = useCommand(api.registry.mergeResidents, pair);
  const undo = useCommand(api.registry.undoChange, pair);
  const say = useCommand(api.registry.sayDifferent, pair);
  const takeBack = useCommand(api.registry.sayPossible, pair);
  const navigate = useNavigate();
  const { residentId } = stays;
  const send = async () => {
    const answer = await merge.send({
      residentId,
      revision: stays.revision,
      otherId: goes.residentId,
      otherRevision: goes.revision,
      fields: asSent(picks, survivor),
    });
    if (!answer) return;
    tell(
      m["sameperson.merge.done"](),
      () => void undo.send({ kind: "resident", subjectId: residentId, revision: answer.revision }),
    );
    await navigate({ to: "/people/residents/$residentId", params: { residentId } });
  };
  const differ = async () => {
    const ids = { oneId: one.residentId, otherId: other.residentId };
    if (!(await say.send(ids))) return;
    tell(m["sameperson.different.done"](), () => void takeBack.send(ids));
    await navigate({ to: "/people/duplicates" });
  };
  return (
    <div className="lf-same-actions">
      <SendButton command={merge} onSend={() => void send()}>
        {m["sameperson.merge.send"]({ name: stays.name })}
      </SendButton>
      <SendButton command={say} kind="default" onSend={() => void differ()}>
        {m["sameperson.different"]()}
      </SendButton>
    </div>
  );
}

/** The command calls the record that stays `one`. */
function asSent(picks: Picks, survivor: Side): Record<string, FieldSource> {
  const turned = (source: FieldSource): FieldSource => {
    if (source === "both" || survivor === "one") return source;
    return source === "one" ? "other" : "one";
  };
  return Object.fromEntries(
    Object.entries(picks).map(([group, source]) => [group, turned(source)]),
  );
}
