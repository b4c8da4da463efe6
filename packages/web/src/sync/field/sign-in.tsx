import { m } from "@lianfang/messages/messages.js";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../../kernel/field/parts/button.tsx";
import { Note } from "../../kernel/field/parts/notes.tsx";
import { Screen } from "../../kernel/field/parts/screen.tsx";
import { tell } from "../../kernel/field/parts/tell.tsx";
import { usePhone } from "../../kernel/field/phone.ts";
import { goBack } from "../../kernel/field/router.tsx";
import { type Arrival, showDoor, useStage } from "./app-state.ts";
import { GatePage } from "./gate-page.tsx";
import { ChoosePin } from "./pin-choose.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import type { Lock } from "./vault.ts";

/** The first page on a phone that is nobody's. */
export function SignInScreen(props: {
  onArrived: (arrival: Arrival) => void;
  children: ReactNode;
}) {
  return (
    <GatePage title={m["field.signIn.title"]()}>
      {props.children}
      <p>{m["field.signIn.text"]()}</p>
      <SignInForm onArrived={props.onArrived} />
      <p className="lf-f-hint">
        <a href="/activate">{m["accounts.haveCode"]()}</a>
      </p>
    </GatePage>
  );
}

interface ForgottenPinProps {
  lock: Lock;
  onChosen: (arrival: Arrival, pin: string) => Promise<boolean>;
}

/** The owner shows with the password that it is them, and chooses another PIN. */
export function ForgottenPin({ lock, onChosen }: ForgottenPinProps) {
  const [arrival, setArrival] = useState<Arrival>();
  if (arrival) return <ChoosePin onChosen={(pin) => onChosen(arrival, pin)} />;
  return (
    <GatePage title={m["field.pin.forgotten"]()}>
      <Note>{m["field.pin.forgotten.text"]()}</Note>
      <SignInForm lock={lock} onArrived={setArrival} />
      <Button kind="quiet" onClick={() => void showDoor()}>
        {m["web.cancel"]()}
      </Button>
    </GatePage>
  );
}

/** The session has ended while the phone was away: once signed in, what waits goes on its way. */
export function SignInAgainScreen() {
  const stage = useStage();
  const phone = usePhone();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const back = async () => {
    await phone.signedIn();
    tell(m["field.signIn.again.done"]());
    // Whoever has gone on meanwhile is not brought back.
    if (isHere.current) goBack("/outbox");
    await phone.sync();
  };
  return (
    <Screen title={m["field.signIn.again"]()} back="/me">
      <Note>{m["field.signIn.again.text"]()}</Note>
      {stage.at === "open" ? <SignInForm lock={stage.lock} onArrived={() => void back()} /> : null}
    </Screen>
  );
}
