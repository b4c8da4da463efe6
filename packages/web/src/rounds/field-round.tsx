/** A round made at a door or a place, without a network: what was done, looked at, asked and found. */
import type { PulledRule, PulledTarget } from "@lianfang/core/rounds/pulled.ts";
import { longestRemark, type RoundOutcome } from "@lianfang/core/rounds/record.ts";
import { isVisited, type RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import { m } from "@lianfang/messages/messages.js";
import { type FormEvent, useState } from "react";
import { useDates, useToday } from "../kernel/field/clock.ts";
import { useDraft } from "../kernel/field/draft.ts";
import { Button } from "../kernel/field/parts/button.tsx";
import { Choices, LongTextBox, TextBox, Ticks } from "../kernel/field/parts/fields.tsx";
import { Empty, Note } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { type OutboxEntry, useMe, useOutbox } from "../kernel/field/phone.ts";
import { RecordNotes, useSaving } from "../kernel/field/record.tsx";
import { goBack } from "../kernel/field/router.tsx";
import { areaOf, listed, textOf } from "../kernel/locale.ts";
import { dutyLabels } from "../policy/words.ts";
import {
  type Asked,
  askedIn,
  doneAtOf,
  initialOf,
  isFaulty,
  isRight,
  type Problems,
  problemsOf,
  type Recorded,
  recordedIn,
  saidOf,
  unmetIn,
  type Values,
} from "./field-form.ts";
import { recordPatrol, recordVisit, useOwedRounds, useRule, useTargets } from "./field-owed.ts";

interface RoundScreenProps {
  params: Readonly<Record<string, string>>;
}

export function RoundScreen({ params }: RoundScreenProps) {
  const { targetId = "", ruleId = "", recordId } = params;
  const target = useTargets().find((each) => each.targetId === targetId);
  const rule = useRule(ruleId);
  const entry = useOutbox().find(({ id }) => id === recordId);
  const record = recordedIn(entry?.input);
  const targetKind = record?.targetKind ?? target?.targetKind;
  if (!targetKind || (!rule && !record)) {
    return (
      <Screen title={m["rounds.title"]()} back="/today">
        <Empty title={m["rounds.field.gone"]()} text={m["rounds.field.gone.text"]()} />
      </Screen>
    );
  }
  const about = { ruleId, targetKind, targetId };
  return (
    <RoundForm
      key={recordId ?? `${targetId} ${ruleId}`}
      {...{ about, target, rule, entry, record }}
    />
  );
}

interface RoundFormProps {
  about: { ruleId: string; targetKind: RoundTargetKind; targetId: string };
  /** Absent when it is no longer held, while a record about it waits to be mended. */
  target: PulledTarget | undefined;
  rule: PulledRule | undefined;
  /** The record to be mended. */
  entry: OutboxEntry | undefined;
  record: Recorded | undefined;
}

function RoundForm({ about, target, rule, entry, record }: RoundFormProps) {
  const { timeZone } = useMe().town;
  const today = useToday();
  const { ruleId, targetId, targetKind } = about;
  const draft = `round:${entry?.id ?? `${targetId} ${ruleId} ${today}`}`;
  const { values, change, clear, isReady } = useDraft<Values>(draft, initialOf(record, timeZone));
  const [isTried, setTried] = useState(false);
  const saving = useSaving(isVisited(targetKind) ? recordVisit : recordPatrol, entry);
  const asked: Asked = record
    ? askedIn(record)
    : { checklist: rule?.checklist ?? [], questions: rule?.asks ?? [] };
  const moment = { made: record?.doneAt, timeZone };
  const problems = problemsOf(values, asked, doneAtOf(values, moment));
  const shown: Problems = isTried ? problems : { answers: {} };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isRight(problems)) return;
    const said = saidOf(values, asked, doneAtOf(values, moment));
    if (!(await saving.save({ ...about, ...said }))) return;
    await clear();
    const isDone = values.outcome === "done";
    tell(isDone ? m["rounds.field.saved"]() : m["rounds.field.savedNotMet"]());
    goBack("/today");
  };
  if (!isReady) return null;
  return (
    <Screen
      title={target?.name ?? m["rounds.field.unknown"]()}
      back="/today"
      foot={
        <Button type="submit" form="round" kind="main" isBusy={saving.isBusy}>
          {m["web.save"]()}
        </Button>
      }
    >
      <About target={target} rule={rule} />
      <RecordNotes problem={entry?.problem} isFull={saving.isFull} />
      <form id="round" className="lf-f-form" noValidate onSubmit={(event) => void save(event)}>
        <Outcome targetKind={targetKind} values={values} change={change} />
        {values.outcome === "done" ? (
          <Looked {...{ asked, values, change, rule }} problems={shown} />
        ) : null}
        <LongTextBox
          label={m["rounds.note"]()}
          maxLength={longestRemark}
          value={values.note}
          onText={(note) => change({ note })}
        />
        <TextBox
          label={m["rounds.doneAt"]()}
          type="time"
          value={values.time}
          onText={(time) => change({ time })}
          hint={m["rounds.field.time.hint"]()}
          error={shown.time}
        />
      </form>
    </Screen>
  );
}

