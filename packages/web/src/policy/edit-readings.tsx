import { m } from "@lianfang/messages/messages.js";
import { Button, Input, InputNumber } from "antd";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { timeFrom } from "../kernel/kit/time-text.ts";
import type { Rules } from "./draft.ts";

type Readings = Rules["readings"];
type Window = Readings["windows"][number];

interface EditReadingsProps {
  readings: Readings;
  faults: ReadonlyMap<string, string>;
  onChange: (readings: Readings) => void;
}

function freeId(windows: readonly Window[]): string {
  const taken = new Set(windows.map(({ id }) => id));
  const numbers = Array.from({ length: windows.length + 1 }, (_, at) => `window-${at + 1}`);
  return numbers.find((id) => !taken.has(id)) ?? "window";
}

function TimeInput(props: { id: string; value: string; onChange: (time: string) => void }) {
  return (
    <Input
      id={props.id}
      value={props.value}
      inputMode="numeric"
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={(event) => {
        const time = timeFrom(event.target.value);
        if (time) props.onChange(time);
      }}
    />
  );
}

interface EscalationInputProps extends EditReadingsProps {
  id: keyof Readings["escalation"];
  label: string;
}

/** After how many minutes an alert nobody has acted on goes to the next one up. */
function EscalationInput({ id, label, readings, faults, onChange }: EscalationInputProps) {
  return (
    <Labelled
      id={id}
      label={label}
      hint={m["policy.escalation.hint"]()}
      error={faults.get(`readings.escalation.${id}`)}
    >
      <InputNumber
        id={id}
        value={readings.escalation[id]}
        min={5}
        max={1440}
        step={15}
        suffix={m["policy.minutes"]()}
        onChange={(minutes) =>
          minutes !== null &&
          onChange({ ...readings, escalation: { ...readings.escalation, [id]: minutes } })
        }
      />
    </Labelled>
  );
}

/** The fever line and the windows in which readings are owed. */
export function EditReadings({ readings, faults, onChange }: EditReadingsProps) {
  const { windows } = readings;
  const changeAt = (at: number, change: Partial<Window>) =>
    onChange({
      ...readings,
      windows: windows.map((window, index) => (index === at ? { ...window, ...change } : window)),
    });
  const add = () =>
    onChange({ ...readings, windows: [...windows, { id: freeId(windows), from: "", to: "" }] });
  return (
    <>
      <div className="lf-policy-grid lf-policy-rows">
        <Labelled
          id="fever"
          label={m["policy.fever"]()}
          hint={m["policy.fever.hint"]()}
          error={faults.get("readings.feverCelsius")}
        >
          <InputNumber
            id="fever"
            value={readings.feverCelsius}
            step={0.1}
            min={36}
            max={39}
            suffix="℃"
            onChange={(feverCelsius) =>
              feverCelsius !== null && onChange({ ...readings, feverCelsius })
            }
          />
        </Labelled>
        <Labelled
          id="grace"
          label={m["policy.grace"]()}
          hint={m["policy.grace.hint"]()}
          error={faults.get("readings.graceMinutes")}
        >
          <InputNumber
            id="grace"
            value={readings.graceMinutes}
            min={0}
            max={720}
            step={15}
            suffix={m["policy.minutes"]()}
            onChange={(graceMinutes) =>
              graceMinutes !== null && onChange({ ...readings, graceMinutes })
            }
          />
        </Labelled>
        <EscalationInput
          id="unitLeadAfterMinutes"
          label={m["policy.escalation.unitLead"]()}
          readings={readings}
          faults={faults}
          onChange={onChange}
        />
        <EscalationInput
          id="directorAfterMinutes"
          label={m["policy.escalation.director"]()}
          readings={readings}
          faults={faults}
          onChange={onChange}
        />
      </div>
      <h3>{m["policy.windows"]()}</h3>
      <ul className="lf-policy-rows">
        {windows.map((window, at) => (
          <li key={window.id}>
            <div className="lf-policy-grid">
              <Labelled
                id={`${window.id}-from`}
                label={m["policy.window.from"]()}
                error={faults.get(`readings.windows.${at}.from`)}
              >
                <TimeInput
                  id={`${window.id}-from`}
                  value={window.from}
                  onChange={(from) => changeAt(at, { from })}
                />
              </Labelled>
              <Labelled
                id={`${window.id}-to`}
                label={m["policy.window.to"]()}
                error={
                  faults.get(`readings.windows.${at}.to`) ?? faults.get(`readings.windows.${at}`)
                }
              >
                <TimeInput
                  id={`${window.id}-to`}
                  value={window.to}
                  onChange={(to) => changeAt(at, { to })}
                />
              </Labelled>
            </div>
            {windows.length > 1 ? (
              <div>
                <Button
                  size="small"
                  onClick={() =>
                    onChange({ ...readings, windows: windows.filter((one) => one !== window) })
                  }
                >
                  {m["policy.window.remove"]()}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {windows.length < 6 ? <Button onClick={add}>{m["policy.window.add"]()}</Button> : null}
    </>
  );
}
