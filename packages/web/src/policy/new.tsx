import { m } from "@lianfang/messages/messages.js";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { flushSync } from "react-dom";
import { api, client } from "../kernel/client.ts";
import { useDates, useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { useCarriedState } from "../kernel/kit/carried.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { DayPicker } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { LeaveGuard } from "../kernel/kit/form.tsx";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, ProblemNote, Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { shown } from "../kernel/problem.ts";
import { draftFrom, faultsOf, type PolicyDraft, type Rules } from "./draft.ts";
import { EditAssessment } from "./edit-assessment.tsx";
import { EditCheckpoint } from "./edit-checkpoint.tsx";
import { EditDuties } from "./edit-duties.tsx";
import { EditReadings } from "./edit-readings.tsx";
import { EditRegions } from "./edit-regions.tsx";
import { type Effect, EffectView, effectText } from "./effect.tsx";
import { useVersions, type Version } from "./versions.ts";
import "../kernel/kit/form.css";
import "./policy.css";

interface HeadProps {
  draft: PolicyDraft;
  faults: ReadonlyMap<string, string>;
  onChange: (change: Partial<PolicyDraft>) => void;
}

function Head({ draft, faults, onChange }: HeadProps) {
  const today = useToday();
  const { title } = draft;
  return (
    <Card>
      <div className="lf-policy-grid">
        <Labelled
          id="effective"
          label={m["policy.effectiveFrom"]()}
          error={faults.get("effectiveFrom")}
        >
          <DayPicker
            id="effective"
            value={draft.effectiveFrom}
            from={today}
            onChange={(day) => day && onChange({ effectiveFrom: day })}
          />
        </Labelled>
        <Labelled
          id="title"
          label={m["policy.title"]()}
          hint={m["policy.title.hint"]()}
          error={faults.get("title.zh")}
        >
          <Input
            id="title"
            value={title.zh}
            maxLength={80}
            onChange={(event) => onChange({ title: { zh: event.target.value, en: title.en } })}
          />
        </Labelled>
        <Labelled id="titleEn" label={m["policy.titleEn"]()} isOptional>
          <Input
            id="titleEn"
            value={title.en}
            maxLength={120}
            onChange={(event) => onChange({ title: { zh: title.zh, en: event.target.value } })}
          />
        </Labelled>
      </div>
    </Card>
  );
}

function Faults({ faults }: { faults: ReadonlyMap<string, string> }) {
  if (faults.size === 0) return null;
  return (
    <div className="lf-note lf-note-wrong" role="alert">
      <strong>{m["web.form.wrong"]({ count: faults.size })}</strong>
      <ul>
        {[...new Set(faults.values())].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

/** A preview belongs to the very rules and day it was asked for. */
function useEffectOf(draft: PolicyDraft) {
  const asked = JSON.stringify([draft.rules, draft.effectiveFrom]);
  const preview = useMutation({
    mutationFn: async () => ({
      asked,
      effect: await client.screening.previewPolicy({
        rules: draft.rules,
        fromDay: draft.effectiveFrom,
      }),
    }),
  });
  const effect: Effect | undefined =
    preview.data?.asked === asked ? preview.data.effect : undefined;
  return { effect, preview };
}

function Enact({
  draft,
  effect,
  onDone,
}: {
  draft: PolicyDraft;
  effect: Effect;
  onDone: () => void;
}) {
  const enact = useCommand(api.policy.enact);
  const navigate = useNavigate();
  const dates = useDates();
  const confirm = async () => {
    const answer = await enact.send(draft);
    if (!answer) return undefined;
    flushSync(onDone);
    tell(m["policy.enacted"]());
    await navigate({ to: "/settings/policy", search: { version: answer.versionId } });
    return answer;
  };
  return (
    <ConfirmButton
      kind="primary"
      isDanger={false}
      command={enact}
      question={m["policy.enact.question"]({ day: dates.dayInFull(draft.effectiveFrom) })}
      consequence={
        <>
          <p>{effectText(effect)}</p>
          <p className="lf-muted">{m["policy.enact.text"]()}</p>
        </>
      }
      onConfirm={confirm}
    >
      {m["policy.enact"]()}
    </ConfirmButton>
  );
}

function EditPolicy({ version, versions }: { version: Version; versions: readonly Version[] }) {
  const today = useToday();
  const [initial] = useState(() => draftFrom(version, today));
  const [draft, setDraft] = useCarriedState<PolicyDraft>("policy-new", initial);
  const [isDone, setDone] = useState(false);
  const [wasTried, setTried] = useState(false);
  const { effect, preview } = useEffectOf(draft);
  const faults = faultsOf(
    draft,
    today,
    versions.map(({ effectiveFrom }) => effectiveFrom),
  );
  const said = wasTried ? faults : new Map<string, string>();
  const change = (part: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...part }));
  const changeRules = (part: Partial<Rules>) => change({ rules: { ...draft.rules, ...part } });
  const look = () => {
    setTried(true);
    if (faults.size === 0) preview.mutate();
  };
  const isDirty = !isDone && JSON.stringify(draft) !== JSON.stringify(initial);
  return (
    <div className="lf-detail-main">
      <LeaveGuard isDirty={isDirty} />
      <Faults faults={said} />
      <Head draft={draft} faults={said} onChange={change} />
      <Card title={m["policy.regions"]({ count: draft.rules.riskRegions.length })}>
        <EditRegions
          regions={draft.rules.riskRegions}
          faults={said}
          onChange={(riskRegions) => changeRules({ riskRegions })}
        />
      </Card>
      <Card title={m["policy.assessment.days"]()}>
        <EditAssessment
          rules={draft.rules.assessment}
          faults={said}
          onChange={(assessment) => changeRules({ assessment })}
        />
      </Card>
      <Card title={m["policy.readings"]()}>
        <EditReadings
          readings={draft.rules.readings}
          faults={said}
          onChange={(readings) => changeRules({ readings })}
        />
      </Card>
      {draft.rules.duties.length > 0 ? (
        <Card title={m["policy.duties"]()}>
          <EditDuties
            duties={draft.rules.duties}
            faults={said}
            onChange={(duties) => changeRules({ duties })}
          />
        </Card>
      ) : null}
      <Card title={m["policy.checkpoint"]()}>
        <EditCheckpoint
          demands={draft.rules.checkpoint}
          feverCelsius={draft.rules.readings.feverCelsius}
          faults={said}
          onChange={(checkpoint) => changeRules({ checkpoint })}
        />
      </Card>
      <Card title={m["policy.effect"]()}>
        {effect ? <EffectView effect={effect} /> : <Note>{m["policy.effect.intro"]()}</Note>}
        {preview.error ? <ProblemNote problem={shown(preview.error)} /> : null}
        <Faults faults={said} />
        <div className="lf-foot">
          <Button
            type={effect ? "default" : "primary"}
            loading={preview.isPending}
            disabled={effect !== undefined}
            onClick={look}
          >
            {m["policy.preview"]()}
          </Button>
          {effect ? <Enact draft={draft} effect={effect} onDone={() => setDone(true)} /> : null}
        </div>
      </Card>
    </div>
  );
}

/** Changing the rules: put together, looked at for its effect, enacted. */
export function NewPolicyPage() {
  const { answer, versions, inForceId } = useVersions();
  const { from } = useFilters();
  const version =
    versions.find(({ versionId }) => versionId === (from ?? inForceId)) ?? versions[0];
  return (
    <div className="lf-page">
      <PageHead
        title={m["policy.change"]()}
        back={{ to: "/settings/policy", label: m["policy.policy"]() }}
        intro={m["policy.change.intro"]()}
      />
      {answer.error ? (
        <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
      ) : version ? (
        <EditPolicy key={version.versionId} version={version} versions={versions} />
      ) : (
        <CardLines count={10} />
      )}
    </div>
  );
}
