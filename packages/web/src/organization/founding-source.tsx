import type { FieldProblem } from "@lianfang/core/kernel/problems.ts";
import { readTownFileText } from "@lianfang/core/organization/town-file-problems.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useRef, useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { NumberField, RadioField, TextField } from "../kernel/kit/fields.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { Lines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { nameOf, textOf } from "../kernel/locale.ts";
import { type FoundingDraft, nothingToSend } from "./founding-draft.ts";
import { townFileText } from "./town-file-texts.ts";

export interface SourceStepProps {
  draft: FoundingDraft;
  onDone: (change: FoundingDraft) => void;
}

type Way = "preset" | "blank" | "file";

function Presets({ draft, onDone }: SourceStepProps) {
  const answer = useQuery(api.organization.presets.queryOptions({ input: {} }));
  if (answer.error) {
    return <Trouble error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (!answer.data) return <Lines count={6} />;
  const chosen = draft.source?.from === "preset" ? draft.source.presetId : undefined;
  return (
    <ul className="lf-choice-cards">
      {answer.data.presets.map((preset) => (
        <li key={preset.presetId}>
          <button
            type="button"
            aria-pressed={preset.presetId === chosen}
            onClick={() => onDone({ source: { from: "preset", presetId: preset.presetId } })}
          >
            <b>{nameOf(preset)}</b>
            <span className="lf-muted">
              {[preset.province, preset.county].filter(Boolean).join(" ")} ·{" "}
              {preset.era === "2020" ? m["organization.era.2020"]() : m["organization.era.2022"]()}
            </span>
            <span>{textOf(preset.model)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const blankSchema = z.object({
  name: z.string().trim().min(1).max(40),
  nameEn: z.string().trim().max(60).optional(),
  province: z.string().trim().max(40).optional(),
  county: z.string().trim().max(40).optional(),
  villages: z.number().int().min(1).max(200),
  era: z.enum(["2020", "2022"]),
});

function Blank({ draft, onDone }: SourceStepProps) {
  const before = draft.source?.from === "blank" ? draft.source : undefined;
  const form = useForm({
    name: "founding-blank",
    schema: blankSchema,
    initial: { villages: 10, era: "2022", ...before },
    command: nothingToSend,
    send: async (values) => values,
    onDone: (values) => onDone({ source: { from: "blank", ...values } }),
  });
  return (
    <Form form={form} send={m["organization.found.preview"]()} guards={false}>
      <TextField form={form} name="name" label={m["organization.town.name"]()} autoFocus />
      <TextField form={form} name="nameEn" label={m["organization.town.nameEn"]()} />
      <div className="lf-field-row">
        <TextField form={form} name="province" label={m["organization.province"]()} />
        <TextField form={form} name="county" label={m["organization.county"]()} />
      </div>
      <NumberField
        form={form}
        name="villages"
        label={m["organization.villages"]()}
        hint={m["organization.villages.hint"]()}
        min={1}
        max={200}
      />
      <RadioField
        form={form}
        name="era"
        label={m["organization.era"]()}
        hint={m["organization.era.hint"]()}
        choices={[
          { value: "2022", label: m["organization.era.2022"]() },
          { value: "2020", label: m["organization.era.2020"]() },
        ]}
      />
    </Form>
  );
}

/** What is wrong with a file, each line naming its field. */
export function FileProblems({ problems }: { problems: readonly FieldProblem[] }) {
  return (
    <div className="lf-note lf-note-wrong" role="alert">
      <strong>{m["organization.file.wrong"]({ count: problems.length })}</strong>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.code}`}>
            {problem.path ? <code>{problem.path}</code> : null} {townFileText(problem)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Upload({ draft, onDone }: SourceStepProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [name, setName] = useState(draft.fileName);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setName(file.name);
    const reading = readTownFileText(await file.text());
    setProblems(reading.ok ? [] : reading.problems);
    if (reading.ok) onDone({ source: { from: "file", file: reading.file }, fileName: file.name });
  };
  return (
    <div className="lf-form">
      <div className="lf-field">
        <label className="lf-field-label" htmlFor={id}>
          {m["organization.file"]()}
        </label>
        <input
          ref={input}
          id={id}
          type="file"
          accept=".json,application/json"
          className="lf-sr-only"
          onChange={(event) => {
            void read(event.target.files?.[0]);
            // The same file, mended, may be picked again.
            event.target.value = "";
          }}
        />
        <div className="lf-send">
          <Button onClick={() => input.current?.click()}>{m["organization.file.pick"]()}</Button>
          {name ? <span>{name}</span> : null}
        </div>
        <div className="lf-field-hint">{m["organization.file.hint"]()}</div>
      </div>
      {problems.length > 0 ? <FileProblems problems={problems} /> : null}
    </div>
  );
}

const ways: readonly { way: Way; label: () => string; text: () => string }[] = [
  {
    way: "preset",
    label: () => m["organization.found.preset"](),
    text: () => m["organization.found.preset.text"](),
  },
  {
    way: "blank",
    label: () => m["organization.found.blank"](),
    text: () => m["organization.found.blank.text"](),
  },
  {
    way: "file",
    label: () => m["organization.found.file"](),
    text: () => m["organization.found.file.text"](),
  },
];

/** A model town, a blank one, or a town file. */
export function SourceStep(props: SourceStepProps) {
  const [way, setWay] = useState<Way>(props.draft.source?.from ?? "preset");
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: three switches are no fieldset */}
      <div className="lf-ways" role="group" aria-label={m["organization.found.source"]()}>
        {ways.map((one) => (
          <button
            key={one.way}
            type="button"
            aria-pressed={one.way === way}
            onClick={() => setWay(one.way)}
          >
            <b>{one.label()}</b>
            <span className="lf-muted">{one.text()}</span>
          </button>
        ))}
      </div>
      {way === "preset" ? <Presets {...props} /> : null}
      {way === "blank" ? <Blank {...props} /> : null}
      {way === "file" ? <Upload {...props} /> : null}
    </>
  );
}
