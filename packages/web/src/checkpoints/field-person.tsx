/** Ask, measure, register (问测登): only what the rules in force ask for is asked. */
import { regionsOf } from "@lianfang/core/policy/rules.ts";
import type { CheckpointDemands } from "@lianfang/core/policy/rules-data.ts";
import { m } from "@lianfang/messages/messages.js";
import { Choices, PickBox, TextBox, Ticks } from "../kernel/field/parts/fields.tsx";
import { nameOf, textOf } from "../kernel/locale.ts";
import { CelsiusBox } from "../observation/celsius-box.tsx";
import type { Fault, TypedPerson } from "./field-form.ts";
import type { Judged, Kit } from "./field-kit.ts";
import { Step } from "./field-step.tsx";
import { healthCodes, testOutcomes } from "./words.ts";

interface StepProps {
  person: TypedPerson;
  onChange: (changes: Partial<TypedPerson>) => void;
}

interface AskStepProps extends StepProps {
  decision: Judged;
  kit: Kit;
}

export function AskStep({ person, decision, kit, onChange }: AskStepProps) {
  const { checkpoint: demands } = kit.rules;
  const isOurs = decision.pass?.is === "valid";
  const asksResidence = !isOurs && (demands.outsiders ?? "admit") !== "admit";
  if (!asksResidence && demands.purposes.length === 0) return null;
  return (
    <Step step="ask">
      {asksResidence ? (
        <Choices
          label={m["checkpoints.resident"]()}
          choices={[
            { value: "resident", label: m["checkpoints.resident.yes"]() },
            { value: "outsider", label: m["checkpoints.resident.no"]() },
          ]}
          value={person.residence || undefined}
          onChoose={(residence) => onChange({ residence })}
        />
      ) : null}
      {person.residence === "outsider" && !isOurs ? (
        <Origin person={person} kit={kit} onChange={onChange} />
      ) : null}
      {demands.purposes.length > 0 ? (
        <Choices
          label={m["checkpoints.purpose"]()}
          choices={[
            ...demands.purposes.map((purpose) => ({ value: purpose.zh, label: textOf(purpose) })),
            { value: otherPurpose, label: m["checkpoints.purpose.other"]() },
          ]}
          value={person.purpose || undefined}
          onChoose={(purpose) => onChange({ purpose })}
        />
      ) : null}
    </Step>
  );
}

/** As the desk writes it down, in either language. */
const otherPurpose = "其他";

function Origin({ person, kit, onChange }: StepProps & { kit: Kit }) {
  const { riskRegions, day } = kit.rules;
  const regions = riskRegions.filter(
    (region) =>
      region.level !== "low" && regionsOf(region.divisionCode, day, riskRegions).includes(region),
  );
  if (regions.length === 0) return null;
  return (
    <PickBox
      label={m["checkpoints.field.origin"]()}
      choices={[
        { value: "", label: m["checkpoints.field.origin.none"]() },
        ...regions.map((region) => ({ value: region.divisionCode, label: nameOf(region) })),
      ]}
      value={person.origin}
      onPick={(origin) => onChange({ origin })}
    />
  );
}

interface MeasureStepProps extends StepProps {
  demands: CheckpointDemands;
  faults: readonly Fault[];
  /** Each time it is another the temperature is asked. */
  turn: number;
}

type Seen = "mask" | "symptoms" | "venue";

export function MeasureStep({ person, demands, faults, turn, onChange }: MeasureStepProps) {
  const seen: Seen[] = [
    ...(person.hasMask ? (["mask"] as const) : []),
    ...(person.hasSymptoms ? (["symptoms"] as const) : []),
    ...(person.hasScannedVenueCode ? (["venue"] as const) : []),
  ];
  return (
    <Step step="measure">
      <CelsiusBox
        label={m["checkpoints.celsius"]()}
        turn={turn}
        hasNext
        value={person.celsius}
        onText={(celsius) => onChange({ celsius })}
        error={faults.includes("celsius") ? m["checkpoints.field.celsius.wrong"]() : undefined}
      />
      <Ticks
        label={m["checkpoints.field.seen"]()}
        choices={[
          { value: "mask" as Seen, label: m["checkpoints.field.mask"]() },
          { value: "symptoms" as Seen, label: m["checkpoints.symptoms.some"]() },
          ...(demands.venueCode
            ? [{ value: "venue" as Seen, label: m["checkpoints.field.venue"]() }]
            : []),
        ]}
        values={seen}
        onChange={(values) =>
          onChange({
            hasMask: values.includes("mask"),
            hasSymptoms: values.includes("symptoms"),
            hasScannedVenueCode: values.includes("venue"),
          })
        }
      />
      {demands.healthCode ? (
        <Choices
          label={m["checkpoints.code"]()}
          choices={(["green", "amber", "red"] as const).map((value) => ({
            value,
            label: healthCodes[value](),
          }))}
          value={person.healthCode || undefined}
          onChoose={(healthCode) => onChange({ healthCode })}
        />
      ) : null}
      {demands.testWithinHours ? (
        <>
          <TextBox
            label={m["checkpoints.testHours"]()}
            hint={m["checkpoints.testHours.hint"]({ hours: demands.testWithinHours })}
            unit={m["checkpoints.hoursUnit"]()}
            inputMode="decimal"
            autoComplete="off"
            value={person.testHours}
            onText={(testHours) => onChange({ testHours })}
            error={
              faults.includes("testHours") ? m["checkpoints.field.testHours.wrong"]() : undefined
            }
          />
          {person.testHours === "" ? null : (
            <Choices
              label={m["checkpoints.field.testResult"]()}
              choices={(["negative", "positive", "pending"] as const).map((value) => ({
                value,
                label: testOutcomes[value](),
              }))}
              value={person.testResult}
              onChoose={(testResult) => onChange({ testResult })}
            />
          )}
        </>
      ) : null}
    </Step>
  );
}

export function RegisterStep({
  person,
  faults,
  onChange,
}: StepProps & { faults: readonly Fault[] }) {
  const asksMore = person.residence === "outsider";
  return (
    <Step step="register">
      <TextBox
        label={m["checkpoints.person"]()}
        autoComplete="off"
        maxLength={40}
        value={person.name}
        onText={(name) => onChange({ name })}
      />
      <TextBox
        label={m["registry.identityNumber"]()}
        hint={m["checkpoints.field.identity.hint"]()}
        autoComplete="off"
        maxLength={20}
        value={person.identity}
        onText={(identity) => onChange({ identity })}
        error={
          faults.includes("identity") ? m["problem.checkpoints.identityNumberWrong"]() : undefined
        }
      />
      {asksMore ? (
        <TextBox
          label={m["registry.phone"]()}
          type="tel"
          autoComplete="off"
          maxLength={20}
          value={person.phone}
          onText={(phone) => onChange({ phone })}
          error={faults.includes("phone") ? m["kernel.field.wrongForm"]() : undefined}
        />
      ) : null}
    </Step>
  );
}
