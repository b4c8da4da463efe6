import { m } from "@lianfang/messages/messages.js";
import { useEffect, useState } from "react";
import { Ask } from "../../kernel/field/parts/ask.tsx";
import { Button } from "../../kernel/field/parts/button.tsx";
import { Note } from "../../kernel/field/parts/notes.tsx";
import { forgotPin, giveUp, unlock } from "./app-state.ts";
import { GatePage } from "./gate-page.tsx";
import { PinPad } from "./pin-pad.tsx";
import { mostWrongPins, pinLength, pinPauseMs } from "./pin-rules.ts";
import type { Lock } from "./vault.ts";

/** The phone is somebody's and locked. */
export function LockScreen({ lock, unsent }: { lock: Lock; unsent: number }) {
  const isBarred = lock.byPin === undefined;
  const name = lock.owner.displayName;
  return (
    <GatePage title={isBarred ? m["field.locked.barred"]({ name }) : m["field.locked"]({ name })}>
      {unsent > 0 ? <p>{m["field.locked.unsent"]({ count: unsent })}</p> : null}
      {isBarred ? (
        <Note tone="red" title={m["field.pin.barred"]()}>
          {m["field.pin.barred.text"]()}
        </Note>
      ) : (
        <PinEntry lock={lock} />
      )}
      <Button kind={isBarred ? "main" : "quiet"} onClick={() => forgotPin(lock)}>
        {isBarred ? m["field.pin.byPassword"]() : m["field.pin.forgotten"]()}
      </Button>
      <GiveUp unsent={unsent} name={name} />
    </GatePage>
  );
}

function PinEntry({ lock }: { lock: Lock }) {
  const [pin, setPin] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [left, setLeft] = useState(mostWrongPins - lock.failures);
  const [pauseMs, setPause] = usePause(pinPauseMs(lock.failures, lock.failedAt, Date.now()));
  const take = async (typed: string) => {
    setPin(typed);
    if (typed.length < pinLength) return;
    setBusy(true);
    const result = await unlock(typed);
    if (result.is === "open" || result.is === "closed") return;
    setBusy(false);
    setPin("");
    if (result.is === "wait") return setPause(result.ms);
    globalThis.navigator.vibrate?.([80, 60, 80]);
    setLeft(result.left);
    setPause(pinPauseMs(mostWrongPins - result.left, Date.now(), Date.now()));
  };
  return (
    <>
      {left < mostWrongPins ? (
        <Note tone="red" isUrgent title={m["field.pin.wrong"]({ left })}>
          {pauseMs > 0 ? m["field.pin.wait"]({ seconds: Math.ceil(pauseMs / 1000) }) : null}
        </Note>
      ) : null}
      <PinPad
        label={m["field.pin.enter"]()}
        pin={pin}
        isBusy={isBusy}
        isDisabled={pauseMs > 0}
        onChange={(typed) => void take(typed)}
      />
    </>
  );
}

/** Counts down by seconds. */
function usePause(initial: number): [number, (ms: number) => void] {
  const [ms, setMs] = useState(initial);
  useEffect(() => {
    if (ms <= 0) return;
    const timer = setTimeout(() => setMs(ms - 1000), 1000);
    return () => clearTimeout(timer);
  }, [ms]);
  return [ms, setMs];
}

/** The phone goes to somebody else; what was never sent would be lost, so it is said. */
function GiveUp({ unsent, name }: { unsent: number; name: string }) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button kind="quiet" onClick={() => setAsked(true)}>
        {m["field.giveUp"]()}
      </Button>
      {isAsked ? (
        <Ask
          title={m["field.giveUp.title"]({ name })}
          yes={
            unsent > 0 ? m["field.signOut.yesLosing"]({ count: unsent }) : m["field.signOut.yes"]()
          }
          isDangerous
          onYes={giveUp}
          onClose={() => setAsked(false)}
        >
          {unsent > 0 ? m["field.signOut.losing"]({ count: unsent }) : m["field.signOut.text"]()}
        </Ask>
      ) : null}
    </>
  );
}
