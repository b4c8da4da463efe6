/** Whom a directive goes to: units by their kind, with how many people of each can confirm it. */
import type { Recipient } from "@lianfang/core/directives/issuing-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { Field } from "../kernel/kit/field.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { Note } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { listed, nameOf } from "../kernel/locale.ts";
import { unitKindLabels } from "../organization/unit-kinds.ts";
import type { directiveForm } from "./directive-form.ts";
import "./directives.css";

interface RecipientsFieldProps {
  form: FormHandle<typeof directiveForm>;
  units: readonly Recipient[];
}

export function RecipientsField({ form, units }: RecipientsFieldProps) {
  return (
    <Field form={form} name="unitIds" label={m["directives.recipients.units"]()} isGroup>
      {({ id, value = [], onChange }) => (
        <>
          <section
            id={id}
            className="lf-directive-recipients"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
            tabIndex={0}
            aria-labelledby={`${id}-label`}
          >
            {[...Map.groupBy(units, ({ kind }) => kind)].map(([kind, those]) => (
              <Kind key={kind} kind={kind} units={those} chosen={value} onChange={onChange} />
            ))}
          </section>
          <Reach units={units.filter(({ unitId }) => value.includes(unitId))} onLeave={onChange} />
        </>
      )}
    </Field>
  );
}

interface KindProps {
  kind: Recipient["kind"];
  units: readonly Recipient[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** So few stand there at once; more are asked for. */
const fewUnits = 8;

function Kind({ kind, units, chosen, onChange }: KindProps) {
  const [isOpen, setOpen] = useState(units.length <= fewUnits);
  const own = units.map(({ unitId }) => unitId);
  const ticked = own.filter((unitId) => chosen.includes(unitId));
  const others = chosen.filter((unitId) => !own.includes(unitId));
  return (
    <div className="lf-directive-kind">
      <div className="lf-directive-kind-head">
        <Checkbox
          checked={ticked.length === own.length}
          indeterminate={ticked.length > 0 && ticked.length < own.length}
          onChange={({ target }) => onChange(target.checked ? [...others, ...own] : others)}
        >
          <b>{unitKindLabels[kind]()}</b> {ticked.length}/{own.length}
        </Checkbox>
        <Button type="link" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? m["directives.recipients.close"]() : m["directives.recipients.open"]()}
        </Button>
      </div>
      {isOpen ? <Units units={units} chosen={chosen} onChange={onChange} /> : null}
    </div>
  );
}

function Units({ units, chosen, onChange }: Omit<KindProps, "kind">) {
  const toggle = (unitId: string, isTicked: boolean) =>
    onChange(isTicked ? [...chosen, unitId] : chosen.filter((each) => each !== unitId));
  return (
    <ul>
      {units.map((unit) => (
        <li key={unit.unitId}>
          <Checkbox
            checked={chosen.includes(unit.unitId)}
            onChange={({ target }) => toggle(unit.unitId, target.checked)}
          >
            {nameOf(unit)} <Strength unit={unit} />
          </Checkbox>
        </li>
      ))}
    </ul>
  );
}

const idOf = ({ unitId }: Recipient) => unitId;

function Strength({ unit: { members, accounts } }: { unit: Recipient }) {
  if (accounts > 0) {
    return <span className="lf-muted">{m["directives.canConfirm"]({ count: accounts })}</span>;
  }
  return (
    <StateTag tone={members > 0 ? "neutral" : "amber"}>
      {members > 0 ? m["directives.noAccounts"]({ count: members }) : m["directives.noMembers"]()}
    </StateTag>
  );
}

const mostNamed = 8;

interface ReachProps {
  units: readonly Recipient[];
  onLeave: (chosen: string[]) => void;
}

/** Whom it reaches; whom only by telephone; and whom not at all although they are ticked. */
function Reach({ units, onLeave }: ReachProps) {
  const people = units.reduce((sum, { accounts }) => sum + accounts, 0);
  const withoutAccount = units.filter(({ accounts }) => accounts === 0);
  const ringing = withoutAccount.filter(({ members }) => members > 0);
  const empty = withoutAccount.filter(({ members }) => members === 0);
  const told = (those: readonly Recipient[]) => ({
    count: those.length,
    names: listed(those.slice(0, mostNamed).map(nameOf)),
  });
  return (
    <>
      <p role="status">{m["directives.reach"]({ units: units.length, people })}</p>
      {ringing.length > 0 ? (
        <Note>
          <p>{m["directives.reach.ringing"](told(ringing))}</p>
          <Button
            size="small"
            onClick={() => onLeave(units.filter((unit) => !ringing.includes(unit)).map(idOf))}
          >
            {m["directives.reach.leave"]()}
          </Button>
        </Note>
      ) : null}
      {empty.length > 0 ? (
        <Note tone="attention">{m["directives.reach.not"](told(empty))}</Note>
      ) : null}
    </>
  );
}
