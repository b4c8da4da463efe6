import { m } from "@lianfang/messages/messages.js";
import { InputNumber } from "antd";
import { Labelled } from "../kernel/kit/labelled.tsx";
import type { Rule } from "./draft.ts";
import { whomText } from "./rule-text.ts";
import { measureLabels } from "./words.ts";

interface RowProps {
  rule: Rule;
  at: number;
  faults: ReadonlyMap<string, string>;
  onChange: (rule: Rule) => void;
}

function DaysInput(props: {
  id: string;
  label: string;
  value: number;
  error: string | undefined;
  onChange: (days: number) => void;
}) {
  return (
    <Labelled id={props.id} label={props.label} error={props.error}>
      <InputNumber
        id={props.id}
        value={props.value}
        min={1}
        max={60}
        precision={0}
        suffix={m["policy.days"]()}
        onChange={(days) => days !== null && props.onChange(days)}
      />
    </Labelled>
  );
}

function RuleRow({ rule, at, faults, onChange }: RowProps) {
  const { followOn } = rule;
  const whole = faults.get(`assessment.${at}`);
  return (
    <div className="lf-policy-rule">
      <div>
        <strong>
          {at + 1}. {whomText(rule.when)}
        </strong>
        {rule.measure === "none" ? <div className="lf-muted">{measureLabels.none()}</div> : null}
        {whole ? <div className="lf-field-error">{whole}</div> : null}
      </div>
      {rule.measure === "none" ? null : (
        <DaysInput
          id={`rule-${rule.id}`}
          label={measureLabels[rule.measure]()}
          value={rule.days}
          error={faults.get(`assessment.${at}.days`)}
          onChange={(days) => onChange({ ...rule, days })}
        />
      )}
      {followOn ? (
        <DaysInput
          id={`rule-${rule.id}-then`}
          label={m["policy.thenMeasure"]({ measure: measureLabels[followOn.measure]() })}
          value={followOn.days}
          error={faults.get(`assessment.${at}.followOn.days`)}
          onChange={(days) => onChange({ ...rule, followOn: { ...followOn, days } })}
        />
      ) : null}
    </div>
  );
}

interface EditAssessmentProps {
  rules: readonly Rule[];
  faults: ReadonlyMap<string, string>;
  onChange: (rules: Rule[]) => void;
}

/** How long each measure lasts. */
export function EditAssessment({ rules, faults, onChange }: EditAssessmentProps) {
  return (
    <>
      {rules.map((rule, at) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          at={at}
          faults={faults}
          onChange={(next) => onChange(rules.map((one, index) => (index === at ? next : one)))}
        />
      ))}
    </>
  );
}
