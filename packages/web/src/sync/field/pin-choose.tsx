import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { Button } from "../../kernel/field/parts/button.tsx";
import { Note } from "../../kernel/field/parts/notes.tsx";
import { GatePage } from "./gate-page.tsx";
import { PinPad } from "./pin-pad.tsx";
import { pinFault, pinLength } from "./pin-rules.ts";

interface ChoosePinProps {
  /** @returns whether it could be set */
  onChosen: (pin: string) => Promise<boolean>;
}

/** A PIN for this phone, typed twice. */
export function ChoosePin(props: ChoosePinProps) {
  return (
    <GatePage title={m["field.pin.choose"]()}>
      <p>{m["field.pin.choose.text"]()}</p>
      <NewPin {...props} />
    </GatePage>
  );
}

export function NewPin({ onChosen }: ChoosePinProps) {
  const [first, setFirst] = useState<string>();
  const [pin, setPin] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const take = async (typed: string) => {
    setPin(typed);
    if (typed.length < pinLength) return setProblem(undefined);
    if (first === undefined) {
      setPin("");
      if (pinFault(typed)) return setProblem(m["field.pin.simple"]());
      return setFirst(typed);
    }
    if (first !== typed) {
      setPin("");
      setFirst(undefined);
      return setProblem(m["field.pin.differs"]());
    }
    setBusy(true);
    if (await onChosen(typed)) return;
    setBusy(false);
    setPin("");
    setFirst(undefined);
    setProblem(m["field.pin.notSet"]());
  };
  const label = first === undefined ? m["field.pin.new"]() : m["field.pin.again"]();
  return (
    <>
      <h2 className="lf-f-pin-label">{label}</h2>
      {problem ? <Note tone="red" isUrgent title={problem} /> : null}
      <PinPad label={label} pin={pin} isBusy={isBusy} onChange={(typed) => void take(typed)} />
      {first === undefined ? null : (
        <Button kind="quiet" onClick={() => setFirst(undefined)}>
          {m["field.pin.startOver"]()}
        </Button>
      )}
    </>
  );
}
