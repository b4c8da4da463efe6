import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { Note } from "../../kernel/field/parts/notes.tsx";
import { Screen } from "../../kernel/field/parts/screen.tsx";
import { tell } from "../../kernel/field/parts/tell.tsx";
import { goBack } from "../../kernel/field/router.tsx";
import { changePin } from "./app-state.ts";
import { NewPin } from "./pin-choose.tsx";
import { PinPad } from "./pin-pad.tsx";
import { pinLength } from "./pin-rules.ts";

/** First the PIN so far, then another one, twice. */
export function ChangePinScreen() {
  const [old, setOld] = useState("");
  const [isWrong, setWrong] = useState(false);
  const set = async (pin: string) => {
    const isDone = await changePin(old, pin);
    if (isDone) {
      tell(m["field.pin.changed"]());
      goBack("/me");
      return true;
    }
    setOld("");
    setWrong(true);
    return false;
  };
  return (
    <Screen title={m["field.pin.change"]()} back="/me">
      {isWrong && old.length < pinLength ? (
        <Note tone="red" isUrgent title={m["field.pin.oldWrong"]()} />
      ) : null}
      {old.length < pinLength ? (
        <>
          <h2 className="lf-f-pin-label">{m["field.pin.old"]()}</h2>
          <PinPad label={m["field.pin.old"]()} pin={old} onChange={setOld} />
        </>
      ) : (
        <NewPin onChosen={set} />
      )}
    </Screen>
  );
}
