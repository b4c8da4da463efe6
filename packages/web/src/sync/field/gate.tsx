/** What comes before the screens: sign-in, the PIN, the lock. */
import { m } from "@lianfang/messages/messages.js";
import { type ReactNode, useEffect } from "react";
import { Empty, Note } from "../../kernel/field/parts/notes.tsx";
import { PhoneContext } from "../../kernel/field/phone.ts";
import { choosePin, setNewPin, setUp, useStage } from "./app-state.ts";
import { GatePage } from "./gate-page.tsx";
import { LockScreen } from "./lock-screen.tsx";
import { ChoosePin } from "./pin-choose.tsx";
import { ForgottenPin, SignInScreen } from "./sign-in.tsx";

const idleMs = 15 * 60_000;

export function FieldGate({ children }: { children: ReactNode }) {
  const stage = useStage();
  switch (stage.at) {
    case "starting":
      return <div className="lf-f-gate" />;
    case "impossible":
      return (
        <GatePage title={m["field.title"]()}>
          <Empty title={m["field.impossible"]()} text={impossibleText(stage.why)} />
        </GatePage>
      );
    case "new":
      return (
        <SignInScreen onArrived={choosePin}>
          {stage.after === "wiped" ? (
            <Note tone="amber" title={m["field.wiped"]()}>
              {m["field.wiped.text"]()}
            </Note>
          ) : null}
          {stage.after === "signed-out" ? (
            <Note tone="green" title={m["field.signedOut"]()}>
              {m["field.signedOut.text"]()}
            </Note>
          ) : null}
        </SignInScreen>
      );
    case "choose-pin":
      return (
        <ChoosePin
          onChosen={async (pin) => {
            await setUp(stage.arrival, pin);
            return true;
          }}
        />
      );
    case "locked":
      return <LockScreen lock={stage.lock} unsent={stage.unsent} />;
    case "forgotten":
      return (
        <ForgottenPin
          lock={stage.lock}
          onChosen={(arrival, pin) => setNewPin(stage.lock, arrival, pin)}
        />
      );
    case "open":
      return (
        <PhoneContext value={stage.phone}>
          <IdleLock lock={stage.phone.lock} />
          {children}
        </PhoneContext>
      );
  }
}

function impossibleText(why: "insecure" | "no-storage"): string {
  return why === "insecure" ? m["field.impossible.insecure"]() : m["field.impossible.noStorage"]();
}

/** A phone left lying locks itself; what was typed is kept. */
function IdleLock({ lock }: { lock: () => void }) {
  useEffect(() => {
    let touchedAt = Date.now();
    const touch = () => {
      touchedAt = Date.now();
    };
    const look = () => {
      if (Date.now() - touchedAt > idleMs) lock();
    };
    const turn = () => {
      if (document.visibilityState === "visible") look();
    };
    const timer = setInterval(look, 20_000);
    globalThis.addEventListener("pointerdown", touch);
    globalThis.addEventListener("keydown", touch);
    document.addEventListener("visibilitychange", turn);
    return () => {
      clearInterval(timer);
      globalThis.removeEventListener("pointerdown", touch);
      globalThis.removeEventListener("keydown", touch);
      document.removeEventListener("visibilitychange", turn);
    };
  }, [lock]);
  return null;
}
