import { PremisesKind, usualPremises } from "@lianfang/core/policy/premises-kinds.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, InputNumber, Select } from "antd";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { textOf } from "../kernel/locale.ts";
import type { Rules } from "./draft.ts";
import { premisesKinds } from "./premises-kinds.ts";
import { dutyLabels, targetLabels } from "./words.ts";

type Duties = Rules["duties"];
type Duty = Duties[number];

interface EditDutiesProps {
  duties: Duties;
  faults: ReadonlyMap<string, string>;
  onChange: (duties: Duties) => void;
}

/** How often what is owed, and which premises it is about. */
export function EditDuties({ duties, faults, onChange }: EditDutiesProps) {
  return (
    <>
      <p className="lf-muted">{m["policy.duties.intro"]()}</p>
      <ul className="lf-policy-rows">
        {duties.map((duty, at) =>
          isReading(duty) ? null : (
            <DutyRow
              key={duty.id}
              duty={duty}
              fault={(field) => faults.get(`duties.${at}.${field}`)}
              onChange={(changed) => onChange(duties.map((one) => (one === duty ? changed : one)))}
            />
          ),
        )}
      </ul>
    </>
  );
}

/** How often temperatures are owed is said by their windows. */
const isReading = ({ duty, target }: Duty): boolean =>
  duty === "temperature" && target === "observed-person";

interface DutyRowProps {
  duty: Duty;
  fault: (field: "perDay" | "premises") => string | undefined;
  onChange: (duty: Duty) => void;
}

function DutyRow({ duty, fault, onChange }: DutyRowProps) {
  const { id, perDay, premises, ...rest } = duty;
  const usual = usualPremises[duty.target];
  const change = (changes: Pick<Duty, "perDay" | "premises">) =>
    onChange({ ...rest, id, ...set({ perDay, premises, ...changes }) });
  return (
    <li>
      <div className="lf-rules-head">
        <strong>{dutyLabels[duty.duty]()}</strong>
        <span>{duty.targetText ? textOf(duty.targetText) : targetLabels[duty.target]()}</span>
      </div>
      <div className="lf-policy-duty">
        <Labelled
          id={`${id}-times`}
          label={m["policy.duties.times"]()}
          hint={
            duty.duty === "door-knock"
              ? m["policy.duties.times.once"]()
              : m["policy.duties.times.hint"]()
          }
          error={fault("perDay")}
          isOptional
        >
          <InputNumber
            id={`${id}-times`}
            value={perDay ?? null}
            min={1}
            max={48}
            precision={0}
            onChange={(times) => change({ perDay: times ?? undefined })}
          />
        </Labelled>
        {usual ? (
          <Labelled
            id={`${id}-premises`}
            label={m["policy.duties.premises"]()}
            hint={premises ? undefined : m["policy.duties.premises.usual"]()}
            error={fault("premises")}
          >
            <Select<PremisesKind[]>
              id={`${id}-premises`}
              mode="multiple"
              value={[...(premises ?? usual)]}
              options={PremisesKind.options.map((value) => ({
                value,
                label: premisesKinds[value](),
              }))}
              showSearch={{ optionFilterProp: "label" }}
              onChange={(kinds) => change({ premises: kinds })}
            />
            {premises ? (
              <Button size="small" type="link" onClick={() => change({ premises: undefined })}>
                {m["policy.duties.premises.reset"]()}
              </Button>
            ) : null}
          </Labelled>
        ) : null}
      </div>
    </li>
  );
}

/** What is undefined is left out, as rules are written. */
function set(fields: Pick<Duty, "perDay" | "premises">): Pick<Duty, "perDay" | "premises"> {
  const { perDay, premises } = fields;
  return { ...(perDay !== undefined && { perDay }), ...(premises && { premises }) };
}