function About({ target, rule }: Pick<RoundFormProps, "target" | "rule">) {
  const dates = useDates();
  const owed = useOwedRounds().find(
    (each) => each.target.targetId === target?.targetId && each.rule.ruleId === rule?.ruleId,
  );
  const lines = [
    rule && [dutyLabels[rule.duty](), rule.targetText && textOf(rule.targetText)],
    target && [areaOf(target), target.place],
    owed && [
      rule?.onceSince
        ? m["rounds.field.progressOnce"]()
        : m["rounds.field.progress"]({ done: owed.done, times: owed.times }),
      owed.lastAt && m["rounds.field.lastAt"]({ at: dates.instant(owed.lastAt) }),
      owed.notMetAt && m["rounds.field.notMetAt"]({ at: dates.instant(owed.notMetAt) }),
    ],
    rule && rule.windows.length > 0
      ? [m["rounds.field.when"]({ when: listed(rule.windows.map(textOf)) })]
      : undefined,
    rule && rule.what.length > 0
      ? [m["rounds.field.what"]({ what: listed(rule.what.map(textOf)) })]
      : undefined,
  ];
  const said = lines.flatMap((line) => line?.filter(Boolean).join(" · ") || []);
  return (
    <div className="lf-f-about">
      {said.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

interface PartProps {
  values: Values;
  change: (changes: Partial<Values>) => void;
}

/** Somebody may be out, a shop may be shut; a village and a checkpoint are always there. */
function Outcome({ targetKind, values, change }: PartProps & { targetKind: RoundTargetKind }) {
  if (targetKind === "area" || targetKind === "checkpoint") return null;
  const notMet = isVisited(targetKind) ? m["rounds.outcome.notMet"]() : m["rounds.outcome.shut"]();
  const choices: { value: RoundOutcome; label: string }[] = [
    { value: "done", label: m["rounds.outcome.done"]() },
    { value: "not-met", label: notMet },
  ];
  return (
    <Choices
      label={m["rounds.done"]()}
      choices={choices}
      value={values.outcome}
      onChoose={(outcome) => change({ outcome })}
    />
  );
}

interface LookedProps extends PartProps {
  asked: Asked;
  rule: PulledRule | undefined;
  problems: Problems;
}

function Looked({ asked, values, change, rule, problems }: LookedProps) {
  const unmet = unmetIn(values, asked);
  const yesNo = [
    { value: "no" as const, label: m["rounds.no"]() },
    { value: "yes" as const, label: m["rounds.yes"]() },
  ];
  return (
    <>
      {asked.questions.map((question, at) => (
        <Choices
          key={question.zh}
          label={textOf(question)}
          choices={yesNo}
          value={values.answers[at]}
          onChoose={(answer) => change({ answers: { ...values.answers, [at]: answer } })}
          error={problems.answers[at]}
        />
      ))}
      {asked.checklist.length > 0 ? (
        <Ticks
          label={m["rounds.checks"]()}
          choices={asked.checklist.map((item, at) => ({ value: String(at), label: textOf(item) }))}
          values={values.met}
          onChange={(met) => change({ met })}
          hint={unmet > 0 ? m["rounds.field.unmet"]({ count: unmet }) : undefined}
        />
      ) : null}
      {unmet === 0 ? (
        <Choices
          label={m["rounds.field.found"]()}
          choices={[
            { value: "no", label: m["rounds.field.found.no"]() },
            { value: "yes", label: m["rounds.field.found.yes"]() },
          ]}
          value={values.found}
          onChoose={(found) => change({ found })}
        />
      ) : null}
      {isFaulty(values, asked) ? (
        <>
          {rule?.onFailure ? (
            <Note tone="amber">
              {m["rounds.field.onFailure"]({ what: textOf(rule.onFailure) })}
            </Note>
          ) : null}
          <LongTextBox
            label={m["rounds.finding"]()}
            rows={3}
            maxLength={longestRemark}
            value={values.finding}
            onText={(finding) => change({ finding })}
            error={problems.finding}
          />
        </>
      ) : null}
    </>
  );
}
