import { OutsiderRule } from "@lianfang/core/policy/rules-data.ts";
import { m } from "@lianfang/messages/messages.js";
import { useMutation } from "@tanstack/react-query";
import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { client } from "../kernel/client.ts";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { Note, ProblemNote } from "../kernel/kit/problem-note.tsx";
import { shown } from "../kernel/problem.ts";
import type { Rules } from "./draft.ts";

type Demands = Rules["checkpoint"];

interface EditCheckpointProps {
  demands: Demands;
  feverCelsius: number;
  faults: ReadonlyMap<string, string>;
  onChange: (demands: Demands) => void;
}

const switches = [
  ["temperature", () => m["policy.demand.temperature"]()],
  ["registration", () => m["policy.demand.registration"]()],
  ["mask", () => m["policy.demand.mask"]()],
  ["pass", () => m["policy.demand.pass"]()],
  ["passWithIdentityCard", () => m["policy.demand.passWithCard"]()],
  ["healthCode", () => m["policy.demand.healthCode"]()],
  ["venueCode", () => m["policy.demand.venueCode"]()],
] as const;

const outsiderRules: Readonly<Record<OutsiderRule, () => string>> = {
  admit: () => m["policy.outsiders.admit"](),
  register: () => m["policy.outsiders.register"](),
  refuse: () => m["policy.outsiders.refuse"](),
};

/** What checkpoints ask of whoever wants to pass. */
export function EditCheckpoint(props: EditCheckpointProps) {
  const { demands, faults, onChange } = props;
  const change = (part: Partial<Demands>) => onChange({ ...demands, ...part });
  return (
    <>
      <Labelled id="demands" label={m["policy.demands"]()} isGroup>
        {/* biome-ignore lint/a11y/useSemanticElements: labelled by the field around it */}
        <div id="demands" role="group" aria-labelledby="demands-label">
          {switches.map(([name, label]) => (
            <Checkbox
              key={name}
              checked={demands[name] === true}
              disabled={name === "passWithIdentityCard" && !demands.pass}
              onChange={(event) => change({ [name]: event.target.checked })}
            >
              {label()}
            </Checkbox>
          ))}
        </div>
      </Labelled>
      <div className="lf-policy-grid lf-policy-rows">
        <Labelled
          id="testWithin"
          label={m["policy.testWithin"]()}
          hint={m["policy.testWithin.hint"]()}
          error={faults.get("checkpoint.testWithinHours")}
          isOptional
        >
          <InputNumber
            id="testWithin"
            value={demands.testWithinHours ?? null}
            min={1}
            max={168}
            suffix={m["policy.hours"]()}
            onChange={(hours) => change({ testWithinHours: hours ?? undefined })}
          />
        </Labelled>
        <Labelled
          id="outsiders"
          label={m["policy.outsiders"]()}
          hint={m["policy.outsiders.hint"]()}
        >
          <Select<OutsiderRule>
            id="outsiders"
            value={demands.outsiders ?? "admit"}
            options={OutsiderRule.options.map((value) => ({
              value,
              label: outsiderRules[value](),
            }))}
            onChange={(outsiders) => change({ outsiders })}
          />
        </Labelled>
        <Labelled
          id="everyDays"
          label={m["policy.householdEveryDays"]()}
          hint={m["policy.householdEveryDays.hint"]()}
          error={faults.get("checkpoint.householdEveryDays")}
          isOptional
        >
          <InputNumber
            id="everyDays"
            value={demands.householdEveryDays ?? null}
            min={1}
            max={14}
            suffix={m["policy.days"]()}
            onChange={(days) => change({ householdEveryDays: days ?? undefined })}
          />
        </Labelled>
      </div>
      <Purposes demands={demands} faults={faults} onChange={change} />
      <Effect demands={demands} feverCelsius={props.feverCelsius} />
    </>
  );
}

interface PurposesProps {
  demands: Demands;
  faults: ReadonlyMap<string, string>;
  onChange: (part: Partial<Demands>) => void;
}

function Purposes({ demands: { purposes }, faults, onChange }: PurposesProps) {
  return (
    <>
      <h3>{m["policy.purposesAllowed"]()}</h3>
      <ul className="lf-policy-rows">
        {purposes.map((purpose, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a purpose has no name but its text
          <li key={at}>
            <div className="lf-policy-grid">
              <Labelled
                id={`purpose-${at}`}
                label={m["policy.purpose.zh"]()}
                error={faults.get(`checkpoint.purposes.${at}.zh`)}
              >
                <Input
                  id={`purpose-${at}`}
                  value={purpose.zh}
                  onChange={(event) =>
                    onChange({
                      purposes: purposes.with(at, { ...purpose, zh: event.target.value }),
                    })
                  }
                />
              </Labelled>
              <Labelled
                id={`purpose-en-${at}`}
                label={m["policy.purpose.en"]()}
                error={faults.get(`checkpoint.purposes.${at}.en`)}
              >
                <Input
                  id={`purpose-en-${at}`}
                  value={purpose.en}
                  onChange={(event) =>
                    onChange({
                      purposes: purposes.with(at, { ...purpose, en: event.target.value }),
                    })
                  }
                />
              </Labelled>
            </div>
            <Button size="small" onClick={() => onChange({ purposes: purposes.toSpliced(at, 1) })}>
              {m["policy.purpose.remove"]()}
            </Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => onChange({ purposes: [...purposes, { zh: "", en: "" }] })}>
        {m["policy.purpose.add"]()}
      </Button>
    </>
  );
}

/** How the last day's crossings would have fared. */
function Effect({ demands, feverCelsius }: { demands: Demands; feverCelsius: number }) {
  const asked = JSON.stringify([demands, feverCelsius]);
  const preview = useMutation({
    mutationFn: async () => ({
      asked,
      effect: await client.checkpoints.previewDemands({ demands, feverCelsius }),
    }),
  });
  const effect = preview.data?.asked === asked ? preview.data.effect : undefined;
  return (
    <div className="lf-foot">
      <Button loading={preview.isPending} onClick={() => preview.mutate()}>
        {m["policy.demands.preview"]()}
      </Button>
      {effect ? <Note>{m["policy.demands.effect"](effect)}</Note> : null}
      {preview.error ? <ProblemNote problem={shown(preview.error)} /> : null}
    </div>
  );
}
