/** A vehicle or boat: its plate, each person in it by turns, and those who are only counted. */
import type { Outcome } from "@lianfang/core/checkpoints/decision.ts";
import { m } from "@lianfang/messages/messages.js";
import { TextBox } from "../kernel/field/parts/fields.tsx";
import { nextAtEnter, useFocusAt } from "../kernel/field/parts/next-box.ts";
import { outcomeSigns } from "./field-decision.tsx";
import type { Fault, TypedCrossing } from "./field-form.ts";
import { outcomes as outcomeWords } from "./words.ts";

interface InVehicleProps {
  typed: TypedCrossing;
  outcomes: readonly Outcome[];
  faults: readonly Fault[];
  onChange: (typed: TypedCrossing) => void;
  onOneMore: () => void;
  /** Each time it is another the plate is asked. */
  turn: number;
}

const plateFault = (plate: string): string =>
  plate.trim() === ""
    ? m["checkpoints.field.plate.missing"]()
    : `${m["problem.checkpoints.plateWrong"]()}${m["problem.checkpoints.plateWrong.mend"]()}`;

const mostInside = 60;
const mostOthers = 200;

export function InVehicle(props: InVehicleProps) {
  const { typed, outcomes, faults, onChange, onOneMore, turn } = props;
  const first = useFocusAt(turn);
  const { subject, plate, others, people, at } = typed;
  return (
    <>
      <div ref={first}>
        <TextBox
          enterKeyHint="next"
          onKeyDown={nextAtEnter}
          label={subject === "boat" ? m["checkpoints.field.boat"]() : m["checkpoints.plate"]()}
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={20}
          value={plate}
          onText={(text) => onChange({ ...typed, plate: text })}
          error={faults.includes("plate") ? plateFault(plate) : undefined}
        />
      </div>
      <fieldset className="lf-f-field">
        <legend>{m["checkpoints.field.inside"]()}</legend>
        <div className="lf-post-people">
          {people.map((person, nth) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: people in a car have no other order
              key={nth}
              type="button"
              aria-pressed={nth === at}
              onClick={() => onChange({ ...typed, at: nth })}
            >
              <span aria-hidden>{outcomeSigns[outcomes[nth] ?? "refuse"]}</span>
              {person.name || m["checkpoints.field.nth"]({ number: nth + 1 })}
              <span className="lf-f-sr-only">{outcomeWords[outcomes[nth] ?? "refuse"]()}</span>
            </button>
          ))}
          {people.length < mostInside ? (
            <button type="button" onClick={onOneMore}>
              + {m["checkpoints.field.onePerson"]()}
            </button>
          ) : null}
        </div>
      </fieldset>
      <fieldset className="lf-f-field">
        <legend>{m["checkpoints.others"]()}</legend>
        <div className="lf-post-counter">
          <button
            type="button"
            aria-label={m["checkpoints.field.fewer"]()}
            disabled={others === 0}
            onClick={() => onChange({ ...typed, others: others - 1 })}
          >
            −
          </button>
          <output>{others}</output>
          <button
            type="button"
            aria-label={m["checkpoints.field.more"]()}
            disabled={others === mostOthers}
            onClick={() => onChange({ ...typed, others: others + 1 })}
          >
            +
          </button>
        </div>
      </fieldset>
    </>
  );
}
